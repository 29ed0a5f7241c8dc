package io.almanac.forecasting.ces;

import io.almanac.forecasting.decomposition.SeasonalIndices;
import java.util.Arrays;

/**
 * The states of complex exponential smoothing as they run over values: a level with its potential
 * and, where the form says so, a season with its own. The first states are found by running
 * forwards, backwards and forwards again.
 */
final class CesRecursion {
  /** The potential of the start, as a part of the level. */
  private static final double POTENTIAL = 1 / 1.1;

  private static final int USED_FOR_LEVEL = 10;

  private final double[] values;
  private final CesForm form;
  private final int period;
  private final boolean ownLevels;
  private final boolean added;
  private final boolean full;
  private final double[] firstLevels;
  private final double[] firstSeason;
  private final double[] levels;
  private final double[] potentials;
  private final double[] season;
  private final double[] seasonPotentials;

  CesRecursion(double[] values, int period, CesForm form) {
    this.values = values;
    this.form = form;
    this.period = form == CesForm.NONE ? 1 : period;
    this.ownLevels = form == CesForm.SIMPLE;
    this.added = form == CesForm.PARTIAL || form == CesForm.FULL;
    this.full = form == CesForm.FULL;
    if (ownLevels) {
      this.firstLevels = Arrays.copyOf(values, period);
    } else {
      int used = Math.min(values.length, added ? period : USED_FOR_LEVEL);
      double mean = Arrays.stream(values, 0, used).average().orElse(0);
      this.firstLevels = new double[] {mean};
    }
    this.firstSeason =
        added ? SeasonalIndices.learn(values, period, false).indices() : new double[this.period];
    this.levels = new double[firstLevels.length];
    this.potentials = new double[firstLevels.length];
    this.season = new double[this.period];
    this.seasonPotentials = new double[this.period];
  }

  /**
   * The sum of squared one-step errors; leaves the states after the last value.
   *
   * @param weights of the level and, as many as the form has, of the season
   * @param fitted takes the one-step forecasts, or null
   */
  double run(double[] weights, double[] fitted) {
    for (int i = 0; i < levels.length; i++) {
      levels[i] = firstLevels[i];
      potentials[i] = firstLevels[i] * POTENTIAL;
    }
    for (int i = 0; i < period; i++) {
      season[i] = firstSeason[i];
      seasonPotentials[i] = firstSeason[i] * POTENTIAL;
    }
    int n = values.length;
    pass(weights, values, 0, 1, null);
    turn(weights);
    pass(weights, values, n - 1, -1, null);
    turn(weights);
    return pass(weights, values, 0, 1, fitted);
  }

  /** One run over all values from one end to the other. */
  private double pass(double[] weights, double[] data, int from, int step, double[] fitted) {
    double a0 = weights[0];
    double a1 = weights[1];
    double b0 = form.weights() > 2 ? weights[2] : 0;
    double b1 = full ? weights[3] : 0;
    double sum = 0;
    int t = from;
    int phase = from % period;
    for (int count = 0; count < data.length; count++) {
      int at = ownLevels ? phase : 0;
      double level = levels[at];
      double potential = potentials[at];
      double expected = added ? level + season[phase] : level;
      double error = data[t] - expected;
      if (fitted != null) {
        fitted[t] = expected;
      }
      sum += error * error;
      levels[at] = level - (1 - a1) * potential + (a0 - a1) * error;
      potentials[at] = level + (1 - a0) * potential + (a0 + a1) * error;
      if (full) {
        double now = season[phase];
        double beside = seasonPotentials[phase];
        season[phase] = now - (1 - b1) * beside + (b0 - b1) * error;
        seasonPotentials[phase] = now + (1 - b0) * beside + (b0 + b1) * error;
      } else if (added) {
        season[phase] += b0 * error;
      }
      t += step;
      phase += step;
      if (phase == period) {
        phase = 0;
      } else if (phase < 0) {
        phase = period - 1;
      }
    }
    return sum;
  }

  /** Moves all states past the end, where a run in the other direction begins. */
  private void turn(double[] weights) {
    for (int i = 0; i < levels.length; i++) {
      double level = levels[i];
      levels[i] = level - (1 - weights[1]) * potentials[i];
      potentials[i] = level + (1 - weights[0]) * potentials[i];
    }
    if (full) {
      for (int i = 0; i < period; i++) {
        double now = season[i];
        season[i] = now - (1 - weights[3]) * seasonPotentials[i];
        seasonPotentials[i] = now + (1 - weights[2]) * seasonPotentials[i];
      }
    }
  }

  /** What follows the last value, from the states that {@link #run} has left. */
  double[] ahead(double[] weights, int horizon) {
    run(weights, null);
    double[] ahead = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      int phase = (values.length + h) % period;
      int at = ownLevels ? phase : 0;
      double level = levels[at];
      ahead[h] = added ? level + season[phase] : level;
      levels[at] = level - (1 - weights[1]) * potentials[at];
      potentials[at] = level + (1 - weights[0]) * potentials[at];
      if (full) {
        double now = season[phase];
        season[phase] = now - (1 - weights[3]) * seasonPotentials[phase];
        seasonPotentials[phase] = now + (1 - weights[2]) * seasonPotentials[phase];
      }
    }
    return ahead;
  }

  /**
   * Whether the states forget their start, without which the newest values would count less than
   * the oldest: an echo of one unit must not grow over many seasons of zeros.
   */
  boolean forgets(double[] weights) {
    Arrays.fill(levels, 1);
    Arrays.fill(potentials, 1);
    Arrays.fill(season, 1);
    Arrays.fill(seasonPotentials, 1);
    // Different phases, so that the season is not mistaken for the level.
    for (int i = 0; i < period; i += 2) {
      season[i] = -1;
    }
    double[] zeros = new double[(60 / period + 8) * period];
    double before = 0;
    for (int round = 0; round < 2; round++) {
      pass(weights, zeros, 0, 1, null);
      double after = 0;
      for (double[] states : new double[][] {levels, potentials, season, seasonPotentials}) {
        for (double state : states) {
          after = Math.max(after, Math.abs(state));
        }
      }
      if (!(after < 1e6) || (round > 0 && after > Math.max(before, 1e-9) * (1 + 1e-6))) {
        return false;
      }
      before = after;
    }
    return true;
  }
}
