package io.almanac.forecasting.regression;

/**
 * Least squares with a penalty on the size of coefficients (Hoerl and Kennard 1970), row by row in
 * normal equations. For tens of well-scaled columns, where one pass over the rows is all it takes;
 * per-series fits are too many and too small for a native library.
 */
public final class RidgeSystem {
  private final double[][] normal;
  private final double[] right;

  /**
   * An empty system.
   *
   * @param columns number of coefficients
   */
  public RidgeSystem(int columns) {
    normal = new double[columns][columns];
    right = new double[columns];
  }

  /** Adds a row with its wanted value and weight. */
  public void add(double[] row, double value, double weight) {
    for (int i = 0; i < row.length; i++) {
      double weighted = weight * row[i];
      if (weighted != 0) {
        right[i] += weighted * value;
        double[] line = normal[i];
        for (int k = 0; k <= i; k++) {
          line[k] += weighted * row[k];
        }
      }
    }
  }

  /**
   * The coefficients.
   *
   * @param penalties one for each column, relative to the column's own sum of squares; 0 for none
   * @return null when the columns do not determine them
   */
  public double[] solve(double[] penalties) {
    int size = right.length;
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = i == j ? normal[i][i] * (1 + penalties[i]) + 1e-300 : normal[i][j];
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        if (i == j) {
          if (!(sum > 1e-12 * normal[i][i])) {
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
