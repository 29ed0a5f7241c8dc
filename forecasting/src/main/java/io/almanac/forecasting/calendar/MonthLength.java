package io.almanac.forecasting.calendar;

/**
 * What a day costs less in a long month: a monthly amount that is spread over the days, such as an
 * amortised commitment, costs a thirty-first of itself in January and a twenty-eighth in February.
 *
 * <p>Where months of different length meet, the logarithm of the change from one week to the next
 * is regressed on that of the lengths. Only a slope far beyond chance is believed, and it says how
 * much of the series moves so: 1 is all of it.
 */
final class MonthLength {
  private static final double MEAN_LENGTH = 365.25 / 12;
  private static final double SIGNIFICANT = 6;
  private static final double LEAST = 0.2;
  private static final double MOST = 1.2;
  private static final int FEWEST_BOUNDARIES = 8;
  private static final int WEEK = 7;

  private final double share;

  private MonthLength(double share) {
    this.share = share;
  }

  /** It does not matter. */
  static MonthLength none() {
    return new MonthLength(0);
  }

  /**
   * Learns how much it matters.
   *
   * @param values one per day; NaN is missing
   */
  static MonthLength learn(double[] values, MonthDays days) {
    double n = 0;
    double sumX = 0;
    double sumY = 0;
    double xx = 0;
    double xy = 0;
    double yy = 0;
    int different = 0;
    for (int t = WEEK; t + WEEK <= values.length; t++) {
      if (days.position(t) != 0) {
        continue;
      }
      double y = Math.log(week(values, t) / week(values, t - WEEK));
      double x = Math.log((double) days.monthLength(t - 1) / days.monthLength(t));
      if (Double.isFinite(y)) {
        n++;
        sumX += x;
        sumY += y;
        xx += x * x;
        xy += x * y;
        yy += y * y;
        different += x == 0 ? 0 : 1;
      }
    }
    if (different < FEWEST_BOUNDARIES) {
      return none();
    }
    double spread = xx - sumX * sumX / n;
    double slope = (xy - sumX * sumY / n) / spread;
    double rest = Math.max(0, yy - sumY * sumY / n - slope * slope * spread) / (n - 2);
    boolean believed =
        slope > LEAST && slope < MOST && slope * slope * spread > SIGNIFICANT * SIGNIFICANT * rest;
    return new MonthLength(believed ? Math.min(1, slope) : 0);
  }

  /** Whether it matters at all. */
  boolean isNone() {
    return share == 0;
  }

  /** How much of the series moves with the length of the month, 0 to 1. */
  double share() {
    return share;
  }

  /** What a value of a day is multiplied by to be that of a month of mean length. */
  double factor(MonthDays days, int day) {
    return share == 0 ? 1 : Math.pow(days.monthLength(day) / MEAN_LENGTH, share);
  }

  private static double week(double[] values, int from) {
    double sum = 0;
    for (int t = from; t < from + WEEK; t++) {
      sum += values[t];
    }
    return sum;
  }
}
