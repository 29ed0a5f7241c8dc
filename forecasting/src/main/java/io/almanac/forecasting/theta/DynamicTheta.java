package io.almanac.forecasting.theta;

import io.almanac.forecasting.decomposition.SeasonalIndices;
import io.almanac.forecasting.optimize.NelderMead;

/**
 * The dynamic optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016,
 * "Models for optimising the theta method and their relationship to state space models",
 * International Journal of Forecasting 32(4)): the line is learned anew with each value, and first
 * level, weight and theta minimise the squared one-step errors.
 */
public final class DynamicTheta {
  private static final NelderMead SEARCH = new NelderMead(1e-6, 150);
  private static final int FIRST_JUDGED = 2;

  private DynamicTheta() {}

  /**
   * Continues a series.
   *
   * @param values finite, at least one
   * @param period steps of the season; 1 for none
   */
  public static double[] forecast(double[] values, int period, int horizon) {
    SeasonalIndices season = SeasonalIndices.learnIfSignificant(values, period);
    return season.restore(nonSeasonal(season.remove(values), horizon));
  }

  private static double[] nonSeasonal(double[] values, int horizon) {
    if (values.length < 4) {
      return Theta.nonSeasonal(values, horizon);
    }
    double scale = Math.max(Math.abs(values[0]), 1e-9);
    double[] start = {values[0] / scale / 2, 0.5, 2};
    NelderMead.Minimum best =
        SEARCH.minimize(
            point -> squares(values, point[0] * scale, point[1], point[2], null),
            start,
            new double[] {0.5, 0.2, 1});
    double[] ahead = new double[horizon];
    double[] at = best.point();
    squares(values, at[0] * scale, at[1], at[2], ahead);
    return ahead;
  }

  /** Mean squared one-step errors; fills the steps ahead when asked to. */
  private static double squares(
      double[] values, double first, double alpha, double theta, double[] ahead) {
    if (!(alpha >= 0.01 && alpha <= 0.99 && theta >= 1)) {
      return Double.POSITIVE_INFINITY;
    }
    int n = values.length;
    double level = first;
    double mean = 0;
    double intercept = values[0];
    double slope = 0;
    double share = 1 - 1 / theta;
    double decay = 1;
    double sum = 0;
    int steps = ahead == null ? n : n + ahead.length;
    for (int t = 1; t <= steps; t++) {
      double decayed = decay * (1 - alpha);
      double expected = level + share * (decay * intercept + (1 - decayed) / alpha * slope);
      double value = t <= n ? values[t - 1] : expected;
      if (t > n) {
        ahead[t - n - 1] = expected;
      } else if (t > FIRST_JUDGED) {
        sum += (value - expected) * (value - expected);
      }
      level += alpha * (value - level);
      slope = t == 1 ? 0 : ((t - 2) * slope + 6.0 / t * (value - mean)) / (t + 1);
      mean += (value - mean) / t;
      intercept = mean - (t + 1) / 2.0 * slope;
      decay = decayed;
    }
    return sum / n;
  }
}
