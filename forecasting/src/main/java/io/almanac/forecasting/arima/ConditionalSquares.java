package io.almanac.forecasting.arima;

/** Sum of squared errors of an ARMA model given its first values, and the way down from a point. */
final class ConditionalSquares {
  private final double[] values;
  private final int p;
  private final int q;
  private final boolean constant;
  private final int skipped;
  private final double[] errors;

  /** How each error's expectation moves with each coefficient, row by row. */
  private final double[] slopes;

  ConditionalSquares(double[] values, int p, int q, boolean constant, int skipped) {
    this.values = values;
    this.p = p;
    this.q = q;
    this.constant = constant;
    this.skipped = skipped;
    this.errors = new double[values.length];
    this.slopes = new double[values.length * (p + q + (constant ? 1 : 0))];
  }

  /** The sum of squares; leaves the errors for {@link #gaussNewton}. */
  double at(double[] point) {
    double mean = constant ? point[p + q] : 0;
    double sum = 0;
    for (int t = 0; t < values.length; t++) {
      if (t < p) {
        errors[t] = 0;
        continue;
      }
      double expected = mean;
      for (int i = 0; i < p; i++) {
        expected += point[i] * (values[t - 1 - i] - mean);
      }
      int past = Math.min(q, t);
      for (int j = 0; j < past; j++) {
        expected += point[p + j] * errors[t - 1 - j];
      }
      double error = values[t] - expected;
      errors[t] = error;
      if (t >= skipped) {
        sum += error * error;
      }
    }
    return sum;
  }

  /**
   * The step to the minimum of the linearised problem; null when it has none.
   *
   * @param point where {@link #at} was last
   */
  double[] gaussNewton(double[] point) {
    int size = point.length;
    int n = values.length;
    double mean = constant ? point[p + q] : 0;
    double ofMean = 1;
    for (int i = 0; i < p; i++) {
      ofMean -= point[i];
    }
    double[][] normal = new double[size][size];
    double[] right = new double[size];
    for (int t = 0; t < n; t++) {
      int row = t * size;
      if (t < p) {
        java.util.Arrays.fill(slopes, row, row + size, 0);
        continue;
      }
      for (int i = 0; i < p; i++) {
        slopes[row + i] = values[t - 1 - i] - mean;
      }
      int past = Math.min(q, t);
      for (int j = 0; j < q; j++) {
        slopes[row + p + j] = j < past ? errors[t - 1 - j] : 0;
      }
      if (constant) {
        slopes[row + size - 1] = ofMean;
      }
      // Slopes of the expectation: past errors move against their own.
      for (int j = 0; j < past; j++) {
        double coefficient = point[p + j];
        int before = row - (j + 1) * size;
        for (int i = 0; i < size; i++) {
          slopes[row + i] -= coefficient * slopes[before + i];
        }
      }
      if (t >= skipped) {
        double error = errors[t];
        for (int i = 0; i < size; i++) {
          double slope = slopes[row + i];
          right[i] += slope * error;
          double[] line = normal[i];
          for (int k = 0; k <= i; k++) {
            line[k] += slope * slopes[row + k];
          }
        }
      }
    }
    return solve(normal, right);
  }

  /** Cholesky's method with a touch of damping; the matrices have a handful of rows. */
  static double[] solve(double[][] normal, double[] right) {
    int size = right.length;
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = normal[i][j] * (i == j ? 1 + 1e-8 : 1);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j) {
          if (!(sum > 0)) {
            return null;
          }
          lower[i][i] = Math.sqrt(sum);
        } else {
          lower[i][j] = sum / lower[j][j];
        }
      }
    }
    double[] x = right.clone();
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        x[i] -= lower[i][k] * x[k];
      }
      x[i] /= lower[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        x[i] -= lower[k][i] * x[k];
      }
      x[i] /= lower[i][i];
    }
    return x;
  }
}
