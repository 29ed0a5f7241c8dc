package io.almanac.forecasting.reconciliation;

import java.util.Arrays;

/**
 * How wrong the forecasts of all nodes tend to be, and together with which others: a diagonal and a
 * few factors, of which the matrix is the sum. The matrix itself is never made; with thousands of
 * nodes it would not fit.
 */
public final class ErrorCovariance {
  /** What is certain is taken for this share of the usual variance, so that systems have a root. */
  private static final double LEAST_VARIANCE = 1e-12;

  /** A sample of fewer errors than nodes has no inverse without some shrinkage. */
  private static final double LEAST_SHRINKAGE = 1e-3;

  private final double[] diagonal;
  private final double[][] factors;
  private final double shrinkage;

  private ErrorCovariance(double[] diagonal, double[][] factors, double shrinkage) {
    this.diagonal = floored(diagonal);
    this.factors = factors;
    this.shrinkage = shrinkage;
  }

  /**
   * Structural scaling: every leaf is as uncertain as any other and errs on its own, so the
   * variance of a node is how many leaves it has (Athanasopoulos, Hyndman, Kourentzes and
   * Petropoulos 2017; Wickramasuriya, Athanasopoulos and Hyndman 2019, section 2.3).
   */
  public static ErrorCovariance structural(Structure structure) {
    return diagonal(Arrays.stream(structure.leafCounts()).asDoubleStream().toArray());
  }

  /**
   * Errors that do not hang together.
   *
   * @param variances one a node, none negative; zero means that the forecast is certain
   */
  public static ErrorCovariance diagonal(double[] variances) {
    for (double variance : variances) {
      if (!(variance >= 0) || Double.isInfinite(variance)) {
        throw new IllegalArgumentException("Cannot use a variance of: " + variance);
      }
    }
    return new ErrorCovariance(variances, new double[0][], 1);
  }

  /**
   * The covariance of past errors, with correlations shrunk towards none (Schäfer and Strimmer
   * 2005) as far as so few errors tell them badly: λ·diagonal + (1 - λ)·sample. Errors are taken as
   * they are, not less their mean: a bias is an error as well. A missing error counts in no
   * variance, and as no sign of any correlation.
   *
   * @param errors one row for each time, one value a node; NaN is missing
   */
  public static ErrorCovariance shrunk(double[][] errors) {
    if (errors.length < 2) {
      throw new IllegalArgumentException(
          "Cannot estimate a covariance from times: " + errors.length + ". It takes two.");
    }
    double[] deviations = deviations(errors);
    int times = errors.length;
    int nodes = deviations.length;
    double[][] standard = new double[times][nodes];
    for (int t = 0; t < times; t++) {
      for (int i = 0; i < nodes; i++) {
        boolean known = deviations[i] > 0 && !Double.isNaN(errors[t][i]);
        standard[t][i] = known ? errors[t][i] / deviations[i] : 0;
      }
    }
    double shrinkage = Math.max(LEAST_SHRINKAGE, shrinkage(standard));
    double[] diagonal = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      double seen = 0;
      for (double[] row : standard) {
        seen += row[i] * row[i] / times;
      }
      diagonal[i] = deviations[i] * deviations[i] * (1 - (1 - shrinkage) * seen);
    }
    double scale = Math.sqrt((1 - shrinkage) / times);
    for (double[] row : standard) {
      for (int i = 0; i < nodes; i++) {
        row[i] *= scale * deviations[i];
      }
    }
    return new ErrorCovariance(diagonal, shrinkage < 1 ? standard : new double[0][], shrinkage);
  }

  /** How far correlations are shrunk, 0 to 1; 1 means that there are none. */
  public double shrinkage() {
    return shrinkage;
  }

  /** How many nodes it is of. */
  int nodes() {
    return diagonal.length;
  }

  /** The part that concerns each node alone; every value is positive. */
  double[] diagonal() {
    return diagonal;
  }

  /** The part that nodes share: the sum of the outer products of these. */
  double[][] factors() {
    return factors;
  }

  /** The covariance times a vector. */
  double[] times(double[] vector) {
    double[] product = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      product[i] = diagonal[i] * vector[i];
    }
    for (double[] factor : factors) {
      double along = Dot.product(factor, vector);
      for (int i = 0; i < vector.length; i++) {
        product[i] += along * factor[i];
      }
    }
    return product;
  }

  /** Root mean squares of what is known; zero when nothing is. */
  private static double[] deviations(double[][] errors) {
    double[] deviations = new double[errors[0].length];
    for (int i = 0; i < deviations.length; i++) {
      double squares = 0;
      int known = 0;
      for (double[] row : errors) {
        if (!Double.isNaN(row[i])) {
          squares += row[i] * row[i];
          known++;
        }
      }
      deviations[i] = known == 0 ? 0 : Math.sqrt(squares / known);
    }
    return deviations;
  }

  /**
   * The λ with the least expected squared error: the sum of the variances of all correlations by
   * the sum of their squares. Both sums over pairs of nodes are sums over pairs of times instead,
   * which are few.
   */
  private static double shrinkage(double[][] standard) {
    int times = standard.length;
    int nodes = standard[0].length;
    double squares = 0;
    double fourth = 0;
    for (double[] row : standard) {
      double size = Dot.product(row, row);
      fourth += size * size;
      for (double[] other : standard) {
        double along = Dot.product(row, other) / times;
        squares += along * along;
      }
    }
    for (int i = 0; i < nodes; i++) {
      double own = 0;
      for (double[] row : standard) {
        double square = row[i] * row[i];
        own += square / times;
        fourth -= square * square;
      }
      squares -= own * own;
    }
    double variances = (fourth - times * squares) / (times * (times - 1.0));
    return squares > 0 ? Math.min(1, Math.max(0, variances / squares)) : 1;
  }

  private static double[] floored(double[] variances) {
    double usual = Arrays.stream(variances).filter(one -> one > 0).average().orElse(1);
    return Arrays.stream(variances).map(one -> Math.max(one, LEAST_VARIANCE * usual)).toArray();
  }
}
