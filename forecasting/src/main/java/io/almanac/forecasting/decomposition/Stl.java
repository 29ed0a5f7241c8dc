package io.almanac.forecasting.decomposition;

import java.util.Arrays;

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990), with the
 * settings that R's {@code stl} takes when it is told the seasonal window alone.
 *
 * @param trend the smooth level
 * @param seasonal what repeats with the period
 * @param remainder what is left; the three add up to the values
 * @param period steps of one season
 */
public record Stl(double[] trend, double[] seasonal, double[] remainder, int period) {
  private static final int ROBUST_ROUNDS = 15;

  /**
   * Decomposes.
   *
   * @param values finite, at least two seasons of them
   * @param period 2 or more
   * @param seasonalWindow how many seasons are averaged, odd, 7 or more
   * @param robust whether remainders that are far out lose their weight
   * @throws IllegalArgumentException when there are fewer than two seasons
   */
  public static Stl decompose(double[] values, int period, int seasonalWindow, boolean robust) {
    int n = values.length;
    if (period < 2 || n < 2 * period) {
      throw new IllegalArgumentException(
          "Cannot decompose " + n + " values with seasons of length: " + period);
    }
    int trendWindow = odd((int) Math.ceil(1.5 * period / (1 - 1.5 / seasonalWindow)));
    int lowPassWindow = odd(period);
    Loess bySeason = new Loess(seasonalWindow, 0, jump(seasonalWindow));
    Loess byTrend = new Loess(trendWindow, 1, jump(trendWindow));
    Loess byLowPass = new Loess(lowPassWindow, 1, jump(lowPassWindow));
    double[] trend = new double[n];
    double[] seasonal = new double[n];
    double[] weights = null;
    int rounds = robust ? ROBUST_ROUNDS : 1;
    for (int round = 0; round < rounds; round++) {
      for (int inner = 0; inner < (robust ? 1 : 2); inner++) {
        improve(values, period, bySeason, byTrend, byLowPass, weights, trend, seasonal);
      }
      if (round < rounds - 1) {
        weights = robustness(values, trend, seasonal);
      }
    }
    double[] remainder = new double[n];
    for (int i = 0; i < n; i++) {
      remainder[i] = values[i] - trend[i] - seasonal[i];
    }
    return new Stl(trend, seasonal, remainder, period);
  }

  private static void improve(
      double[] values,
      int period,
      Loess bySeason,
      Loess byTrend,
      Loess byLowPass,
      double[] weights,
      double[] trend,
      double[] seasonal) {
    int n = values.length;
    double[] cycle = new double[n + 2 * period];
    int most = (n - 1) / period + 1;
    double[] sub = new double[most];
    double[] subWeights = weights == null ? null : new double[most];
    double[] smooth = new double[most];
    for (int phase = 0; phase < period; phase++) {
      int k = (n - 1 - phase) / period + 1;
      for (int i = 0; i < k; i++) {
        int at = phase + i * period;
        sub[i] = values[at] - trend[at];
        if (weights != null) {
          subWeights[i] = weights[at];
        }
      }
      bySeason.smooth(sub, k, subWeights, smooth, 0);
      for (int i = 0; i < k; i++) {
        cycle[phase + (i + 1) * period] = smooth[i];
      }
      int window = Math.min(bySeason.window(), k);
      double before = bySeason.at(sub, k, subWeights, -1, 0, window - 1);
      double after = bySeason.at(sub, k, subWeights, k, k - window, k - 1);
      cycle[phase] = Double.isNaN(before) ? smooth[0] : before;
      cycle[phase + (k + 1) * period] = Double.isNaN(after) ? smooth[k - 1] : after;
    }
    double[] low = averages(averages(averages(cycle, period), period), 3);
    double[] lowSmooth = new double[n];
    byLowPass.smooth(low, n, null, lowSmooth, 0);
    double[] adjusted = new double[n];
    for (int i = 0; i < n; i++) {
      seasonal[i] = cycle[period + i] - lowSmooth[i];
      adjusted[i] = values[i] - seasonal[i];
    }
    byTrend.smooth(adjusted, n, weights, trend, 0);
  }

  /** Bisquare weights of remainders against six times their median. */
  private static double[] robustness(double[] values, double[] trend, double[] seasonal) {
    int n = values.length;
    double[] absolute = new double[n];
    for (int i = 0; i < n; i++) {
      absolute[i] = Math.abs(values[i] - trend[i] - seasonal[i]);
    }
    double[] sorted = absolute.clone();
    Arrays.sort(sorted);
    double limit = 3 * (sorted[n / 2] + sorted[n - n / 2 - 1]);
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      double part = absolute[i] / limit;
      double square = 1 - part * part;
      weights[i] =
          absolute[i] <= 0.001 * limit ? 1 : absolute[i] > 0.999 * limit ? 0 : square * square;
    }
    return weights;
  }

  private static double[] averages(double[] values, int window) {
    double[] means = new double[values.length - window + 1];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (i >= window) {
        sum -= values[i - window];
      }
      if (i >= window - 1) {
        means[i - window + 1] = sum / window;
      }
    }
    return means;
  }

  private static int odd(int number) {
    return number % 2 == 0 ? number + 1 : number;
  }

  private static int jump(int window) {
    return (window + 9) / 10;
  }

  /** The last season, repeated over a horizon. */
  public double[] seasonalAhead(int horizon) {
    double[] ahead = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      ahead[h] = seasonal[seasonal.length - period + h % period];
    }
    return ahead;
  }

  /** The values without what repeats. */
  public double[] adjusted() {
    double[] adjusted = new double[trend.length];
    for (int i = 0; i < adjusted.length; i++) {
      adjusted[i] = trend[i] + remainder[i];
    }
    return adjusted;
  }
}
