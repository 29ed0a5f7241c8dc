package io.almanac.forecasting.calendar;

import java.util.Arrays;
import java.util.List;

/**
 * Which columns explain a series beyond doubt: one after the other, each beside those before it.
 * Two that hide each other, such as a fee on the first and a credit on the last day of a month, are
 * looked for together where no single one is left. Works on sums of products alone, from which each
 * column that is taken is swept (Goodnight 1979, "A tutorial on the SWEEP operator", The American
 * Statistician 33).
 */
final class ForwardSelection {
  /** A column of which so little is left beside the others says nothing of its own. */
  private static final double LEAST_OWN = 0.05;

  private final double[][] products;
  private final double[] along;
  private final double[] sizes;
  private final boolean[] out;
  private final double significant;
  private final double leastNoise;
  private double unexplained;
  private int free;

  /**
   * Nothing is taken yet.
   *
   * @param columns null where there is none; NaN where the series has no value
   * @param wanted the series; NaN is missing
   * @param significant how many standard errors a coefficient must be from zero
   * @param leastNoise a standard deviation that is taken for granted
   */
  ForwardSelection(double[][] columns, double[] wanted, double significant, double leastNoise) {
    int count = columns.length;
    this.products = new double[count][count];
    this.along = new double[count];
    this.sizes = new double[count];
    this.out = new boolean[count];
    for (int i = 0; i < count; i++) {
      out[i] = columns[i] == null;
      for (int k = 0; k <= i && !out[i]; k++) {
        products[i][k] = out[k] ? 0 : product(columns[i], columns[k]);
        products[k][i] = products[i][k];
      }
      along[i] = out[i] ? 0 : product(columns[i], wanted);
      sizes[i] = products[i][i];
    }
    this.significant = significant * significant;
    this.leastNoise = leastNoise * leastNoise;
    this.unexplained = product(wanted, wanted);
    this.free = (int) Arrays.stream(wanted).filter(value -> !Double.isNaN(value)).count();
  }

  /** The column that explains most, or the two that do so together; empty when none is certain. */
  List<Integer> next() {
    List<Integer> best = List.of();
    double most = 0;
    for (int i = 0; i < along.length; i++) {
      double gain = gain(i);
      if (gain > most && isCertain(gain, 1, gain)) {
        most = gain;
        best = List.of(i);
      }
    }
    for (int i = 0; i < along.length && (best.isEmpty() || best.size() > 1); i++) {
      for (int k = 0; k < i && gain(i) > 0; k++) {
        double both = gain(i, k);
        double least = both - Math.max(gain(i), gain(k));
        if (both > most && isCertain(least, 2, both)) {
          most = both;
          best = List.of(k, i);
        }
      }
    }
    return best;
  }

  /** Takes what a column explains out of the series and of all other columns. */
  void take(int column) {
    double size = products[column][column];
    double share = along[column] / size;
    unexplained = Math.max(0, unexplained - along[column] * share);
    double[] direction = products[column].clone();
    for (int i = 0; i < along.length; i++) {
      along[i] -= direction[i] * share;
      for (int k = 0; k < along.length; k++) {
        products[i][k] -= direction[i] * direction[k] / size;
      }
    }
    free--;
    leave(column);
  }

  /** Looks at a column no more. */
  void leave(int column) {
    out[column] = true;
  }

  /** The sum of squares that is not explained. */
  double unexplained() {
    return unexplained;
  }

  private boolean isCertain(double gain, int more, double all) {
    double noise = (unexplained - all) / (free - more);
    return free > more && gain > significant * Math.max(leastNoise, noise);
  }

  /** By how much a column would lessen the sum of squares. */
  private double gain(int column) {
    boolean says = !out[column] && products[column][column] > LEAST_OWN * sizes[column];
    return says ? along[column] * along[column] / products[column][column] : 0;
  }

  /** By how much two would together; 0 where one of them says nothing beside the other. */
  private double gain(int one, int other) {
    double a = products[one][one];
    double b = products[other][other];
    double both = products[one][other];
    double determinant = a * b - both * both;
    if (gain(other) == 0
        || determinant < LEAST_OWN * sizes[one] * b
        || determinant < LEAST_OWN * sizes[other] * a) {
      return 0;
    }
    return (along[one] * along[one] * b
            - 2 * along[one] * along[other] * both
            + along[other] * along[other] * a)
        / determinant;
  }

  private static double product(double[] one, double[] other) {
    double sum = 0;
    for (int t = 0; t < one.length; t++) {
      double product = one[t] * other[t];
      sum += Double.isNaN(product) ? 0 : product;
    }
    return sum;
  }
}
