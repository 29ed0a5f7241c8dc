package io.almanac.forecasting.regression;

import smile.math.matrix.Matrix;

/** Whether the native linear algebra library (OpenBLAS), which regressions need, can be loaded. */
public final class LinearAlgebra {
  private static final String STATUS = probe();

  private LinearAlgebra() {}

  /** Whether regressions can run; without, forecasts use the other models. */
  public static boolean isAvailable() {
    return STATUS.isEmpty();
  }

  /** Empty when the library works, otherwise what is wrong and what to do. */
  public static String problem() {
    return STATUS;
  }

  private static String probe() {
    try {
      double[] solved =
          new Matrix(new double[][] {{4, 1}, {1, 3}}).qr(true).solve(new double[] {1, 2});
      return Math.abs(solved[0] - 1.0 / 11) < 1e-12
          ? ""
          : "Cannot trust native linear algebra: it solved a small system wrongly.";
    } catch (LinkageError | RuntimeException e) {
      return "Cannot load native linear algebra (OpenBLAS): "
          + e
          + ". Check that the libraries for this system are in lib, and that ~/.javacpp can be"
          + " written; forecasts do without regression until then.";
    }
  }
}
