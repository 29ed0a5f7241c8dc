package io.almanac.forecasting.card;

import io.almanac.forecasting.regression.RidgeSystem;
import java.util.Arrays;
import java.util.List;

/**
 * An ordinary regression.
 *
 * @param coefficients one for each column
 * @param squares the sum of squared residuals
 * @param rows how many rows it was learned from
 */
record LeastSquares(double[] coefficients, double squares, int rows) {
  /** Keeps columns that are nearly the same apart, and is too little to be seen otherwise. */
  private static final double PENALTY = 1e-9;

  /** Null when the rows do not determine the coefficients. */
  static LeastSquares fit(List<double[]> rows, List<Double> wanted) {
    if (rows.isEmpty() || rows.size() <= rows.get(0).length) {
      return null;
    }
    int columns = rows.get(0).length;
    RidgeSystem system = new RidgeSystem(columns);
    for (int i = 0; i < rows.size(); i++) {
      system.add(rows.get(i), wanted.get(i), 1);
    }
    double[] penalties = new double[columns];
    Arrays.fill(penalties, PENALTY);
    double[] coefficients = system.solve(penalties);
    if (coefficients == null) {
      return null;
    }
    double squares = 0;
    for (int i = 0; i < rows.size(); i++) {
      double residual = wanted.get(i) - expected(coefficients, rows.get(i));
      squares += residual * residual;
    }
    return new LeastSquares(coefficients, squares, rows.size());
  }

  double expected(double[] row) {
    return expected(coefficients, row);
  }

  /** The standard deviation of the residuals. */
  double deviation() {
    return Math.sqrt(squares / (rows - coefficients.length));
  }

  private static double expected(double[] coefficients, double[] row) {
    double sum = 0;
    for (int i = 0; i < row.length; i++) {
      sum += coefficients[i] * row[i];
    }
    return sum;
  }
}
