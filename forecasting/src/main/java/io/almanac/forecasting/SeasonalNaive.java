package io.almanac.forecasting;

/** Every day is as the same weekday was last (Hyndman and Athanasopoulos 2021, section 5.2). */
final class SeasonalNaive implements Model {
  private static final int WEEK = 7;

  @Override
  public String name() {
    return "seasonal-naive-7";
  }

  @Override
  public boolean suits(DailySeries history) {
    return history.length() >= 2 * WEEK;
  }

  @Override
  public double[] forecast(DailySeries history, int horizon) {
    double[] values = history.values();
    double[] week = new double[WEEK];
    for (int weekday = 0; weekday < WEEK; weekday++) {
      week[weekday] = lastSeen(values, values.length - WEEK + weekday);
    }
    double[] forecast = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      forecast[h] = week[h % WEEK];
    }
    return forecast;
  }

  /**
   * The value at an index or whole weeks before it; the newest value when all those are missing.
   */
  private static double lastSeen(double[] values, int from) {
    for (int i = from; i >= 0; i -= WEEK) {
      if (!Double.isNaN(values[i])) {
        return values[i];
      }
    }
    int newest = values.length - 1;
    while (newest > 0 && Double.isNaN(values[newest])) {
      newest--;
    }
    return values[newest];
  }
}
