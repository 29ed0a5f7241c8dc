package io.almanac.forecasting.optimize;

import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/**
 * The downhill simplex of Nelder and Mead (1965), "A simplex method for function minimization", The
 * Computer Journal 7(4), with the usual coefficients: reflection 1, expansion 2, contraction and
 * shrinkage 1/2. For likelihoods, which are not smooth at the bounds of their parameters. A
 * function says that a point is not allowed by returning infinity or NaN.
 */
public final class NelderMead {
  private final double tolerance;
  private final int evaluations;

  /**
   * A search.
   *
   * @param tolerance stops when the best and the worst value of the simplex differ by no more than
   *     this part of their size, such as 1e-8
   * @param evaluations stops after so many evaluations of the function
   */
  public NelderMead(double tolerance, int evaluations) {
    this.tolerance = tolerance;
    this.evaluations = evaluations;
  }

  /**
   * Where the search ended.
   *
   * @param point the best point seen
   * @param value the function there
   * @param evaluations how often the function was evaluated
   * @param converged whether the tolerance was reached before the evaluations were used up
   */
  public record Minimum(double[] point, double value, int evaluations, boolean converged) {}

  /**
   * Searches from a point.
   *
   * @param start must be allowed
   * @param steps the first simplex has one more corner for each coordinate, moved by its step; same
   *     length as {@code start}, none of them 0
   */
  public Minimum minimize(ToDoubleFunction<double[]> function, double[] start, double[] steps) {
    int n = start.length;
    double[][] corners = new double[n + 1][];
    double[] values = new double[n + 1];
    for (int i = 0; i <= n; i++) {
      corners[i] = start.clone();
      if (i > 0) {
        corners[i][i - 1] += steps[i - 1];
      }
      values[i] = at(function, corners[i]);
    }
    int used = n + 1;
    boolean converged = false;
    while (true) {
      sort(corners, values);
      if (values[n] - values[0] <= tolerance * (Math.abs(values[0]) + tolerance)) {
        converged = true;
        break;
      }
      if (used >= evaluations) {
        break;
      }
      double[] middle = middle(corners);
      double[] reflected = between(middle, corners[n], -1);
      double reflectedValue = at(function, reflected);
      used++;
      if (reflectedValue < values[0]) {
        double[] expanded = between(middle, corners[n], -2);
        double expandedValue = at(function, expanded);
        used++;
        boolean further = expandedValue < reflectedValue;
        corners[n] = further ? expanded : reflected;
        values[n] = further ? expandedValue : reflectedValue;
      } else if (reflectedValue < values[n - 1]) {
        corners[n] = reflected;
        values[n] = reflectedValue;
      } else {
        boolean outside = reflectedValue < values[n];
        double[] contracted = between(middle, outside ? reflected : corners[n], 0.5);
        double contractedValue = at(function, contracted);
        used++;
        if (contractedValue < Math.min(reflectedValue, values[n])) {
          corners[n] = contracted;
          values[n] = contractedValue;
        } else {
          for (int i = 1; i <= n; i++) {
            corners[i] = between(corners[0], corners[i], 0.5);
            values[i] = at(function, corners[i]);
          }
          used += n;
        }
      }
    }
    return new Minimum(corners[0], values[0], used, converged);
  }

  private static double at(ToDoubleFunction<double[]> function, double[] point) {
    double value = function.applyAsDouble(point);
    // Large but finite: differences of infinities would never converge.
    return Double.isNaN(value) || value > 1e300 ? 1e300 : value;
  }

  /** Insertion sort, stable, since all corners but one are in order already. */
  private static void sort(double[][] corners, double[] values) {
    for (int i = 1; i < values.length; i++) {
      double[] corner = corners[i];
      double value = values[i];
      int j = i - 1;
      while (j >= 0 && values[j] > value) {
        corners[j + 1] = corners[j];
        values[j + 1] = values[j];
        j--;
      }
      corners[j + 1] = corner;
      values[j + 1] = value;
    }
  }

  /** The mean of all corners but the worst, which is last. */
  private static double[] middle(double[][] corners) {
    int n = corners.length - 1;
    double[] mean = new double[n];
    for (double[] corner : Arrays.asList(corners).subList(0, n)) {
      for (int i = 0; i < n; i++) {
        mean[i] += corner[i] / n;
      }
    }
    return mean;
  }

  private static double[] between(double[] from, double[] to, double part) {
    double[] point = new double[from.length];
    for (int i = 0; i < point.length; i++) {
      point[i] = from[i] + part * (to[i] - from[i]);
    }
    return point;
  }
}
