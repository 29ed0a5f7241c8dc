package io.almanac.forecasting.regression;

import java.util.Arrays;
import java.util.TreeSet;

/**
 * A linear regression of each value on the values of the steps before, of the same phase one season
 * ago and of its neighbours, on the scale of logarithms where asked, continued step by step.
 *
 * <p>It is the autoregression that Doornik, Castle and Hendry (2020), "Card forecasts for M4",
 * International Journal of Forecasting 36(1), found to carry their record on hourly series, with
 * more lags and a small penalty in place of their calibration.
 */
public final class SeasonalAutoregression {
  private static final double PENALTY = 1e-4;
  private static final int NEAR = 3;
  private static final double YEAR = 365.25;
  private static final double PENALTY_OF_PHASES = 1e-3;

  /** Seasons up to this length get a constant for each phase. */
  private static final int LONGEST_PHASES = 24;

  private static final int WEEK = 7;
  private static final int WEEKS = 7;

  private final int[] periods;
  private final boolean logarithms;
  private final int harmonics;

  /**
   * A regression.
   *
   * @param periods steps of the seasons, ascending; may be empty
   * @param logarithms whether to work on logarithms; only for values above zero
   * @param harmonics pairs of yearly sines of a daily series; 0 for none
   */
  public SeasonalAutoregression(int[] periods, boolean logarithms, int harmonics) {
    this.periods = periods.clone();
    this.logarithms = logarithms;
    this.harmonics = harmonics;
  }

  /**
   * Continues a series.
   *
   * @param values finite
   * @return one value a step, or null when the values do not determine the coefficients
   */
  public double[] forecast(double[] values, int horizon) {
    double[] scaled = logarithms ? Arrays.stream(values).map(Math::log).toArray() : values;
    int n = scaled.length;
    int[] lags = lags(n);
    if (lags.length == 0 || n - lags[lags.length - 1] < 3 * (lags.length + 2 * harmonics)) {
      return null;
    }
    double mean = Arrays.stream(scaled).average().orElse(0);
    int phases = periods.length > 0 && periods[0] <= LONGEST_PHASES ? periods[0] : 0;
    int columns = 1 + lags.length + 2 * harmonics + phases;
    RidgeSystem system = new RidgeSystem(columns);
    double[] row = new double[columns];
    double[] extended = Arrays.copyOf(scaled, n + horizon);
    for (int t = 0; t < n; t++) {
      extended[t] -= mean;
    }
    for (int t = lags[lags.length - 1]; t < n; t++) {
      fill(row, extended, t, lags, phases);
      system.add(row, extended[t], 1);
    }
    double[] penalties = new double[columns];
    Arrays.fill(penalties, 1, columns, PENALTY);
    Arrays.fill(penalties, columns - phases, columns, PENALTY_OF_PHASES);
    double[] coefficients = system.solve(penalties);
    if (coefficients == null) {
      return null;
    }
    double[] ahead = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      fill(row, extended, n + h, lags, phases);
      double expected = 0;
      for (int i = 0; i < columns; i++) {
        expected += coefficients[i] * row[i];
      }
      extended[n + h] = expected;
      ahead[h] = logarithms ? Math.exp(expected + mean) : expected + mean;
    }
    return ahead;
  }

  private void fill(double[] row, double[] values, int t, int[] lags, int phases) {
    row[0] = 1;
    for (int i = 0; i < lags.length; i++) {
      row[1 + i] = values[t - lags[i]];
    }
    for (int k = 0; k < harmonics; k++) {
      double angle = 2 * Math.PI * (k + 1) * t / YEAR;
      row[1 + lags.length + 2 * k] = Math.sin(angle);
      row[2 + lags.length + 2 * k] = Math.cos(angle);
    }
    if (phases > 0) {
      Arrays.fill(row, row.length - phases, row.length, 0);
      row[row.length - phases + t % phases] = 1;
    }
  }

  /** The last steps; each season, its neighbours and its double, as far as the values reach. */
  private int[] lags(int length) {
    TreeSet<Integer> lags = new TreeSet<>();
    for (int lag = 1; lag <= NEAR; lag++) {
      lags.add(lag);
    }
    if (periods.length > 0 && periods[0] == WEEK) {
      // A week is so short that all its days and several weeks back fit in.
      for (int lag = 1; lag <= WEEK + 1; lag++) {
        lags.add(lag);
      }
      for (int weeks = 2; weeks <= WEEKS; weeks++) {
        lags.add(weeks * WEEK);
      }
    }
    for (int period : periods) {
      lags.add(period - 1);
      lags.add(period);
      lags.add(period + 1);
      if (length > 3 * period + 10) {
        lags.add(2 * period);
        lags.add(2 * period + 1);
      }
    }
    return lags.stream()
        .filter(lag -> lag > 0 && lag < length / 2)
        .mapToInt(Integer::intValue)
        .toArray();
  }
}
