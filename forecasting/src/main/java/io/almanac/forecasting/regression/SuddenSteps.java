package io.almanac.forecasting.regression;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Days from which on the level of a daily series is another. A step is where the mean of four weeks
 * after differs from that of four weeks before far more than it does at other times, and the mean
 * of one week does so too: a drift differs everywhere, and is none.
 */
final class SuddenSteps {
  private static final int WEEK = 7;
  private static final int WINDOW = 28;
  private static final double SIGNIFICANT = 5;
  private static final double SUDDEN = 0.6;
  private static final int MOST = 4;
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  private SuddenSteps() {}

  /**
   * The indices with which another level begins, ascending.
   *
   * @param values finite
   */
  static int[] find(double[] values) {
    double[] rest = values.clone();
    List<Integer> steps = new ArrayList<>();
    while (steps.size() < MOST && values.length > 3 * WINDOW) {
      double[] wide = differences(rest, WINDOW);
      double[] sizes = Arrays.stream(wide).filter(Double::isFinite).map(Math::abs).toArray();
      double[] sorted = sizes.clone();
      Arrays.sort(sorted);
      double usual = MEDIAN_TO_SIGMA * sorted[sorted.length / 2];
      int largest = WINDOW;
      for (int t = WINDOW; t <= rest.length - WINDOW; t++) {
        if (Math.abs(wide[t]) > Math.abs(wide[largest])) {
          largest = t;
        }
      }
      double jump = wide[largest];
      double narrow = differences(rest, WEEK)[largest];
      if (!(Math.abs(jump) > SIGNIFICANT * usual) || !(narrow / jump > SUDDEN)) {
        break;
      }
      steps.add(largest);
      for (int t = largest; t < rest.length; t++) {
        rest[t] -= jump;
      }
    }
    return steps.stream().mapToInt(Integer::intValue).sorted().toArray();
  }

  /** At each day: the mean of so many days from there on, less that of as many before. */
  private static double[] differences(double[] values, int window) {
    double[] sums = new double[values.length + 1];
    for (int t = 0; t < values.length; t++) {
      sums[t + 1] = sums[t] + values[t];
    }
    double[] differences = new double[values.length + 1];
    Arrays.fill(differences, Double.NaN);
    for (int t = window; t <= values.length - window; t++) {
      differences[t] = (sums[t + window] - 2 * sums[t] + sums[t - window]) / window;
    }
    return differences;
  }
}
