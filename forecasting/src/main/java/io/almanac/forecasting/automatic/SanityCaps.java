package io.almanac.forecasting.automatic;

import java.util.Arrays;

/**
 * What no forecast may leave: the range of the history, widened by two fifths of itself to either
 * side. A model that has diverged is left out rather than averaged in.
 *
 * @param least the smallest value accepted
 * @param most the largest value accepted
 */
record SanityCaps(double least, double most) {
  private static final double WIDER = 0.4;

  static SanityCaps of(double[] values) {
    double smallest = Arrays.stream(values).min().orElse(0);
    double largest = Arrays.stream(values).max().orElse(0);
    double range = Math.max(largest - smallest, 1e-9 * Math.max(1, Math.abs(largest)));
    return new SanityCaps(smallest - WIDER * range, largest + WIDER * range);
  }

  /** Whether all of a forecast is finite and inside. */
  boolean accept(double[] ahead) {
    for (double value : ahead) {
      if (!(value >= least && value <= most)) {
        return false;
      }
    }
    return true;
  }
}
