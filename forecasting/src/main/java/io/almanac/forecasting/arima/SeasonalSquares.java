package io.almanac.forecasting.arima;

import java.util.Arrays;

/**
 * Sum of squared errors of a regression with seasonal ARMA errors given its first values, and the
 * way down from a point. A point holds the autoregressive, moving average, seasonal autoregressive
 * and seasonal moving average coefficients, then those of the regressors, the mean first.
 */
final class SeasonalSquares {
  private final double[] values;
  private final double[][] columns;
  private final SeasonalOrder order;
  private final int skipped;
  private final int from;
  private final double[] rest;
  private final double[] errors;
  private final int[] lagsOfAr;
  private final int[] lagsOfMa;
  private final double[] ar;
  private final double[] ma;

  /**
   * A problem.
   *
   * @param values differenced
   * @param columns regressors, differenced too, of the mean ones
   * @param skipped how many values are not judged
   */
  SeasonalSquares(double[] values, double[][] columns, SeasonalOrder order, int skipped) {
    this.values = values;
    this.columns = columns;
    this.order = order;
    this.from = order.reach();
    this.skipped = Math.max(skipped, from);
    this.rest = new double[values.length];
    this.errors = new double[values.length];
    this.lagsOfAr = lags(order.p(), order.seasonalP(), order.period());
    this.lagsOfMa = lags(order.q(), order.seasonalQ(), order.period());
    this.ar = new double[lagsOfAr.length];
    this.ma = new double[lagsOfMa.length];
  }

  /** How many values are judged. */
  int judged() {
    return Math.max(1, values.length - skipped);
  }

  /** The sum of squares; leaves the errors, and what the regressors do not explain. */
  double at(double[] point) {
    int next = order.p() + order.q() + order.seasonalP() + order.seasonalQ();
    multiply(point, 0, order.p(), next - order.seasonalP() - order.seasonalQ(), -1, ar);
    multiply(point, order.p(), order.q(), next - order.seasonalQ(), 1, ma);
    System.arraycopy(values, 0, rest, 0, values.length);
    for (int c = 0; c < columns.length; c++) {
      double weight = point[next + c];
      double[] column = columns[c];
      for (int t = 0; t < rest.length; t++) {
        rest[t] -= weight * column[t];
      }
    }
    double sum = 0;
    for (int t = from; t < rest.length; t++) {
      double error = rest[t];
      for (int i = 0; i < ar.length; i++) {
        error -= ar[i] * rest[t - lagsOfAr[i]];
      }
      for (int j = 0; j < ma.length && lagsOfMa[j] <= t; j++) {
        error -= ma[j] * errors[t - lagsOfMa[j]];
      }
      errors[t] = error;
      sum += t >= skipped ? error * error : 0;
    }
    return sum;
  }

  /** The errors that {@link #at} has left. */
  double[] errors() {
    return errors.clone();
  }

  /** Continues what the regressors do not explain, from what {@link #at} has left. */
  double[] ahead(int horizon) {
    int n = rest.length;
    double[] extended = Arrays.copyOf(rest, n + horizon);
    for (int t = n; t < extended.length; t++) {
      double expected = 0;
      for (int i = 0; i < ar.length; i++) {
        expected += lagsOfAr[i] <= t ? ar[i] * extended[t - lagsOfAr[i]] : 0;
      }
      for (int j = 0; j < ma.length; j++) {
        int past = t - lagsOfMa[j];
        expected += past >= 0 && past < n ? ma[j] * errors[past] : 0;
      }
      extended[t] = expected;
    }
    return Arrays.copyOfRange(extended, n, extended.length);
  }

  /** The step to the minimum of the linearised problem; null when it has none. */
  double[] gaussNewton(double[] point) {
    at(point);
    int size = point.length;
    double[][] normal = new double[size][size];
    double[] right = new double[size];
    double[][] drives = drives(point);
    double[][] slopes = new double[rest.length][];
    for (int t = from; t < rest.length; t++) {
      double[] slope = new double[size];
      slopes[t] = slope;
      for (int i = 0; i < size; i++) {
        slope[i] = drives[i][t];
      }
      for (int j = 0; j < ma.length && t - lagsOfMa[j] >= from; j++) {
        double[] past = slopes[t - lagsOfMa[j]];
        for (int i = 0; i < size; i++) {
          slope[i] -= ma[j] * past[i];
        }
      }
      if (t >= skipped) {
        for (int i = 0; i < size; i++) {
          double value = slope[i];
          right[i] += value * errors[t];
          for (int k = 0; k <= i; k++) {
            normal[i][k] += value * slope[k];
          }
        }
      }
    }
    return ConditionalSquares.solve(normal, right);
  }

  /** By coefficient: what moves the expectation directly, before past errors move it too. */
  private double[][] drives(double[] point) {
    int p = order.p();
    int q = order.q();
    int sp = order.seasonalP();
    int sq = order.seasonalQ();
    int period = order.period();
    double[][] drives = new double[point.length][rest.length];
    for (int i = 0; i < p; i++) {
      filter(rest, i + 1, point, p + q, sp, period, -1, drives[i]);
    }
    for (int j = 0; j < q; j++) {
      filter(errors, j + 1, point, p + q + sp, sq, period, 1, drives[p + j]);
    }
    for (int i = 0; i < sp; i++) {
      filter(rest, (i + 1) * period, point, 0, p, 1, -1, drives[p + q + i]);
    }
    for (int j = 0; j < sq; j++) {
      filter(errors, (j + 1) * period, point, p, q, 1, 1, drives[p + q + sp + j]);
    }
    int next = p + q + sp + sq;
    for (int c = 0; c < columns.length; c++) {
      double[] column = columns[c];
      for (int t = from; t < rest.length; t++) {
        double drive = column[t];
        for (int i = 0; i < ar.length; i++) {
          drive -= ar[i] * column[t - lagsOfAr[i]];
        }
        drives[next + c][t] = drive;
      }
    }
    return drives;
  }

  /** The values some steps ago, run through the other factor of their polynomial. */
  private void filter(
      double[] data, int lag, double[] point, int at, int count, int step, int sign, double[] out) {
    for (int t = Math.max(from, lag); t < out.length; t++) {
      double sum = data[t - lag];
      for (int i = 0; i < count; i++) {
        int past = t - lag - (i + 1) * step;
        sum += past >= 0 ? sign * point[at + i] * data[past] : 0;
      }
      out[t] = sum;
    }
  }

  /** The lags of a product of two polynomials. */
  private static int[] lags(int count, int seasons, int period) {
    int[] lags = new int[(count + 1) * (seasons + 1) - 1];
    for (int s = 0; s <= seasons; s++) {
      for (int i = 0; i <= count; i++) {
        int place = s * (count + 1) + i - 1;
        if (place >= 0) {
          lags[place] = s * period + i;
        }
      }
    }
    return lags;
  }

  /** The coefficients of a product of two polynomials, as weights of the past. */
  private static void multiply(
      double[] point, int at, int count, int seasonsAt, int sign, double[] out) {
    int seasons = (out.length + 1) / (count + 1) - 1;
    for (int s = 0; s <= seasons; s++) {
      for (int i = 0; i <= count; i++) {
        double one = i == 0 ? 1 : sign * point[at + i - 1];
        double other = s == 0 ? 1 : sign * point[seasonsAt + s - 1];
        int place = s * (count + 1) + i - 1;
        if (place >= 0) {
          out[place] = sign * one * other;
        }
      }
    }
  }
}
