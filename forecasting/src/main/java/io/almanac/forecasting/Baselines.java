package io.almanac.forecasting;

import io.almanac.forecasting.automatic.Combination;
import java.util.List;

/** The simple methods that a forecast has to beat, at the same origins. */
final class Baselines {
  private static final int RUN_RATE_DAYS = 28;
  private static final int WEEK = 7;

  private Baselines() {}

  /** The mean of the last four weeks: what a finance team does by hand. */
  static Backtest runRate(double[] values, List<Combination.Origin> origins) {
    return errors(values, origins, (known, h) -> recentMean(values, known));
  }

  /** The last week again; a missing day is the recent mean. */
  static Backtest seasonalNaive(double[] values, List<Combination.Origin> origins) {
    return errors(
        values,
        origins,
        (known, h) -> {
          int same = known - WEEK + h % WEEK;
          return same < 0 || Double.isNaN(values[same]) ? recentMean(values, known) : values[same];
        });
  }

  private interface Continuation {
    double at(int known, int step);
  }

  private static Backtest errors(
      double[] values, List<Combination.Origin> origins, Continuation continuation) {
    double[][] errors = new double[origins.size()][];
    double[][] actuals = new double[origins.size()][];
    for (int k = 0; k < errors.length; k++) {
      Combination.Origin origin = origins.get(k);
      errors[k] = new double[origin.ahead()];
      actuals[k] = new double[origin.ahead()];
      for (int h = 0; h < origin.ahead(); h++) {
        actuals[k][h] = values[origin.known() + h];
        errors[k][h] = continuation.at(origin.known(), h) - actuals[k][h];
      }
    }
    return new Backtest(errors, actuals);
  }

  /** The mean of the last days that have a value; there is one before every origin. */
  static double recentMean(double[] values, int known) {
    double sum = 0;
    int seen = 0;
    for (int t = known - 1; t >= 0 && (t >= known - RUN_RATE_DAYS || seen == 0); t--) {
      if (!Double.isNaN(values[t])) {
        sum += values[t];
        seen++;
      }
    }
    return sum / seen;
  }
}
