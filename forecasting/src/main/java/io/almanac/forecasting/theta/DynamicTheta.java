package io.almanac.forecasting.theta;

import io.almanac.forecasting.decomposition.SeasonalIndices;

/**
 * The dynamic optimised Theta model (Fiorucci, Pellegrini, Louzada, Petropoulos and Koehler 2016,
 * "Models for optimising the theta method and their relationship to state space models",
 * International Journal of Forecasting 32(4)): the line is learned anew with each value, and first
 * level, weight and theta minimise the squared one-step errors.
 */
public final class DynamicTheta {
  private DynamicTheta() {}

  /**
   * Continues a series.
   *
   * @param values finite, at least one
   * @param period steps of the season; 1 for none
   */
  public static double[] forecast(double[] values, int period, int horizon) {
    SeasonalIndices season = SeasonalIndices.learnIfSignificant(values, period);
    return season.restore(OptimisedTheta.nonSeasonal(season.remove(values), horizon, true));
  }
}
