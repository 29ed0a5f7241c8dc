package io.almanac.forecasting.reconciliation;

/** The inner product. */
final class Dot {
  private Dot() {}

  static double product(double[] left, double[] right) {
    double sum = 0;
    for (int i = 0; i < left.length; i++) {
      sum += left[i] * right[i];
    }
    return sum;
  }
}
