package io.almanac.forecasting.automatic;

import java.util.Arrays;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Lasting jumps of a whole series: a price change, a migration, a new customer. The values before a
 * jump are brought to the level after it, so that models learn season and trend from the whole
 * history and continue from where it stands now.
 *
 * <p>A jump is where the mean of three seasons after a step differs from that of three seasons
 * before, on the scale of logarithms, far more than it does at other times, and does so within one
 * season: a drift or a random walk differs everywhere, and is left alone. Idle phases are no part
 * of the series here; a few zeros elsewhere are outages, and count as missing.
 */
final class LevelShifts {
  private static final double SIGNIFICANT = 12;
  private static final double SMALLEST = Math.log(1.1);
  private static final double SUDDEN = 0.7;
  private static final int MOST = 3;
  private static final int SEASONS = 3;

  /** With more zeros than this share in phases that are in use, logarithms make no sense. */
  private static final double FEW_ZEROS = 0.2;

  private static final double MEDIAN_TO_SIGMA = 1.4826;

  private final SortedMap<Integer, Double> jumps;

  private LevelShifts(SortedMap<Integer, Double> jumps) {
    this.jumps = jumps;
  }

  /** No jumps. */
  static LevelShifts none() {
    return new LevelShifts(new TreeMap<>());
  }

  /** Whether so few values are zero, idle phases aside, that they can be taken for outages. */
  static boolean canBeFound(double[] values, IdlePhases idle) {
    double[] used = idle.used(values);
    long zeros = Arrays.stream(used).filter(value -> value == 0).count();
    return used.length > 0 && zeros <= FEW_ZEROS * used.length;
  }

  /**
   * The jumps of a series; none when some value of a phase in use is not above zero.
   *
   * @param values finite
   * @param period steps of the season
   * @param idle phases that are left out; not all
   */
  static LevelShifts find(double[] values, int period, IdlePhases idle) {
    LevelShifts found = none();
    int window = SEASONS * period;
    if (values.length < 4 * window) {
      return found;
    }
    double[] logs = new double[values.length];
    for (int t = 0; t < logs.length; t++) {
      if (!idle.has(t)) {
        if (values[t] <= 0) {
          return found;
        }
        logs[t] = Math.log(values[t]);
      }
    }
    while (found.jumps.size() < MOST && found.addLargest(logs, window, period, idle)) {
      // Each jump found is taken out of the logarithms, so that the next one is seen.
    }
    return found;
  }

  /** By the step they begin with: how many times as high the series is from there on. */
  SortedMap<Integer, Double> factors() {
    SortedMap<Integer, Double> factors = new TreeMap<>();
    jumps.forEach((step, jump) -> factors.put(step, Math.exp(jump)));
    return Collections.unmodifiableSortedMap(factors);
  }

  /** Values with all that lies before a jump brought to the level after it; a fresh copy. */
  double[] level(double[] values) {
    double[] level = values.clone();
    jumps.forEach(
        (step, jump) -> {
          double factor = Math.exp(jump);
          for (int t = 0; t < step; t++) {
            level[t] *= factor;
          }
        });
    return level;
  }

  private boolean addLargest(double[] logs, int window, int period, IdlePhases idle) {
    // Means are over all phases, of which the idle ones add nothing.
    double ofPhasesInUse = (double) period / idle.inUse();
    double[] changes = new double[logs.length - 2 * period - window + 1];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = ofPhasesInUse * change(logs, window + i, window, period);
    }
    double usual = median(changes);
    double[] distances = Arrays.stream(changes).map(one -> Math.abs(one - usual)).toArray();
    double noise = MEDIAN_TO_SIGMA * median(distances);
    int largest = 0;
    for (int i = 0; i < distances.length; i++) {
      if (distances[i] > distances[largest]) {
        largest = i;
      }
    }
    int step = sharpest(logs, window + largest, window, period);
    while (idle.has(step) && step < logs.length - 2 * period) {
      step++;
    }
    double jump = ofPhasesInUse * change(logs, step, window, period) - usual;
    double sudden = ofPhasesInUse * change(logs, step, period, period) / jump;
    if (Math.abs(jump) < Math.max(SMALLEST, SIGNIFICANT * noise)
        || sudden < SUDDEN
        || jumps.containsKey(step)) {
      return false;
    }
    jumps.put(step, jump);
    for (int t = 0; t < step; t++) {
      logs[t] += idle.has(t) ? 0 : jump;
    }
    return true;
  }

  /** The step within a season of another where one season differs most from the one before. */
  private static int sharpest(double[] logs, int about, int window, int period) {
    int best = about;
    int last = Math.min(about + period, logs.length - 2 * period);
    for (int s = Math.max(window, about - period); s <= last; s++) {
      if (Math.abs(change(logs, s, period, period))
          > Math.abs(change(logs, best, period, period))) {
        best = s;
      }
    }
    return best;
  }

  /** Mean of whole seasons from a step on, less that of those before it. */
  private static double change(double[] logs, int step, int window, int period) {
    int after = Math.min(window, (logs.length - step) / period * period);
    double sumAfter = 0;
    for (int t = step; t < step + after; t++) {
      sumAfter += logs[t];
    }
    double sumBefore = 0;
    for (int t = step - window; t < step; t++) {
      sumBefore += logs[t];
    }
    return sumAfter / after - sumBefore / window;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
