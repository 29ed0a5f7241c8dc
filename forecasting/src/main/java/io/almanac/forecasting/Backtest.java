package io.almanac.forecasting;

import java.io.Serializable;
import java.util.Arrays;

/**
 * What a method would have got wrong: forecasts from several past origins, each made from what was
 * known then (rolling origin; Tashman 2000).
 *
 * <p>Origins are counted back from the last day of the history in steps of {@link #STEP} days, so
 * that series with the same last day have the same origins and their errors can be added up.
 *
 * @param errors forecast minus actual, by origin (the newest first) and day ahead; NaN where there
 *     is no actual. Origin {@code k} lies {@code (k + 1) * STEP} days back and has as many days
 * @param actuals the same days' actual values
 */
record Backtest(double[][] errors, double[][] actuals) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Two weeks: every weekday is seen twice, and neighbouring origins still differ. */
  static final int STEP = 14;

  private static final int MOST_ORIGINS = 12;
  private static final int SHORTEST_HISTORY = 28;

  /** How many origins a history of this length has. */
  static int origins(int length) {
    return Math.max(0, Math.min(MOST_ORIGINS, (length - SHORTEST_HISTORY) / STEP));
  }

  /** Judges a method on a history. */
  static Backtest of(Method method, DailySeries history, int horizon) {
    int origins = origins(history.length());
    double[][] errors = new double[origins][];
    double[][] actuals = new double[origins][];
    double[] values = history.values();
    for (int k = 0; k < origins; k++) {
      int known = history.length() - (k + 1) * STEP;
      int ahead = Math.min((k + 1) * STEP, horizon);
      DailySeries past =
          new DailySeries(history.id(), history.start(), Arrays.copyOf(values, known));
      actuals[k] = Arrays.copyOfRange(values, known, known + ahead);
      errors[k] = new double[ahead];
      if (!hasValue(past)) {
        Arrays.fill(errors[k], Double.NaN);
        continue;
      }
      double[] forecast = method.forecast(past, ahead);
      for (int h = 0; h < ahead; h++) {
        errors[k][h] = forecast[h] - actuals[k][h];
      }
    }
    return new Backtest(errors, actuals);
  }

  /** Mean absolute error, every origin weighing the same; NaN when nothing could be judged. */
  double meanAbsoluteError() {
    double sum = 0;
    int judged = 0;
    for (double[] origin : errors) {
      double mean =
          Arrays.stream(origin)
              .filter(Double::isFinite)
              .map(Math::abs)
              .average()
              .orElse(Double.NaN);
      if (Double.isFinite(mean)) {
        sum += mean;
        judged++;
      }
    }
    return judged == 0 ? Double.NaN : sum / judged;
  }

  /** The errors of a method that is the mean of two. */
  static Backtest mean(Backtest one, Backtest other) {
    double[][] errors = new double[one.errors.length][];
    for (int k = 0; k < errors.length; k++) {
      errors[k] = new double[one.errors[k].length];
      for (int h = 0; h < errors[k].length; h++) {
        errors[k][h] = (one.errors[k][h] + other.errors[k][h]) / 2;
      }
    }
    return new Backtest(errors, one.actuals);
  }

  /** One way to continue a history. */
  @FunctionalInterface
  interface Method {
    /** One value per day ahead. */
    double[] forecast(DailySeries history, int horizon);
  }

  private static boolean hasValue(DailySeries series) {
    return Arrays.stream(series.values()).anyMatch(value -> !Double.isNaN(value));
  }
}
