package io.almanac.forecasting.reconciliation;

import io.almanac.forecasting.reconciliation.Structure.Sum;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Values made to add up from the leaves, as they are or as decimals. */
public final class Coherence {
  private Coherence() {}

  /**
   * Bottom-up: leaves stay, and every other node becomes their sum. Where a node has a further
   * breakdown into parts of their own, those are adjusted to its value in proportion to their size,
   * so that none of them changes its sign while the node does not.
   *
   * @param values one a node; those of sums are not looked at
   * @param sizes what parts are adjusted in proportion to when all of them are zero, none negative;
   *     equal parts when these are zero as well
   * @return every sum holds, within the accuracy of doubles
   */
  public static double[] bottomUp(Structure structure, double[] values, double[] sizes) {
    double[] coherent = values.clone();
    for (int i : structure.order()) {
      Sum sum = structure.sums().get(i);
      double total = 0;
      for (int part : sum.parts()) {
        total += coherent[part];
      }
      coherent[sum.parent()] = total;
    }
    for (int i : structure.adjusted()) {
      Sum sum = structure.sums().get(i);
      adjust(coherent, sum.parts(), coherent[sum.parent()], sizes);
    }
    return coherent;
  }

  /**
   * The values with negative leaves at zero, and the sums above them larger by what that takes
   * away: the price is an upward bias of those sums, so it is for leaves that cannot be negative.
   *
   * @param neverNegative one a node; only those of leaves matter
   */
  public static double[] nonNegative(
      Structure structure, double[] values, boolean[] neverNegative, double[] sizes) {
    double[] clipped = values.clone();
    for (int node = 0; node < clipped.length; node++) {
      if (structure.isLeaf(node) && neverNegative[node]) {
        clipped[node] = Math.max(0, clipped[node]);
      }
    }
    return bottomUp(structure, clipped, sizes);
  }

  /**
   * Coherent values as decimals that add up to the last digit: leaves are rounded half to even, and
   * sums are made of rounded leaves. In a further breakdown into parts of their own, the largest
   * part takes what rounding has left.
   *
   * @param values finite and coherent
   */
  public static BigDecimal[] round(Structure structure, double[] values, int scale) {
    BigDecimal[] rounded = new BigDecimal[values.length];
    for (int node = 0; node < values.length; node++) {
      if (structure.isLeaf(node)) {
        rounded[node] = BigDecimal.valueOf(values[node]).setScale(scale, RoundingMode.HALF_EVEN);
      }
    }
    for (int i : structure.order()) {
      Sum sum = structure.sums().get(i);
      rounded[sum.parent()] = total(rounded, sum.parts());
    }
    for (int i : structure.adjusted()) {
      Sum sum = structure.sums().get(i);
      int largest = sum.parts()[0];
      for (int part : sum.parts()) {
        largest = rounded[part].abs().compareTo(rounded[largest].abs()) > 0 ? part : largest;
      }
      BigDecimal left = rounded[sum.parent()].subtract(total(rounded, sum.parts()));
      rounded[largest] = rounded[largest].add(left);
    }
    return rounded;
  }

  private static BigDecimal total(BigDecimal[] values, int[] parts) {
    BigDecimal total = BigDecimal.ZERO;
    for (int part : parts) {
      total = total.add(values[part]);
    }
    return total;
  }

  private static void adjust(double[] values, int[] parts, double total, double[] sizes) {
    double sum = 0;
    double absolute = 0;
    double fallback = 0;
    for (int part : parts) {
      sum += values[part];
      absolute += Math.abs(values[part]);
      fallback += sizes[part];
    }
    double gap = total - sum;
    if (gap == 0) {
      return;
    }
    for (int part : parts) {
      double share =
          absolute > 0
              ? Math.abs(values[part]) / absolute
              : fallback > 0 ? sizes[part] / fallback : 1.0 / parts.length;
      values[part] += share * gap;
    }
  }
}
