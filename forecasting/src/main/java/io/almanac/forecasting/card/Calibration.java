package io.almanac.forecasting.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The third step: a richer autoregression is fitted to the history and the average forecast
 * together, as if that had been observed; its fitted values are the forecast.
 */
final class Calibration {
  private static final int SEASONS_FOR_LAG = 4;
  private static final int SEASONS_FOR_BREAK = 3;
  private static final int DAY_OF_HOURS = 24;
  private static final int FREE = 10;
  private static final double MEAN = 0.5;

  private final SeriesTraits traits;
  private final double[] all;
  private final int known;
  private final List<Integer> lags = new ArrayList<>();
  private final boolean broken;
  private final boolean brokenTrend;

  private Calibration(SeriesTraits traits, int longer, double[] average) {
    this.traits = traits;
    this.known = traits.values().length;
    this.all = Arrays.copyOf(traits.values(), known + average.length);
    System.arraycopy(average, 0, all, known, average.length);
    int period = traits.period();
    if (traits.wandering()) {
      lags.add(1);
      if (traits.seasonalLag() && known > SEASONS_FOR_LAG * period) {
        lags.add(period);
        lags.add(period + 1);
      }
      if (longer > 0) {
        lags.add(longer);
        lags.add(longer + 1);
      }
    }
    this.broken = period != DAY_OF_HOURS && known > SEASONS_FOR_BREAK * period && known > FREE * 4;
    this.brokenTrend = broken && traits.wandering() && (period == 4 || period == 12);
  }

  /**
   * Calibrates a forecast.
   *
   * @param longer steps of the second season; 0 for none
   * @return the average itself when it cannot be calibrated
   */
  static double[] apply(SeriesTraits traits, int longer, double[] average) {
    return new Calibration(traits, longer, average).calibrated(average);
  }

  private double[] calibrated(double[] average) {
    List<double[]> rows = new ArrayList<>();
    List<Double> wanted = new ArrayList<>();
    int from = lags.stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int t = from; t < all.length; t++) {
      rows.add(row(t));
      wanted.add(all[t]);
    }
    LeastSquares fit = LeastSquares.fit(rows, wanted);
    if (fit == null) {
      return average;
    }
    double[] ahead = new double[average.length];
    for (int h = 0; h < ahead.length; h++) {
      ahead[h] = fit.expected(row(known + h));
    }
    return ahead;
  }

  private double[] row(int t) {
    int period = traits.period();
    int phases = traits.seasonal() ? period - 1 : period > 1 ? 2 : 0;
    double[] row = new double[1 + lags.size() + phases + (broken ? 1 : 0) + (brokenTrend ? 1 : 0)];
    int next = 0;
    row[next++] = 1;
    for (int lag : lags) {
      row[next++] = all[t - lag];
    }
    if (traits.seasonal()) {
      if (t % period < period - 1) {
        row[next + t % period] = 1;
      }
    } else if (period > 1) {
      row[next] = Math.sin(2 * Math.PI * t / period);
      row[next + 1] = Math.cos(2 * Math.PI * t / period);
    }
    next += phases;
    if (broken) {
      boolean late = t >= known - MEAN * Math.min(4.0 * period, all.length);
      row[next++] = late ? 1 : 0;
      if (brokenTrend) {
        row[next] = late ? (double) (t - known) / period : 0;
      }
    }
    return row;
  }
}
