package io.almanac.forecasting;

/**
 * What several days together are expected to be. The error of the sum is taken to follow Student's
 * distribution, scaled to the sums of errors that backtests saw over as many days.
 *
 * @param mean the expected sum
 * @param scale the root mean square of backtest errors of such sums
 * @param degreesOfFreedom how many backtest sums there are, at least 1
 * @param least what the sum cannot be below; negative infinity when it has no bound
 */
public record TotalForecast(double mean, double scale, int degreesOfFreedom, double least) {

  /** The lower end of the interval of a level. */
  public double lower(double level) {
    return Math.max(least, mean - Normal.halfWidth(level, degreesOfFreedom) * scale);
  }

  /** The upper end of the interval of a level. */
  public double upper(double level) {
    return mean + Normal.halfWidth(level, degreesOfFreedom) * scale;
  }

  /** The probability that the sum exceeds an amount, 0 to 1. */
  public double probabilityAbove(double amount) {
    if (scale == 0) {
      return mean > amount ? 1 : 0;
    }
    return Normal.above((amount - mean) / scale, degreesOfFreedom);
  }
}
