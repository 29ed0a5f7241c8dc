package io.almanac.forecasting.decomposition;

/**
 * Local regression on equally spaced points, as STL uses it: tricube weights over the nearest
 * points, of degree 0 or 1 (Cleveland, Cleveland, McRae and Terpenning 1990, "STL: a seasonal-trend
 * decomposition procedure based on loess", Journal of Official Statistics 6(1)).
 *
 * @param window how many neighbours count, odd
 * @param degree 0 for local means, 1 for local lines
 * @param jump every so many points are computed, those between are interpolated
 */
record Loess(int window, int degree, int jump) {

  /**
   * Smooths values.
   *
   * @param length how many of {@code values} count
   * @param weights robustness weights of the same length, or null for none
   * @param out takes the smoothed values from {@code offset} on
   */
  void smooth(double[] values, int length, double[] weights, double[] out, int offset) {
    if (length < 2) {
      out[offset] = values[0];
      return;
    }
    int step = Math.min(jump, length - 1);
    int last = 0;
    for (int i = 0; i < length; i += step) {
      out[offset + i] = orValue(nearest(values, length, weights, i), values[i]);
      interpolate(out, offset, last, i);
      last = i;
    }
    if (last != length - 1) {
      int end = length - 1;
      out[offset + end] = orValue(nearest(values, length, weights, end), values[end]);
      interpolate(out, offset, last, end);
    }
  }

  private static void interpolate(double[] out, int offset, int from, int to) {
    double slope = (out[offset + to] - out[offset + from]) / Math.max(1, to - from);
    for (int i = from + 1; i < to; i++) {
      out[offset + i] = out[offset + from] + slope * (i - from);
    }
  }

  private double nearest(double[] values, int length, double[] weights, int at) {
    if (window >= length) {
      return at(values, length, weights, at, 0, length - 1);
    }
    int left = Math.min(Math.max(0, at - (window + 1) / 2 + 1), length - window);
    return at(values, length, weights, at, left, left + window - 1);
  }

  /**
   * The local estimate at a place, which may lie outside of the values.
   *
   * @return NaN when all weights are zero
   */
  double at(double[] values, int length, double[] weights, double at, int left, int right) {
    double reach = Math.max(at - left, right - at);
    if (window > length) {
      reach += Math.floorDiv(window - length, 2);
    }
    double sum = 0;
    double place = 0;
    double mean = 0;
    double squares = 0;
    double product = 0;
    for (int i = left; i <= right; i++) {
      double weight = weight(Math.abs(i - at), reach);
      if (weights != null) {
        weight *= weights[i];
      }
      double x = i - at;
      sum += weight;
      place += weight * x;
      mean += weight * values[i];
      squares += weight * x * x;
      product += weight * x * values[i];
    }
    if (sum <= 0) {
      return Double.NaN;
    }
    place /= sum;
    mean /= sum;
    double spread = squares / sum - place * place;
    if (degree == 0 || Math.sqrt(Math.max(0, spread)) <= 0.001 * (length - 1)) {
      return mean;
    }
    return mean - place * (product / sum - place * mean) / spread;
  }

  private static double weight(double distance, double reach) {
    if (distance > 0.999 * reach) {
      return 0;
    }
    if (distance <= 0.001 * reach) {
      return 1;
    }
    double part = distance / reach;
    double cubed = 1 - part * part * part;
    return cubed * cubed * cubed;
  }

  private static double orValue(double smoothed, double value) {
    return Double.isNaN(smoothed) ? value : smoothed;
  }
}
