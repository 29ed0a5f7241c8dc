package io.almanac.forecasting.automatic;

import java.util.Arrays;

/**
 * What no forecast may leave: the range of the history, widened by two fifths of itself to either
 * side, and moved on as the level has moved over as many of the newest steps as are ahead, so that
 * what grows may go on growing. Where the level stays, the caps are the same at all distances.
 *
 * @param least by step ahead: the smallest value accepted
 * @param most by step ahead: the largest value accepted
 */
record SanityCaps(double[] least, double[] most) {
  private static final double WIDER = 0.4;

  /**
   * The caps of a history.
   *
   * @param values finite
   * @param season steps over which the level is averaged; without more of them, it has not moved
   */
  static SanityCaps of(double[] values, int season, int horizon) {
    double[] level = level(values, season);
    double smallest = Arrays.stream(values).min().orElse(0);
    double largest = Arrays.stream(values).max().orElse(0);
    for (int age = 1; age < Math.min(season, level.length); age++) {
      double today = moved(values[values.length - 1 - age], level, age);
      smallest = Math.min(smallest, today);
      largest = Math.max(largest, today);
    }
    double range = Math.max(largest - smallest, 1e-9 * Math.max(1, Math.abs(largest)));
    double lowest = smallest - WIDER * range;
    double highest = largest + WIDER * range;
    double[] least = new double[horizon];
    double[] most = new double[horizon];
    double low = lowest;
    double high = highest;
    for (int h = 0; h < horizon; h++) {
      low = Math.min(low, moved(lowest, level, h + 1));
      high = Math.max(high, moved(highest, level, h + 1));
      least[h] = low;
      most[h] = high;
    }
    return new SanityCaps(least, most);
  }

  /** Whether all of a forecast is inside; what is not finite is not. */
  boolean accept(double[] ahead) {
    for (int h = 0; h < ahead.length; h++) {
      if (!(ahead[h] >= least[h] && ahead[h] <= most[h])) {
        return false;
      }
    }
    return true;
  }

  /** A forecast that is held at the caps where it would leave them. */
  double[] hold(double[] ahead) {
    double[] held = new double[ahead.length];
    Arrays.setAll(held, h -> Math.max(least[h], Math.min(most[h], ahead[h])));
    return held;
  }

  /** Means over so many values, the newest last; just a 0 when there are fewer values. */
  private static double[] level(double[] values, int width) {
    if (width > values.length) {
      return new double[1];
    }
    double[] sums = new double[values.length + 1];
    for (int t = 0; t < values.length; t++) {
      sums[t + 1] = sums[t] + values[t];
    }
    double[] means = new double[values.length - width + 1];
    Arrays.setAll(means, i -> (sums[i + width] - sums[i]) / width);
    return means;
  }

  /**
   * A value after so many steps in which the level moves as it did in as many before. What counts
   * is the smaller of the moves in either half of these, twice: growth that has ended, or a jump
   * long ago, is not continued. It is a factor where the level has one sign, of values of that
   * sign, or else an amount; further than the history reaches, it grows with the distance alone.
   */
  private static double moved(double value, double[] level, int steps) {
    int newest = level.length - 1;
    int seen = Math.min(steps, newest);
    int half = Math.min((seen + 1) / 2, newest / 2);
    if (half == 0) {
      return value;
    }
    double now = level[newest];
    double then = level[newest - half];
    double before = level[newest - 2 * half];
    double parts = (double) seen / half;
    double beyond = (double) steps / seen;
    if (now * then > 0 && then * before > 0) {
      double growth = Math.exp(parts * smaller(Math.log(now / then), Math.log(then / before)));
      return now * value > 0 ? value * Math.max(0, 1 + (growth - 1) * beyond) : value;
    }
    return value + smaller(now - then, then - before) * parts * beyond;
  }

  /** The one nearer to zero of two moves in the same direction, otherwise 0. */
  private static double smaller(double one, double other) {
    return one * other <= 0 ? 0 : Math.abs(one) < Math.abs(other) ? one : other;
  }
}
