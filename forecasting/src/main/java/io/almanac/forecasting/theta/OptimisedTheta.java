package io.almanac.forecasting.theta;

import io.almanac.forecasting.decomposition.SeasonalIndices;
import io.almanac.forecasting.optimize.NelderMead;

/**
 * The optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016, "Models
 * for optimising the theta method and their relationship to state space models", International
 * Journal of Forecasting 32(4)): the line is that of all values, and first level, weight and theta
 * minimise the squared one-step errors. {@link DynamicTheta} learns the line anew with each value.
 */
public final class OptimisedTheta {
  /** With the line given, level and theta can stand in for each other: it takes longer to tell. */
  private static final NelderMead STATIC_SEARCH = new NelderMead(1e-9, 400);

  private static final NelderMead DYNAMIC_SEARCH = new NelderMead(1e-6, 150);
  private static final int UNJUDGED = 3;
  private static final int UNJUDGED_DYNAMIC = 2;
  private static final int FEWEST = 4;

  private OptimisedTheta() {}

  /**
   * Continues a series.
   *
   * @param values finite, at least one
   * @param period steps of the season; 1 for none
   */
  public static double[] forecast(double[] values, int period, int horizon) {
    SeasonalIndices season = SeasonalIndices.learnIfSignificant(values, period);
    return season.restore(nonSeasonal(season.remove(values), horizon, false));
  }

  /**
   * Continues a series without a season.
   *
   * @param dynamic whether the line is learned anew with each value
   */
  static double[] nonSeasonal(double[] values, int horizon, boolean dynamic) {
    if (values.length < FEWEST) {
      return Theta.nonSeasonal(values, horizon);
    }
    double scale = Math.max(Math.abs(values[0]), 1e-9);
    NelderMead search = dynamic ? DYNAMIC_SEARCH : STATIC_SEARCH;
    double[] start = {values[0] / scale / 2, 0.5, 2};
    NelderMead.Minimum best =
        search.minimize(
            point -> squares(values, point[0] * scale, point[1], point[2], dynamic, null),
            start,
            new double[] {0.5, 0.2, 1});
    double[] ahead = new double[horizon];
    double[] at = best.point();
    squares(values, at[0] * scale, at[1], at[2], dynamic, ahead);
    return ahead;
  }

  /** Mean squared one-step errors; fills the steps ahead when asked to. */
  private static double squares(
      double[] values, double first, double alpha, double theta, boolean dynamic, double[] ahead) {
    if (!(alpha >= 0.01 && alpha <= 0.99 && theta >= 1)) {
      return Double.POSITIVE_INFINITY;
    }
    int n = values.length;
    double level = first;
    double mean = 0;
    double slope = dynamic ? 0 : Theta.slope(values);
    double intercept = dynamic ? values[0] : Theta.mean(values) - (n + 1) / 2.0 * slope;
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
      } else if (t > (dynamic ? UNJUDGED_DYNAMIC : UNJUDGED)) {
        sum += (value - expected) * (value - expected);
      }
      level += alpha * (value - level);
      if (dynamic) {
        slope = t == 1 ? 0 : ((t - 2) * slope + 6.0 / t * (value - mean)) / (t + 1);
        mean += (value - mean) / t;
        intercept = mean - (t + 1) / 2.0 * slope;
      }
      decay = decayed;
    }
    return sum / n;
  }
}
