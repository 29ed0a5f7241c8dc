package io.almanac.forecasting.calendar;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * Monthly values that are sums over days: a month of 31 days has a tenth more than one of 28. With
 * more than two years of history a season of twelve months says so; with less, nothing else does.
 *
 * <p>The logarithm of the change from month to month is regressed on that of their lengths. Only a
 * slope near 1 that is four standard errors from zero is believed.
 */
public final class MonthSums {
  private static final double MEAN_LENGTH = 365.25 / 12;
  private static final double SIGNIFICANT = 4;
  private static final double NEAR = 0.5;
  private static final int FEWEST_CHANGES = 10;

  private MonthSums() {}

  /**
   * Whether values move with the length of their months.
   *
   * @param values one per month; NaN is missing
   * @param start a day of the first month
   */
  public static boolean moveWithLength(double[] values, LocalDate start) {
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    for (int t = 1; t < values.length; t++) {
      double y = Math.log(values[t] / values[t - 1]);
      double x = Math.log(factor(start, t) / factor(start, t - 1));
      if (Double.isFinite(y)) {
        n++;
        sumX += x;
        sumY += y;
        xx += x * x;
        xy += x * y;
        yy += y * y;
      }
    }
    if (n < FEWEST_CHANGES) {
      return false;
    }
    double spread = xx - sumX * sumX / n;
    double slope = (xy - sumX * sumY / n) / spread;
    double rest = Math.max(0, yy - sumY * sumY / n - slope * slope * spread) / (n - 2);
    return Math.abs(slope - 1) < NEAR && slope * slope * spread > SIGNIFICANT * SIGNIFICANT * rest;
  }

  /**
   * The length of a month by that of a mean one.
   *
   * @param start a day of month 0
   */
  public static double factor(LocalDate start, int month) {
    return YearMonth.from(start).plusMonths(month).lengthOfMonth() / MEAN_LENGTH;
  }
}
