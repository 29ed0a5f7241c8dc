package io.almanac.forecasting.automatic;

/** Missing values, filled so that models can run; they are never judged against what is filled. */
public final class Gaps {
  private Gaps() {}

  /**
   * Values with every gap filled: by the mean of the nearest present values one season before and
   * after; where there is none, along the line between present neighbours.
   *
   * @param values NaN is missing; all missing gives zeros
   * @param period steps of the shortest season; 1 for none
   */
  public static double[] fill(double[] values, int period) {
    double[] filled = values.clone();
    for (int t = 0; t < values.length; t++) {
      if (Double.isNaN(values[t])) {
        double before = period > 1 && t >= period ? filled[t - period] : Double.NaN;
        double after = Double.NaN;
        for (int i = t + period; period > 1 && i < values.length; i += period) {
          if (!Double.isNaN(values[i])) {
            after = values[i];
            break;
          }
        }
        filled[t] =
            Double.isNaN(before) ? after : Double.isNaN(after) ? before : (before + after) / 2;
      }
    }
    alongLines(filled);
    return filled;
  }

  private static void alongLines(double[] values) {
    int known = -1;
    for (int t = 0; t <= values.length; t++) {
      boolean end = t == values.length;
      if (!end && Double.isNaN(values[t])) {
        continue;
      }
      for (int i = known + 1; i < t; i++) {
        if (known < 0) {
          values[i] = end ? 0 : values[t];
        } else if (end) {
          values[i] = values[known];
        } else {
          values[i] = values[known] + (values[t] - values[known]) * (i - known) / (t - known);
        }
      }
      known = t;
    }
  }
}
