package io.almanac.forecasting.driver;

import java.util.Arrays;

/**
 * Daily changes of logarithms that say something of two series together: without what is usual for
 * the weekday, and without the drift of the eight weeks around.
 */
final class Changes {
  private static final int WEEK = 7;
  private static final int AROUND = 28;

  private Changes() {}

  /** One change a day, the first one missing; NaN where a value is missing or not above zero. */
  static double[] of(double[] values) {
    double[] changes = new double[values.length];
    Arrays.fill(changes, Double.NaN);
    for (int t = 1; t < values.length; t++) {
      if (values[t] > 0 && values[t - 1] > 0) {
        changes[t] = Math.log(values[t] / values[t - 1]);
      }
    }
    for (int phase = 0; phase < WEEK; phase++) {
      double usual = mean(changes, phase, changes.length, WEEK);
      for (int t = phase; t < changes.length; t += WEEK) {
        changes[t] -= usual;
      }
    }
    double[] less = new double[changes.length];
    for (int t = 0; t < changes.length; t++) {
      int from = Math.max(0, t - AROUND);
      int until = Math.min(changes.length, t + AROUND + 1);
      less[t] = changes[t] - mean(changes, from, until, 1);
    }
    return less;
  }

  private static double mean(double[] values, int from, int until, int step) {
    double sum = 0;
    int count = 0;
    for (int t = from; t < until; t += step) {
      if (!Double.isNaN(values[t])) {
        sum += values[t];
        count++;
      }
    }
    return count == 0 ? 0 : sum / count;
  }
}
