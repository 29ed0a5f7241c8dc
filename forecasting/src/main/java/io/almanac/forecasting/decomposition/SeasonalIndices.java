package io.almanac.forecasting.decomposition;

import java.util.Arrays;

/**
 * Fixed seasonal indices by classical decomposition: ratios to, or differences from, a centred
 * moving average, averaged by phase.
 *
 * @param indices one for each phase of the period, the phase of the first value first
 * @param multiplicative whether values are divided by them
 * @param length how many values they were learned from
 */
public record SeasonalIndices(double[] indices, boolean multiplicative, int length) {

  /** No season at all: dividing by it changes nothing. */
  public static SeasonalIndices none(int length) {
    return new SeasonalIndices(new double[] {1}, true, length);
  }

  /**
   * Learns indices.
   *
   * @param values finite, at least two seasons of them
   * @param multiplicative only for values above zero
   */
  public static SeasonalIndices learn(double[] values, int period, boolean multiplicative) {
    int n = values.length;
    double[] sums = new double[period];
    int[] counts = new int[period];
    int half = period / 2;
    for (int t = half; t < n - half; t++) {
      double mean = 0;
      if (period % 2 == 0) {
        mean += (values[t - half] + values[t + half]) / 2;
        for (int i = t - half + 1; i < t + half; i++) {
          mean += values[i];
        }
      } else {
        for (int i = t - half; i <= t + half; i++) {
          mean += values[i];
        }
      }
      mean /= period;
      sums[t % period] += multiplicative ? values[t] / mean : values[t] - mean;
      counts[t % period]++;
    }
    double[] indices = new double[period];
    double overall = 0;
    for (int i = 0; i < period; i++) {
      indices[i] = sums[i] / counts[i];
      overall += indices[i] / period;
    }
    for (int i = 0; i < period; i++) {
      indices[i] = multiplicative ? indices[i] / overall : indices[i] - overall;
    }
    return new SeasonalIndices(indices, multiplicative, n);
  }

  /**
   * Learns indices where the season is significant: ratios where all values are above zero,
   * otherwise differences.
   */
  public static SeasonalIndices learnIfSignificant(double[] values, int period) {
    SeasonalIndices ratios = naive2(values, period);
    boolean found = ratios.indices().length > 1;
    return found || !significant(values, period) ? ratios : learn(values, period, false);
  }

  /**
   * Learns ratios where the values' autocorrelation at the period is significant at 90 % and all
   * are above zero, as Naive2 of the M competitions does (Makridakis, Spiliotis and Assimakopoulos
   * 2020, "The M4 competition"); otherwise none.
   */
  public static SeasonalIndices naive2(double[] values, int period) {
    if (Arrays.stream(values).anyMatch(value -> value <= 0) || !significant(values, period)) {
      return none(values.length);
    }
    SeasonalIndices learned = learn(values, period, true);
    return Arrays.stream(learned.indices()).anyMatch(index -> index < 1e-6)
        ? none(values.length)
        : learned;
  }

  /** Whether the autocorrelation at the period differs from zero at 90 %. */
  public static boolean significant(double[] values, int period) {
    int n = values.length;
    if (period < 2 || n < 3 * period) {
      return false;
    }
    double mean = Arrays.stream(values).average().orElse(0);
    double variance = 0;
    for (double value : values) {
      variance += (value - mean) * (value - mean);
    }
    if (variance <= 1e-12 * mean * mean * n) {
      return false;
    }
    double squares = 0;
    double at = 0;
    for (int lag = 1; lag <= period; lag++) {
      double sum = 0;
      for (int t = lag; t < n; t++) {
        sum += (values[t] - mean) * (values[t - lag] - mean);
      }
      at = sum / variance;
      if (lag < period) {
        squares += at * at;
      }
    }
    return Math.abs(at) > 1.645 / Math.sqrt(n) * Math.sqrt(1 + 2 * squares);
  }

  /** The values without the season. */
  public double[] remove(double[] values) {
    double[] adjusted = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      double index = indices[t % indices.length];
      adjusted[t] = multiplicative ? values[t] / index : values[t] - index;
    }
    return adjusted;
  }

  /** Puts the season back into values that follow those that it was learned from; in place. */
  public double[] restore(double[] ahead) {
    for (int h = 0; h < ahead.length; h++) {
      double index = indices[(length + h) % indices.length];
      ahead[h] = multiplicative ? ahead[h] * index : ahead[h] + index;
    }
    return ahead;
  }
}
