package io.almanac.forecasting;

/** One way to continue a series. Implementations are stateless and deterministic. */
interface Model {
  /** A stable name in kebab-case, which stands in the marts. */
  String name();

  /** Whether the history is long enough for this model. */
  boolean suits(DailySeries history);

  /**
   * Continues the series.
   *
   * @param history has at least one value that is not missing
   * @param horizon days to forecast
   * @return one finite value per day
   */
  double[] forecast(DailySeries history, int horizon);
}
