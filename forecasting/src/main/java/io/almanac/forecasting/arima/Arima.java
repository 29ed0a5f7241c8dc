package io.almanac.forecasting.arima;

import io.almanac.forecasting.model.FittedModel;

/**
 * An ARIMA model without season (Box and Jenkins 1970), fitted by conditional least squares with
 * Gauss-Newton steps; its order found by a stepwise search (Hyndman and Khandakar 2008, "Automatic
 * time series forecasting: the forecast package for R").
 */
public final class Arima implements FittedModel {
  /** Steps that bring a model to its minimum. */
  static final int STEPS_TO_FIT = 12;

  /** Steps after which models are told apart well enough. */
  static final int STEPS_TO_COMPARE = 4;

  private static final int MOST_DIFFERENCES = 2;
  private static final double EDGE = 1 / 1.01;

  private final double[] values;
  private final double[] differenced;
  private final int differences;
  private final double[] ar;
  private final double[] ma;
  private final double mean;
  private final boolean constant;
  private final double aicc;

  private Arima(
      double[] values,
      double[] differenced,
      int differences,
      double[] ar,
      double[] ma,
      double mean,
      boolean constant,
      double aicc) {
    this.values = values;
    this.differenced = differenced;
    this.differences = differences;
    this.ar = ar;
    this.ma = ma;
    this.mean = mean;
    this.constant = constant;
    this.aicc = aicc;
  }

  /**
   * Searches for the order with the smallest AICc, at most {@code 5} lags of either kind.
   *
   * @param values finite, at least one
   */
  public static Arima auto(double[] values) {
    int differences = Math.min(Kpss.differences(values, MOST_DIFFERENCES), values.length - 1);
    return ArimaSearch.run(values, Math.max(0, differences));
  }

  /**
   * Fits one order.
   *
   * @param differences how often to difference first
   * @param p autoregressive lags
   * @param q moving average lags
   * @param constant whether the differences have a mean other than zero
   * @param skipped how many differences are not judged, so that orders can be compared
   * @param steps how many steps to take at most
   */
  static Arima fit(
      double[] values, int differences, int p, int q, boolean constant, int skipped, int steps) {
    double[] differenced = values;
    for (int d = 0; d < differences; d++) {
      differenced = Kpss.difference(differenced);
    }
    int n = differenced.length;
    int size = p + q + (constant ? 1 : 0);
    double mean = 0;
    if (constant) {
      for (double value : differenced) {
        mean += value / n;
      }
    }
    double[] point = new double[size];
    if (constant) {
      point[size - 1] = mean;
    }
    ConditionalSquares squares = new ConditionalSquares(differenced, p, q, constant, skipped);
    double best = squares.at(point);
    for (int step = 0; step < steps && size > 0; step++) {
      double[] move = squares.gaussNewton(point);
      if (move == null) {
        break;
      }
      double part = 1;
      double[] next = null;
      double reached = best;
      while (part > 1e-3) {
        double[] tried = new double[size];
        for (int i = 0; i < size; i++) {
          tried[i] = point[i] + part * move[i];
        }
        if (stable(tried, 0, p, 1) && stable(tried, p, q, -1)) {
          double value = squares.at(tried);
          if (value < best) {
            next = tried;
            reached = value;
            break;
          }
        }
        part /= 2;
      }
      if (next == null) {
        break;
      }
      // The last point tried is the one that was taken: its errors are at hand for the next step.
      point = next;
      boolean done = best - reached < 1e-6 * best;
      best = reached;
      if (done) {
        break;
      }
    }
    int judged = Math.max(1, n - skipped);
    int parameters = size + 1;
    double small = judged - parameters - 1.0;
    double aicc =
        small <= 0
            ? Double.POSITIVE_INFINITY
            : judged * Math.log(Math.max(best / judged, 1e-12))
                + 2.0 * parameters
                + 2.0 * parameters * (parameters + 1) / small;
    return new Arima(
        values,
        differenced,
        differences,
        java.util.Arrays.copyOf(point, p),
        java.util.Arrays.copyOfRange(point, p, p + q),
        constant ? point[size - 1] : 0,
        constant,
        aicc);
  }

  /**
   * Whether all roots of 1 - sign * (c1 z + c2 z^2 ...) lie outside of a circle a little wider than
   * the unit circle, by stepping the recursion of Levinson and Durbin down.
   */
  static boolean stable(double[] point, int from, int order, int sign) {
    double[] now = new double[order];
    double power = 1;
    for (int i = 0; i < order; i++) {
      power /= EDGE;
      now[i] = sign * point[from + i] * power;
    }
    for (int k = order - 1; k >= 0; k--) {
      double last = now[k];
      if (!(Math.abs(last) < 1)) {
        return false;
      }
      double[] lower = new double[k];
      for (int i = 0; i < k; i++) {
        lower[i] = (now[i] + last * now[k - 1 - i]) / (1 - last * last);
      }
      now = lower;
    }
    return true;
  }

  double aicc() {
    return aicc;
  }

  int p() {
    return ar.length;
  }

  int q() {
    return ma.length;
  }

  boolean hasConstant() {
    return constant;
  }

  @Override
  public double[] forecast(int horizon) {
    int n = differenced.length;
    double[] errors = errors();
    double[] extended = java.util.Arrays.copyOf(differenced, n + horizon);
    for (int h = n; h < n + horizon; h++) {
      double expected = mean;
      for (int i = 0; i < ar.length; i++) {
        expected += h - 1 - i >= 0 ? ar[i] * (extended[h - 1 - i] - mean) : 0;
      }
      for (int j = 0; j < ma.length; j++) {
        expected += h - 1 - j < n && h - 1 - j >= 0 ? ma[j] * errors[h - 1 - j] : 0;
      }
      extended[h] = expected;
    }
    double[] ahead = java.util.Arrays.copyOfRange(extended, n, n + horizon);
    for (int d = differences - 1; d >= 0; d--) {
      double[] level = values;
      for (int i = 0; i < d; i++) {
        level = Kpss.difference(level);
      }
      double sum = level[level.length - 1];
      for (int h = 0; h < horizon; h++) {
        sum += ahead[h];
        ahead[h] = sum;
      }
    }
    return ahead;
  }

  private double[] errors() {
    double[] errors = new double[differenced.length];
    for (int t = ar.length; t < errors.length; t++) {
      double expected = mean;
      for (int i = 0; i < ar.length; i++) {
        expected += ar[i] * (differenced[t - 1 - i] - mean);
      }
      for (int j = 0; j < Math.min(ma.length, t); j++) {
        expected += ma[j] * errors[t - 1 - j];
      }
      errors[t] = differenced[t] - expected;
    }
    return errors;
  }

  @Override
  public double[] fitted() {
    double[] fitted = new double[values.length];
    double[] errors = errors();
    for (int t = 0; t < values.length; t++) {
      int at = t - differences;
      fitted[t] = at < ar.length ? Double.NaN : values[t] - errors[at];
    }
    return fitted;
  }

  @Override
  public String form() {
    String order = "ARIMA(" + ar.length + "," + differences + "," + ma.length + ")";
    return constant ? order + (differences == 0 ? " with mean" : " with drift") : order;
  }
}
