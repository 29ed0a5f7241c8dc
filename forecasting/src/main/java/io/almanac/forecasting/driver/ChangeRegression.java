package io.almanac.forecasting.driver;

import io.almanac.forecasting.regression.RidgeSystem;
import java.util.Arrays;

/**
 * A regression of one series of changes on others whose errors follow an autoregression: fitted,
 * filtered by it, and fitted again (Cochrane and Orcutt 1949), with Huber's weights.
 */
final class ChangeRegression {
  private static final int ROUNDS = 4;
  private static final int MOST_LAGS = 7;
  private static final int DAYS_A_LAG = 12;
  private static final double HUBER = 1.345;
  private static final double CLIPPED = 3;
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  private final double[][] rows;
  private final double[] wanted;
  private final double[] weights;
  private final double[] coefficients;

  private ChangeRegression(
      double[][] rows, double[] wanted, double[] weights, double[] coefficients) {
    this.rows = rows;
    this.wanted = wanted;
    this.weights = weights;
    this.coefficients = coefficients;
  }

  /**
   * Fits.
   *
   * @param series changes; NaN is missing
   * @param drivers as many changes each; NaN is missing
   * @return null when there are too few, or the drivers do not determine their coefficients
   */
  static ChangeRegression fit(double[] series, double[][] drivers) {
    int[] days = complete(series, drivers);
    if (days.length < 2 * DAYS_A_LAG) {
      return null;
    }
    int lags = Math.min(MOST_LAGS, days.length / DAYS_A_LAG);
    double[] filter = new double[0];
    ChangeRegression fitted = null;
    for (int round = 0; round < ROUNDS; round++) {
      fitted = weighted(days, filtered(series, filter), filtered(drivers, filter));
      if (fitted == null) {
        return null;
      }
      filter = autoregression(residuals(series, drivers, fitted.coefficients), lags);
    }
    return fitted;
  }

  /** One for each driver. */
  double[] coefficients() {
    return coefficients.clone();
  }

  /** On how many days the coefficients rest. */
  int observations() {
    return rows.length;
  }

  /** The coefficients without one block of days after the other. */
  double[][] withoutBlocks(int blocks) {
    double[][] all = new double[blocks][];
    for (int block = 0; block < blocks; block++) {
      int from = (int) ((long) rows.length * block / blocks);
      int until = (int) ((long) rows.length * (block + 1) / blocks);
      double[] without = solve(rows, wanted, weights, from, until);
      if (without == null) {
        return null;
      }
      all[block] = without;
    }
    return all;
  }

  private static ChangeRegression weighted(int[] days, double[] series, double[][] drivers) {
    double[][] rows = new double[days.length][drivers.length];
    double[] wanted = new double[days.length];
    for (int i = 0; i < days.length; i++) {
      wanted[i] = series[days[i]];
      for (int k = 0; k < drivers.length; k++) {
        rows[i][k] = drivers[k][days[i]];
      }
    }
    double[] weights = new double[days.length];
    Arrays.fill(weights, 1);
    double[] coefficients = solve(rows, wanted, weights, 0, 0);
    for (int round = 0; round < ROUNDS && coefficients != null; round++) {
      double[] errors = new double[rows.length];
      for (int i = 0; i < rows.length; i++) {
        errors[i] = Math.abs(wanted[i] - product(rows[i], coefficients));
      }
      double usual = MEDIAN_TO_SIGMA * median(errors);
      for (int i = 0; i < rows.length; i++) {
        weights[i] = errors[i] <= HUBER * usual ? 1 : HUBER * usual / errors[i];
      }
      coefficients = solve(rows, wanted, weights, 0, 0);
    }
    return coefficients == null ? null : new ChangeRegression(rows, wanted, weights, coefficients);
  }

  /** The coefficients from all rows but those of a block. */
  private static double[] solve(
      double[][] rows, double[] wanted, double[] weights, int from, int until) {
    RidgeSystem system = new RidgeSystem(rows[0].length);
    double[] size = new double[rows[0].length];
    for (int i = 0; i < rows.length; i++) {
      if (i < from || i >= until) {
        system.add(rows[i], wanted[i], weights[i]);
        for (int k = 0; k < size.length; k++) {
          size[k] += weights[i] * Math.abs(rows[i][k]);
        }
      }
    }
    // What never changes but by rounding moves nothing.
    boolean moves = Arrays.stream(size).allMatch(one -> one > 1e-9 * rows.length);
    return moves ? system.solve(new double[size.length]) : null;
  }

  /** The days on which series and drivers have a change. */
  private static int[] complete(double[] series, double[][] drivers) {
    int[] days = new int[series.length];
    int count = 0;
    for (int t = 0; t < series.length; t++) {
      boolean complete = !Double.isNaN(series[t]);
      for (double[] driver : drivers) {
        complete &= !Double.isNaN(driver[t]);
      }
      if (complete) {
        days[count++] = t;
      }
    }
    return Arrays.copyOf(days, count);
  }

  private static double[][] filtered(double[][] drivers, double[] filter) {
    return Arrays.stream(drivers).map(driver -> filtered(driver, filter)).toArray(double[][]::new);
  }

  /** Values less what an autoregression expects of them; a missing value before counts as usual. */
  private static double[] filtered(double[] values, double[] filter) {
    double[] filtered = values.clone();
    for (int t = 0; t < values.length; t++) {
      for (int lag = 1; lag <= Math.min(t, filter.length); lag++) {
        double before = values[t - lag];
        filtered[t] -= Double.isNaN(before) ? 0 : filter[lag - 1] * before;
      }
    }
    return filtered;
  }

  private static double[] residuals(double[] series, double[][] drivers, double[] coefficients) {
    double[] residuals = series.clone();
    for (int k = 0; k < drivers.length; k++) {
      for (int t = 0; t < series.length; t++) {
        residuals[t] -= coefficients[k] * drivers[k][t];
      }
    }
    return residuals;
  }

  /** The coefficients of an autoregression of values, outliers clipped. */
  private static double[] autoregression(double[] values, int lags) {
    double[] present =
        Arrays.stream(values).filter(value -> !Double.isNaN(value)).map(Math::abs).toArray();
    double most = CLIPPED * MEDIAN_TO_SIGMA * median(present);
    double[] clipped =
        Arrays.stream(values)
            .map(value -> Double.isNaN(value) ? 0 : Math.max(-most, Math.min(most, value)))
            .toArray();
    RidgeSystem system = new RidgeSystem(lags);
    double[] row = new double[lags];
    for (int t = lags; t < clipped.length; t++) {
      if (!Double.isNaN(values[t])) {
        for (int lag = 1; lag <= lags; lag++) {
          row[lag - 1] = clipped[t - lag];
        }
        system.add(row, clipped[t], 1);
      }
    }
    double[] penalties = new double[lags];
    Arrays.fill(penalties, 1e-3);
    double[] solved = system.solve(penalties);
    return solved == null ? new double[0] : solved;
  }

  private static double product(double[] row, double[] coefficients) {
    double sum = 0;
    for (int k = 0; k < row.length; k++) {
      sum += row[k] * coefficients[k];
    }
    return sum;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }
}
