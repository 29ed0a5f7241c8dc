package io.almanac.forecasting.driver;

import java.io.Serializable;

/**
 * What a driver does to the forecast of a series.
 *
 * @param driver its name
 * @param kind its kind
 * @param elasticity of the series by the driver
 * @param share how much of the forecast, summed over the horizon, is there because the driver is
 *     not at its mean level of the last four weeks (a rate: at its last value); negative when it
 *     makes the forecast smaller, 0 when the driver is not used
 * @param given the share of the days of the horizon, 0 to 1, on which the driver is given; on the
 *     others it is forecast
 */
public record DriverEffect(
    String driver, Driver.Kind kind, Elasticity elasticity, double share, double given)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * How many times as high the series is when the driver is so many times as high.
   *
   * @param times above zero
   */
  public double factor(double times) {
    if (!elasticity.isUsed()) {
      return 1;
    }
    return kind == Driver.Kind.RATE
        ? 1 + elasticity.value() * (times - 1)
        : Math.pow(times, elasticity.value());
  }

  /** The standard deviation of that factor, relative to it. */
  public double doubt(double times) {
    return elasticity.isUsed() && kind == Driver.Kind.VOLUME
        ? elasticity.standardError() * Math.abs(Math.log(times))
        : 0;
  }
}
