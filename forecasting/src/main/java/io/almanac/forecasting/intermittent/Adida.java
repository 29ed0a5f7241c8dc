package io.almanac.forecasting.intermittent;

import io.almanac.forecasting.ets.SimpleSmoothing;

/**
 * Aggregation and disaggregation (Nikolopoulos, Syntetos, Boylan, Petropoulos and Assimakopoulos
 * 2011, Journal of the Operational Research Society 62(3)): sums over the mean interval between
 * demands are smoothed, and the result spread evenly.
 */
public final class Adida {
  private static final int FEWEST = 4;

  private Adida() {}

  /**
   * The expected value of every step ahead.
   *
   * @param values finite, at least one
   */
  public static double level(double[] values) {
    int first = -1;
    int last = -1;
    int demands = 0;
    for (int t = 0; t < values.length; t++) {
      if (values[t] != 0) {
        first = first < 0 ? t : first;
        last = t;
        demands++;
      }
    }
    if (demands == 0) {
      return 0;
    }
    long interval = demands > 1 ? Math.round((double) (last - first) / (demands - 1)) : 1;
    int width = (int) Math.max(1, interval);
    int blocks = values.length / width;
    if (blocks < FEWEST) {
      width = 1;
      blocks = values.length;
    }
    double[] sums = new double[blocks];
    int offset = values.length - blocks * width;
    for (int i = 0; i < blocks * width; i++) {
      sums[i / width] += values[offset + i];
    }
    return SimpleSmoothing.fit(sums).level() / width;
  }
}
