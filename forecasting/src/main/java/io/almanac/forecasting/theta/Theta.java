package io.almanac.forecasting.theta;

import io.almanac.forecasting.decomposition.SeasonalIndices;
import io.almanac.forecasting.ets.SimpleSmoothing;
import java.util.Arrays;

/**
 * The standard Theta method (Assimakopoulos and Nikolopoulos 2000) in the form of Hyndman and
 * Billah (2003): simple exponential smoothing with half the slope of the regression line as drift,
 * of values without their significant season.
 */
public final class Theta {
  private Theta() {}

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

  /** Continues a series without a season. */
  public static double[] nonSeasonal(double[] values, int horizon) {
    int n = values.length;
    SimpleSmoothing smoothing = SimpleSmoothing.fit(values);
    double drift = slope(values) / 2;
    double alpha = smoothing.alpha();
    double behind = (1 - Math.pow(1 - alpha, n)) / alpha;
    double[] ahead = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      ahead[h] = smoothing.level() + drift * (h + behind);
    }
    return ahead;
  }

  static double mean(double[] values) {
    return Arrays.stream(values).average().orElse(0);
  }

  static double slope(double[] values) {
    int n = values.length;
    double middle = (n - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int t = 0; t < n; t++) {
      products += (t - middle) * values[t];
      squares += (t - middle) * (t - middle);
    }
    return squares == 0 ? 0 : products / squares;
  }
}
