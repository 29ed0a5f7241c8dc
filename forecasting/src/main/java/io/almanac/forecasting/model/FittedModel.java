package io.almanac.forecasting.model;

/**
 * A model fitted to equally spaced values. Immutable, deterministic, and free of dates: calendar
 * effects are taken out before and put back after.
 */
public interface FittedModel {
  /**
   * The point forecast.
   *
   * @param horizon number of steps after the last value, 1 or more
   * @return {@code horizon} finite values, the next step first
   */
  double[] forecast(int horizon);

  /** The one-step forecasts of the values that it was fitted to; NaN where there is none. */
  double[] fitted();

  /** The chosen form, such as {@code ETS(A,Ad,A)}, for people. */
  String form();
}
