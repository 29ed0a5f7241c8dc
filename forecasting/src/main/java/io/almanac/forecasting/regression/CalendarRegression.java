package io.almanac.forecasting.regression;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import smile.math.matrix.Matrix;

/**
 * Ridge regression (Hoerl and Kennard 1970, on Smile's matrices) on trend, day of week, first and
 * last days of the month, holidays and, with more than a year of history, two yearly harmonics.
 * Learns from the last year and a half.
 */
public final class CalendarRegression {
  private static final int LONGEST = 731;
  private static final int SEASON_FROM = 548;
  private static final int SHORTEST = 56;
  private static final double YEAR = 365.25;
  private static final int HARMONICS = 2;

  /** Little shrinkage: it only has to keep nearly collinear columns apart. */
  private static final double LAMBDA = 0.05;

  private final Set<LocalDate> holidays;

  /**
   * A regression.
   *
   * @param holidays days that may differ from their weekday, past and future; may be empty
   */
  public CalendarRegression(Collection<LocalDate> holidays) {
    this.holidays = new HashSet<>(holidays);
  }

  /**
   * Continues a series.
   *
   * @param values one per day; NaN is missing
   * @param start the day of the first value
   * @return one value a day, or null when there are too few values or no native library
   */
  public double[] forecast(double[] values, LocalDate start, int horizon) {
    if (values.length < SHORTEST || !LinearAlgebra.isAvailable()) {
      return null;
    }
    int first = Math.max(0, values.length - LONGEST);
    boolean yearly = values.length - first >= SEASON_FROM;
    List<double[]> rows = new ArrayList<>();
    List<Double> targets = new ArrayList<>();
    for (int i = first; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        rows.add(features(start.plusDays(i), i - first, yearly));
        targets.add(values[i]);
      }
    }
    if (rows.size() < SHORTEST) {
      return null;
    }
    List<Integer> used = varying(rows);
    Fit fit = fit(rows, targets, used);
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      int i = values.length + h;
      forecast[h] = fit.predict(features(start.plusDays(i), i - first, yearly), used);
    }
    return forecast;
  }

  private double[] features(LocalDate day, int index, boolean yearly) {
    double[] features = new double[7 + 3 + 1 + 2 * HARMONICS];
    int next = 0;
    features[next++] = index / YEAR;
    for (int weekday = 1; weekday <= 6; weekday++) {
      features[next++] = day.getDayOfWeek().getValue() == weekday ? 1 : 0;
    }
    features[next++] = day.getDayOfMonth() == 1 ? 1 : 0;
    features[next++] = day.getDayOfMonth() == 2 ? 1 : 0;
    features[next++] = day.getDayOfMonth() == day.lengthOfMonth() ? 1 : 0;
    features[next++] = holidays.contains(day) ? 1 : 0;
    for (int k = 1; k <= HARMONICS; k++) {
      double angle = 2 * Math.PI * k * day.getDayOfYear() / YEAR;
      features[next++] = yearly ? Math.sin(angle) : 0;
      features[next++] = yearly ? Math.cos(angle) : 0;
    }
    return features;
  }

  /** The columns that are not the same in all rows; the others teach nothing. */
  private static List<Integer> varying(List<double[]> rows) {
    List<Integer> varying = new ArrayList<>();
    for (int column = 0; column < rows.get(0).length; column++) {
      for (double[] row : rows) {
        if (row[column] != rows.get(0)[column]) {
          varying.add(column);
          break;
        }
      }
    }
    return varying;
  }

  /** A fitted regression: the mean of the targets and one weight for each centred column. */
  private record Fit(double mean, double[] centres, double[] weights) {
    double predict(double[] features, List<Integer> columns) {
      double value = mean;
      for (int i = 0; i < weights.length; i++) {
        value += weights[i] * (features[columns.get(i)] - centres[i]);
      }
      return value;
    }
  }

  /**
   * Least squares on centred columns by Smile's QR decomposition, with one more row for each column
   * that draws its weight towards zero, which makes it a ridge regression. Smile's matrices and not
   * its {@code RidgeRegression}: that one also computes a significance test, which fails on series
   * that fit perfectly, and it solves by Cholesky's decomposition, which with this OpenBLAS gives
   * wrong results.
   */
  private static Fit fit(List<double[]> rows, List<Double> targets, List<Integer> columns) {
    double mean = targets.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    double[] centres = new double[columns.size()];
    for (int i = 0; i < centres.length; i++) {
      int column = columns.get(i);
      centres[i] = rows.stream().mapToDouble(row -> row[column]).average().orElse(0);
    }
    double[][] x = new double[rows.size() + centres.length][centres.length];
    double[] y = new double[x.length];
    for (int r = 0; r < rows.size(); r++) {
      y[r] = targets.get(r) - mean;
      for (int i = 0; i < centres.length; i++) {
        x[r][i] = rows.get(r)[columns.get(i)] - centres[i];
      }
    }
    for (int i = 0; i < centres.length; i++) {
      x[rows.size() + i][i] = Math.sqrt(LAMBDA);
    }
    return new Fit(mean, centres, new Matrix(x).qr(true).solve(y));
  }
}
