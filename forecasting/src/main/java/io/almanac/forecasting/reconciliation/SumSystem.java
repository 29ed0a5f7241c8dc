package io.almanac.forecasting.reconciliation;

import io.almanac.forecasting.reconciliation.Structure.Sum;

/**
 * C D C' x = y, where C has a row for each sum (its parent less its parts) and D is diagonal,
 * solved by conjugate gradients with every row scaled to its own diagonal (Hestenes and Stiefel
 * 1952). In a tree neighbouring sums share at most half of what they have, so a dozen steps are
 * exact for thousands of sums; each step costs as much as there are parts. Sums that follow from
 * others are not among its rows, so it has one root.
 */
final class SumSystem {
  private static final double ACCURACY = 1e-14;

  private final Structure structure;
  private final double[] diagonal;
  private final double[] scales;

  SumSystem(Structure structure, double[] diagonal) {
    this.structure = structure;
    this.diagonal = diagonal;
    this.scales = new double[structure.independent().size()];
    for (int i = 0; i < scales.length; i++) {
      Sum sum = structure.independent().get(i);
      double own = diagonal[sum.parent()];
      for (int part : sum.parts()) {
        own += diagonal[part];
      }
      scales[i] = 1 / Math.sqrt(own);
    }
  }

  double[] times(double[] vector) {
    double[] spread = structure.spread(vector);
    for (int node = 0; node < spread.length; node++) {
      spread[node] *= diagonal[node];
    }
    return structure.gaps(spread);
  }

  double[] solve(double[] right) {
    int size = right.length;
    double[] solution = new double[size];
    double[] residual = new double[size];
    for (int i = 0; i < size; i++) {
      residual[i] = right[i] * scales[i];
    }
    double[] direction = residual.clone();
    double left = Dot.product(residual, residual);
    double enough = left * ACCURACY * ACCURACY;
    for (int step = 0; step < 4 * size + 50 && left > enough; step++) {
      double[] image = scaled(times(scaled(direction)));
      double curvature = Dot.product(direction, image);
      if (!(curvature > 0)) {
        break;
      }
      double length = left / curvature;
      for (int i = 0; i < size; i++) {
        solution[i] += length * direction[i];
        residual[i] -= length * image[i];
      }
      double now = Dot.product(residual, residual);
      for (int i = 0; i < size; i++) {
        direction[i] = residual[i] + now / left * direction[i];
      }
      left = now;
    }
    return scaled(solution);
  }

  private double[] scaled(double[] vector) {
    double[] scaled = new double[vector.length];
    for (int i = 0; i < vector.length; i++) {
      scaled[i] = vector[i] * scales[i];
    }
    return scaled;
  }
}
