package io.almanac.forecasting.automatic;

import java.util.Arrays;

/**
 * Single values far from those of the same phase of the seasons around, replaced by the median of
 * these: one reservation bought on a Tuesday is not what Tuesdays cost. Values that stay away for
 * longer are no spike. Models learn from the cleaned values; errors are always judged on the real
 * ones.
 */
final class Spikes {
  private static final double SIGNIFICANT = 6;
  private static final int FEWEST_SEASONS = 6;
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  private Spikes() {}

  /**
   * Values without spikes; the same array when there is none.
   *
   * @param values finite
   * @param period steps of the season
   */
  static double[] clean(double[] values, int period) {
    if (values.length < FEWEST_SEASONS * period) {
      return values;
    }
    double[] usual = new double[values.length];
    double[] distance = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      usual[t] = around(values, t, period);
      distance[t] = Math.abs(values[t] - usual[t]);
    }
    double noise = MEDIAN_TO_SIGMA * median(distance.clone(), distance.length);
    if (noise == 0) {
      return values;
    }
    double far = SIGNIFICANT * noise;
    double[] cleaned = values.clone();
    for (int t = 1; t < values.length - 1; t++) {
      if (distance[t] > far && distance[t - 1] < far / 2 && distance[t + 1] < far / 2) {
        cleaned[t] = usual[t];
      }
    }
    return cleaned;
  }

  /** The median of the four nearest values of the same phase; at the ends, those further inside. */
  private static double around(double[] values, int t, int period) {
    double[] near = new double[4];
    int count = 0;
    for (int seasons = 1; count < near.length; seasons++) {
      for (int i : new int[] {t - seasons * period, t + seasons * period}) {
        if (i >= 0 && i < values.length && count < near.length) {
          near[count++] = values[i];
        }
      }
    }
    return median(near, count);
  }

  private static double median(double[] values, int count) {
    Arrays.sort(values, 0, count);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
  }
}
