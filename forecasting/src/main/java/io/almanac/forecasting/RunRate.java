package io.almanac.forecasting;

import java.util.Arrays;

/** The mean of the last days goes on: the simplest forecast that a finance team makes by hand. */
final class RunRate implements Model {
  private static final int DAYS = 28;

  @Override
  public String name() {
    return "run-rate-28";
  }

  @Override
  public boolean suits(DailySeries history) {
    return true;
  }

  @Override
  public double[] forecast(DailySeries history, int horizon) {
    double[] values = history.values();
    double sum = 0;
    int seen = 0;
    for (int i = values.length - 1; i >= 0 && (i >= values.length - DAYS || seen == 0); i--) {
      if (!Double.isNaN(values[i])) {
        sum += values[i];
        seen++;
      }
    }
    double[] forecast = new double[horizon];
    Arrays.fill(forecast, sum / seen);
    return forecast;
  }
}
