package io.almanac.forecasting.arima;

import io.almanac.forecasting.model.FittedModel;
import java.util.Arrays;

/**
 * An ARIMA model with one season and regressors (Box and Jenkins 1970; Hyndman and Athanasopoulos
 * 2021, "Forecasting: principles and practice", chapters 9 and 10), all coefficients fitted
 * together by conditional least squares with Gauss-Newton steps. Regressors explain the values;
 * what they leave is the ARIMA model's.
 */
public final class SeasonalArima implements FittedModel {
  private static final int MOST_STEPS = 40;
  private static final double EXACT = 1e-10;

  /** While orders are compared, the criterion need not be known to many digits. */
  private static final int FEW_STEPS = 8;

  private static final double ROUGH = 1e-5;

  private final double[] values;
  private final double[][] regressors;
  private final SeasonalOrder order;
  private final SeasonalSquares squares;
  private final double[] point;
  private final double unit;
  private final double aicc;

  private SeasonalArima(
      double[] values,
      double[][] regressors,
      SeasonalOrder order,
      SeasonalSquares squares,
      double[] point,
      double unit,
      double aicc) {
    this.values = values;
    this.regressors = regressors;
    this.order = order;
    this.squares = squares;
    this.point = point;
    this.unit = unit;
    this.aicc = aicc;
  }

  /**
   * Fits one order.
   *
   * @param values finite; more than differencing and the autoregression take
   * @param regressors columns as long as {@code values}, none of them constant; may be empty
   */
  public static SeasonalArima fit(double[] values, double[][] regressors, SeasonalOrder order) {
    return fit(values, regressors, order, order.reach(), MOST_STEPS, EXACT);
  }

  /**
   * Searches for an order of at most one seasonal lag of either kind, by the smallest AICc among at
   * most twenty.
   *
   * @param values finite, at least one
   * @param regressors columns as long as {@code values}, none of them constant; may be empty
   * @param period steps of the season; 1 for none
   */
  public static SeasonalArima auto(double[] values, double[][] regressors, int period) {
    return SeasonalArimaSearch.run(values, regressors, period);
  }

  /**
   * Fits one order roughly.
   *
   * @param skipped how many differences are not judged, so that orders can be compared
   */
  static SeasonalArima rough(
      double[] values, double[][] regressors, SeasonalOrder order, int skipped) {
    return fit(values, regressors, order, skipped, FEW_STEPS, ROUGH);
  }

  private static SeasonalArima fit(
      double[] values,
      double[][] regressors,
      SeasonalOrder order,
      int skipped,
      int steps,
      double tolerance) {
    double size = Arrays.stream(values).map(Math::abs).average().orElse(0);
    double unit = size > 0 ? size : 1;
    double[] scaled = Arrays.stream(values).map(value -> value / unit).toArray();
    double[] differenced = order.difference(scaled);
    int mean = order.constant() ? 1 : 0;
    double[][] columns = new double[regressors.length + mean][];
    double[] point = new double[order.size() + regressors.length];
    if (order.constant()) {
      columns[0] = new double[differenced.length];
      Arrays.fill(columns[0], 1);
      point[order.size() - 1] = Arrays.stream(differenced).average().orElse(0);
    }
    for (int c = 0; c < regressors.length; c++) {
      columns[c + mean] = order.difference(regressors[c]);
    }
    SeasonalSquares squares = new SeasonalSquares(differenced, columns, order, skipped);
    point = descend(squares, order, point, steps, tolerance);
    double best = squares.at(point);
    int judged = squares.judged();
    int parameters = point.length + 1;
    double small = judged - parameters - 1.0;
    double aicc =
        small <= 0
            ? Double.POSITIVE_INFINITY
            : judged * Math.log(Math.max(best / judged, 1e-12))
                + 2.0 * parameters
                + 2.0 * parameters * (parameters + 1) / small;
    return new SeasonalArima(scaled, regressors, order, squares, point, unit, aicc);
  }

  private static double[] descend(
      SeasonalSquares squares, SeasonalOrder order, double[] start, int steps, double tolerance) {
    double[] point = start;
    double best = squares.at(point);
    for (int step = 0; step < steps && point.length > 0; step++) {
      double[] move = squares.gaussNewton(point);
      double reached = best;
      double[] next = null;
      for (double part = 1; move != null && next == null && part > 1e-3; part /= 2) {
        double[] tried = point.clone();
        for (int i = 0; i < tried.length; i++) {
          tried[i] += part * move[i];
        }
        if (stable(tried, order)) {
          double value = squares.at(tried);
          if (value < best) {
            next = tried;
            reached = value;
          }
        }
      }
      if (next == null) {
        return point;
      }
      point = next;
      boolean done = best - reached < tolerance * best;
      best = reached;
      if (done) {
        return point;
      }
    }
    return point;
  }

  private static boolean stable(double[] point, SeasonalOrder order) {
    int seasons = order.p() + order.q();
    return Arima.stable(point, 0, order.p(), 1)
        && Arima.stable(point, order.p(), order.q(), -1)
        && Arima.stable(point, seasons, order.seasonalP(), 1)
        && Arima.stable(point, seasons + order.seasonalP(), order.seasonalQ(), -1);
  }

  /** The corrected Akaike criterion; comparable between orders of the same differences. */
  public double aicc() {
    return aicc;
  }

  /** The order. */
  public SeasonalOrder order() {
    return order;
  }

  /**
   * The autoregressive, moving average, seasonal autoregressive and seasonal moving average
   * coefficients, then the mean of the differences where there is one, then one coefficient for
   * each regressor.
   */
  public double[] coefficients() {
    double[] coefficients = point.clone();
    int dynamics = order.size() - (order.constant() ? 1 : 0);
    for (int i = dynamics; i < coefficients.length; i++) {
      coefficients[i] *= unit;
    }
    return coefficients;
  }

  /**
   * The point forecast without regressors.
   *
   * @throws IllegalStateException when the model has regressors
   */
  @Override
  public double[] forecast(int horizon) {
    if (regressors.length > 0) {
      throw new IllegalStateException(
          "Cannot forecast without future regressors: "
              + regressors.length
              + ". Hand in a column of the horizon's length for each.");
    }
    return ahead(new double[0][], horizon);
  }

  /**
   * The point forecast.
   *
   * @param future columns of regressors in the order of those fitted, one value for each step ahead
   */
  public double[] forecast(double[][] future, int horizon) {
    return ahead(future, horizon);
  }

  private double[] ahead(double[][] future, int horizon) {
    squares.at(point);
    double[] differences = squares.ahead(horizon);
    double mean = order.constant() ? point[order.size() - 1] : 0;
    double[] weights = order.differencing();
    int n = values.length;
    double[] rest = Arrays.copyOf(values, n + horizon);
    for (int c = 0; c < regressors.length; c++) {
      for (int t = 0; t < n; t++) {
        rest[t] -= point[order.size() + c] * regressors[c][t];
      }
    }
    double[] ahead = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      double sum = differences[h] + mean;
      for (int k = 0; k < weights.length; k++) {
        sum += weights[k] == 0 ? 0 : weights[k] * rest[n + h - 1 - k];
      }
      rest[n + h] = sum;
      for (int c = 0; c < regressors.length; c++) {
        sum += point[order.size() + c] * future[c][h];
      }
      ahead[h] = sum * unit;
    }
    return ahead;
  }

  @Override
  public double[] fitted() {
    squares.at(point);
    double[] errors = squares.errors();
    double[] fitted = new double[values.length];
    int first = order.lost() + order.reach();
    for (int t = 0; t < fitted.length; t++) {
      fitted[t] = t < first ? Double.NaN : (values[t] - errors[t - order.lost()]) * unit;
    }
    return fitted;
  }

  @Override
  public String form() {
    String constant = !order.constant() ? "" : order.lost() == 0 ? " with mean" : " with drift";
    return (regressors.length > 0 ? "regression with " : "") + order + constant;
  }
}
