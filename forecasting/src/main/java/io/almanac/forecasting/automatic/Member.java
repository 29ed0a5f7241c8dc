package io.almanac.forecasting.automatic;

/** One model of the combination. Stateless and deterministic. */
interface Member {
  /** A stable name in kebab-case. */
  String name();

  /**
   * Continues a series.
   *
   * @param values finite, no gaps
   * @return one value a step, or null when the model does not suit the values
   */
  double[] forecast(double[] values, int horizon);
}
