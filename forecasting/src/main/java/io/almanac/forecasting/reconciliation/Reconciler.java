package io.almanac.forecasting.reconciliation;

/**
 * The least change of forecasts that makes them add up, in units of how wrong each tends to be:
 * optimal reconciliation by trace minimization (Wickramasuriya, Athanasopoulos and Hyndman 2019;
 * weighted least squares by Hyndman, Lee and Wang 2016).
 *
 * <p>It works on the sums that must hold and not on the leaves: with C y the gaps of the forecasts
 * y and W their covariance, the result is y - W C' (C W C')⁻¹ C y, which equals the usual S (S' W⁻¹
 * S)⁻¹ S' W⁻¹ y and needs no inverse of W. A diagonal W is one sparse system; the factors of a
 * shrunk one, no more than there were errors, are put on it by Woodbury's identity. No matrix has
 * as many rows and columns as there are nodes. Everything that does not depend on the forecasts is
 * done once for all vectors.
 */
public final class Reconciler {
  private final Structure structure;
  private final ErrorCovariance covariance;
  private final SumSystem system;

  /** C F: the factors of the covariance as the sums see them. */
  private final double[][] seen;

  /** (C D C')⁻¹ C F. */
  private final double[][] solved;

  /**
   * What a gap of each sum changes at every node; null where that would take more memory than the
   * covariance does.
   */
  private final double[][] gains;

  /** The lower triangle of the root of I + F' C' (C D C')⁻¹ C F (Cholesky). */
  private final double[][] root;

  /**
   * Prepares for a structure and a covariance.
   *
   * @throws IllegalArgumentException when they are of different nodes
   */
  public Reconciler(Structure structure, ErrorCovariance covariance) {
    if (structure.nodes() != covariance.nodes()) {
      throw new IllegalArgumentException(
          "Cannot reconcile nodes: "
              + structure.nodes()
              + " with a covariance of "
              + covariance.nodes()
              + ".");
    }
    this.structure = structure;
    this.covariance = covariance;
    this.system = new SumSystem(structure, covariance.diagonal());
    double[][] factors = covariance.factors();
    this.seen = new double[factors.length][];
    this.solved = new double[factors.length][];
    for (int k = 0; k < factors.length; k++) {
      seen[k] = structure.gaps(factors[k]);
      solved[k] = system.solve(seen[k]);
    }
    this.root = root();
    this.gains = structure.independent().size() <= factors.length ? gains() : null;
  }

  /**
   * Reconciles one vector: forecasts of one step, or errors of one, since what is right adds up.
   *
   * @param base one value a node, all finite
   * @return one value a node; every sum holds
   */
  public double[] reconcile(double[] base) {
    double[] change = change(structure.gaps(base));
    double[] reconciled = new double[base.length];
    for (int node = 0; node < base.length; node++) {
      reconciled[node] = base[node] - change[node];
    }
    return Coherence.bottomUp(structure, reconciled, covariance.diagonal());
  }

  private double[] change(double[] gaps) {
    if (gains == null) {
      return directly(gaps);
    }
    double[] change = new double[structure.nodes()];
    for (int i = 0; i < gaps.length; i++) {
      for (int node = 0; node < change.length; node++) {
        change[node] += gaps[i] * gains[i][node];
      }
    }
    return change;
  }

  private double[][] gains() {
    double[][] changes = new double[structure.independent().size()][];
    for (int i = 0; i < changes.length; i++) {
      double[] gap = new double[changes.length];
      gap[i] = 1;
      changes[i] = directly(gap);
    }
    return changes;
  }

  /** W C' (C W C')⁻¹ times gaps. */
  private double[] directly(double[] gaps) {
    double[] multipliers = solve(gaps);
    if (covariance.factors().length > 0) {
      refine(gaps, multipliers);
    }
    return covariance.times(structure.spread(multipliers));
  }

  /** Solves once more for what is left, because Woodbury's identity cancels digits. */
  private void refine(double[] gaps, double[] multipliers) {
    double[] image = structure.gaps(covariance.times(structure.spread(multipliers)));
    double[] left = new double[gaps.length];
    for (int i = 0; i < left.length; i++) {
      left[i] = gaps[i] - image[i];
    }
    double[] rest = solve(left);
    for (int i = 0; i < left.length; i++) {
      multipliers[i] += rest[i];
    }
  }

  private double[] solve(double[] right) {
    double[] solution = system.solve(right);
    int factors = seen.length;
    if (factors == 0) {
      return solution;
    }
    double[] along = new double[factors];
    for (int k = 0; k < factors; k++) {
      along[k] = Dot.product(seen[k], solution);
    }
    divide(along);
    for (int k = 0; k < factors; k++) {
      for (int i = 0; i < solution.length; i++) {
        solution[i] -= along[k] * solved[k][i];
      }
    }
    return solution;
  }

  private double[][] root() {
    int size = seen.length;
    double[][] lower = new double[size][size];
    for (int i = 0; i < size; i++) {
      for (int j = 0; j <= i; j++) {
        double sum = Dot.product(seen[i], solved[j]) + (i == j ? 1 : 0);
        for (int k = 0; k < j; k++) {
          sum -= lower[i][k] * lower[j][k];
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    return lower;
  }

  /** Solves root root' x = y in place. */
  private void divide(double[] vector) {
    int size = vector.length;
    for (int i = 0; i < size; i++) {
      for (int k = 0; k < i; k++) {
        vector[i] -= root[i][k] * vector[k];
      }
      vector[i] /= root[i][i];
    }
    for (int i = size - 1; i >= 0; i--) {
      for (int k = i + 1; k < size; k++) {
        vector[i] -= root[k][i] * vector[k];
      }
      vector[i] /= root[i][i];
    }
  }
}
