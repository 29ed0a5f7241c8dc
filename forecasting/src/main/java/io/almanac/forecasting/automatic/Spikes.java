package io.almanac.forecasting.automatic;

import java.util.Arrays;

/**
 * Single values far from those of the same phase of the seasons around, replaced by the median of
 * these: one reservation bought on a Tuesday is not what Tuesdays cost. Values that stay away for
 * longer are no spike. Of the newest value nobody knows whether it will stay: it is taken for a
 * spike only where such values have gone away more often than they stayed, so that a first jump is
 * followed at once. Models learn from the cleaned values; errors are always judged on the real
 * ones.
 */
final class Spikes {
  private static final double SIGNIFICANT = 6;
  private static final int FEWEST_SEASONS = 6;
  private static final int SEASONS_BEFORE = 4;

  private static final double MEDIAN_TO_SIGMA = 1.4826;
  private static final double MEAN_TO_SIGMA = 1.2533;

  private Spikes() {}

  /**
   * Values without spikes; the same array when there is none.
   *
   * @param values finite
   * @param period steps of the season
   * @param sparse whether most values are zero: what is not, is then no spike beside a constant
   */
  static double[] clean(double[] values, int period, boolean sparse) {
    if (values.length < FEWEST_SEASONS * period) {
      return values;
    }
    double[] usual = new double[values.length];
    double[] distance = new double[values.length];
    for (int t = 0; t < values.length; t++) {
      usual[t] = around(values, t, period);
      distance[t] = Math.abs(values[t] - usual[t]);
    }
    double far = far(distance, sparse);
    if (far == 0) {
      return values;
    }
    double[] cleaned = values.clone();
    int last = values.length - 1;
    for (int t = 1; t < last; t++) {
      if (distance[t] > far && distance[t - 1] < far / 2 && distance[t + 1] < far / 2) {
        cleaned[t] = usual[t];
      }
    }
    if (isNewestASpike(values, period, sparse)) {
      cleaned[last] = usual[last];
    }
    return cleaned;
  }

  /**
   * Whether the newest value is a spike. All values are compared with those of the four seasons
   * before alone, as it must be, so that a rising season is no reason.
   */
  private static boolean isNewestASpike(double[] values, int period, boolean sparse) {
    int first = SEASONS_BEFORE * period;
    double[] distance = new double[values.length - first];
    for (int i = 0; i < distance.length; i++) {
      distance[i] = Math.abs(values[first + i] - before(values, first + i, period));
    }
    double far = far(distance, sparse);
    int last = distance.length - 1;
    int gone = 0;
    int stayed = 0;
    for (int i = 1; i < last; i++) {
      if (distance[i] > far && distance[i - 1] < far / 2) {
        gone += distance[i + 1] < far / 2 ? 1 : 0;
        stayed += distance[i + 1] < far / 2 ? 0 : 1;
      }
    }
    return gone > stayed && distance[last] > far && distance[last - 1] < far / 2;
  }

  /**
   * From where on a distance is far: many times what is usual. Where most are 0 the mean tells what
   * is usual (Iglewicz and Hoaglin 1993), so that a single purchase beside a constant is far, but
   * not each of the values of which there are many. Nothing is far where it is 0.
   */
  private static double far(double[] distances, boolean sparse) {
    double median = median(distances.clone(), distances.length);
    if (median > 0 || sparse) {
      return SIGNIFICANT * MEDIAN_TO_SIGMA * median;
    }
    return SIGNIFICANT * MEAN_TO_SIGMA * Arrays.stream(distances).average().orElse(0);
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

  /** The median of the four values of the same phase before. */
  private static double before(double[] values, int t, int period) {
    double[] near = new double[SEASONS_BEFORE];
    for (int seasons = 1; seasons <= near.length; seasons++) {
      near[seasons - 1] = values[t - seasons * period];
    }
    return median(near, near.length);
  }

  private static double median(double[] values, int count) {
    Arrays.sort(values, 0, count);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
  }
}
