package io.almanac.forecasting.automatic;

import java.util.Arrays;

/**
 * Phases of the season in which a series never has anything, such as the weekends of a team that
 * does not work then. They are no part of what rises and falls with the series, and are forecast as
 * what they have always been: zero.
 */
final class IdlePhases {
  /** Fewer seasons do not tell that nothing ever happens in a phase. */
  private static final int FEWEST_SEASONS = 12;

  private final boolean[] idle;

  private IdlePhases(boolean[] idle) {
    this.idle = idle;
  }

  /**
   * The idle phases of a history.
   *
   * @param values NaN is missing, and tells nothing
   * @param period steps of the season
   */
  static IdlePhases of(double[] values, int period) {
    int[] zeros = new int[period];
    boolean[] used = new boolean[period];
    for (int t = 0; t < values.length; t++) {
      zeros[t % period] += values[t] == 0 ? 1 : 0;
      used[t % period] |= values[t] != 0 && !Double.isNaN(values[t]);
    }
    boolean[] idle = new boolean[period];
    for (int phase = 0; phase < period; phase++) {
      idle[phase] = !used[phase] && zeros[phase] >= FEWEST_SEASONS;
    }
    return new IdlePhases(idle);
  }

  /** Whether a step, counted from the first value of the history, is of an idle phase. */
  boolean has(int step) {
    return idle[step % idle.length];
  }

  /** How many phases of a season are in use. */
  int inUse() {
    int inUse = 0;
    for (boolean one : idle) {
      inUse += one ? 0 : 1;
    }
    return inUse;
  }

  /** The values of the phases in use that are not missing, in order. */
  double[] used(double[] values) {
    double[] used = new double[values.length];
    int count = 0;
    for (int t = 0; t < values.length; t++) {
      if (!has(t) && !Double.isNaN(values[t])) {
        used[count++] = values[t];
      }
    }
    return Arrays.copyOf(used, count);
  }

  /** Values in which a zero is missing, but for those of idle phases; a fresh copy. */
  double[] withoutOutages(double[] values) {
    double[] known = values.clone();
    for (int t = 0; t < known.length; t++) {
      known[t] = known[t] == 0 && !has(t) ? Double.NaN : known[t];
    }
    return known;
  }

  /**
   * A continuation with zeros in idle phases; a fresh copy.
   *
   * @param first the step of its first value
   */
  double[] silence(double[] ahead, int first) {
    double[] silent = ahead.clone();
    for (int h = 0; h < silent.length; h++) {
      silent[h] = has(first + h) ? 0 : silent[h];
    }
    return silent;
  }
}
