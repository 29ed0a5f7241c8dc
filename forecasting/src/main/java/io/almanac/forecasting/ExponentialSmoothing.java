package io.almanac.forecasting;

/**
 * Additive exponential smoothing with damped trend and weekly season: ETS(A,Ad,A), Holt and
 * Winters' method (Hyndman and Athanasopoulos 2021, section 8.3 and 8.4). Parameters are the best
 * of a fixed grid by one-step squared error, so that the result depends on nothing but the series.
 */
final class ExponentialSmoothing implements Model {
  private static final int WEEK = 7;
  private static final double[] LEVEL = {0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.7};
  private static final double[] TREND = {0, 0.005, 0.02, 0.08};
  private static final double[] SEASON = {0.02, 0.08, 0.2};

  /** Keeps a trend from running away over half a year: it adds at most 1 / (1 - damping) steps. */
  private static final double DAMPING = 0.98;

  @Override
  public String name() {
    return "ets-damped-weekly";
  }

  @Override
  public boolean suits(DailySeries history) {
    return history.length() >= 4 * WEEK;
  }

  @Override
  public double[] forecast(DailySeries history, int horizon) {
    double[] values = history.values();
    Smoothing best = null;
    for (double level : LEVEL) {
      for (double trend : TREND) {
        for (double season : SEASON) {
          Smoothing candidate = new Smoothing(values, level, trend, season);
          if (best == null || candidate.squaredError < best.squaredError) {
            best = candidate;
          }
        }
      }
    }
    return best.forecast(horizon);
  }

  /** One pass over the series with fixed parameters. */
  private static final class Smoothing {
    private double level;
    private double trend;
    private final double[] season = new double[WEEK];
    private final int length;
    private double squaredError;

    Smoothing(double[] values, double alpha, double beta, double gamma) {
      length = values.length;
      begin(values);
      for (int i = 0; i < values.length; i++) {
        double expected = level + DAMPING * trend + season[i % WEEK];
        // A missing day moves time on and teaches nothing.
        double error = Double.isNaN(values[i]) ? 0 : values[i] - expected;
        squaredError += i < 2 * WEEK ? 0 : error * error;
        level = level + DAMPING * trend + alpha * error;
        trend = DAMPING * trend + beta * error;
        season[i % WEEK] += gamma * error;
      }
    }

    /** Starts from the mean of the first four weeks and their weekday means. */
    private void begin(double[] values) {
      double sum = 0;
      int seen = 0;
      double[] sums = new double[WEEK];
      int[] counts = new int[WEEK];
      for (int i = 0; i < values.length && (i < 4 * WEEK || seen == 0); i++) {
        if (!Double.isNaN(values[i])) {
          sum += values[i];
          seen++;
          sums[i % WEEK] += values[i];
          counts[i % WEEK]++;
        }
      }
      level = sum / seen;
      for (int weekday = 0; weekday < WEEK; weekday++) {
        season[weekday] = counts[weekday] == 0 ? 0 : sums[weekday] / counts[weekday] - level;
      }
    }

    double[] forecast(int horizon) {
      double[] forecast = new double[horizon];
      double damping = 1;
      double growth = 0;
      for (int h = 0; h < horizon; h++) {
        damping *= DAMPING;
        growth += damping * trend;
        forecast[h] = level + growth + season[(length + h) % WEEK];
      }
      return forecast;
    }
  }
}
