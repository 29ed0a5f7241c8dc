package io.almanac.forecasting.arima;

import java.util.function.IntUnaryOperator;

/**
 * The test of Kwiatkowski, Phillips, Schmidt and Shin (1992) that a series wanders around one
 * level, by which Hyndman and Khandakar (2008) choose the number of differences.
 */
final class Kpss {
  /** Critical value of level stationarity at 5 %, from the paper's table 1. */
  private static final double CRITICAL = 0.463;

  private Kpss() {}

  /** How often to difference until the test does not object, at most {@code most} times. */
  static int differences(double[] values, int most) {
    return differences(values, most, Kpss::shortLags);
  }

  /**
   * The same with another bandwidth.
   *
   * @param bandwidth how many autocovariances count, by the number of values
   */
  static int differences(double[] values, int most, IntUnaryOperator bandwidth) {
    double[] now = values;
    for (int d = 0; d < most; d++) {
      if (!(statistic(now, bandwidth.applyAsInt(now.length)) > CRITICAL)) {
        return d;
      }
      now = difference(now);
    }
    return most;
  }

  static double[] difference(double[] values) {
    double[] changes = new double[Math.max(0, values.length - 1)];
    for (int t = 0; t < changes.length; t++) {
      changes[t] = values[t + 1] - values[t];
    }
    return changes;
  }

  /** The bandwidth of R's urca with short lags. */
  static int shortLags(int length) {
    return (int) (4 * Math.pow(length / 100.0, 0.25));
  }

  /** The bandwidth of ndiffs in R's forecast package. */
  static int lagsOfForecast(int length) {
    return (int) (3 * Math.sqrt(length) / 13);
  }

  /** Zero for a constant. */
  static double statistic(double[] values, int lags) {
    int n = values.length;
    if (n < 4) {
      return 0;
    }
    double mean = 0;
    for (double value : values) {
      mean += value / n;
    }
    double sums = 0;
    double partial = 0;
    double variance = 0;
    double[] residuals = new double[n];
    for (int t = 0; t < n; t++) {
      residuals[t] = values[t] - mean;
      partial += residuals[t];
      sums += partial * partial;
      variance += residuals[t] * residuals[t];
    }
    double longRun = variance;
    for (int lag = 1; lag <= lags; lag++) {
      double product = 0;
      for (int t = lag; t < n; t++) {
        product += residuals[t] * residuals[t - lag];
      }
      longRun += 2 * (1 - lag / (lags + 1.0)) * product;
    }
    return longRun <= 1e-12 * (1 + mean * mean) * n ? 0 : sums / n / longRun;
  }
}
