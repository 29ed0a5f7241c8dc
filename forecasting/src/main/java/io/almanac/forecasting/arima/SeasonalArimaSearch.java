package io.almanac.forecasting.arima;

import io.almanac.forecasting.decomposition.Stl;
import io.almanac.forecasting.regression.RidgeSystem;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * The stepwise search of Hyndman and Khandakar (2008), kept short: differences over a season where
 * that is strong (Wang, Smith and Hyndman 2006, "Characteristic-based clustering for time series
 * data"), then by the KPSS test, then from four starts to the best neighbour.
 */
final class SeasonalArimaSearch {
  private static final int MOST_LAGS = 3;
  private static final int MOST_MODELS = 20;
  private static final int MOST_COEFFICIENTS = 5;

  /** As in R's nsdiffs with its default test. */
  private static final double STRONG = 0.64;

  private static final int WINDOW = 11;

  private final double[] values;
  private final double[][] regressors;
  private final int period;
  private final int d;
  private final int seasonalD;
  private final int skipped;
  private final Set<SeasonalOrder> seen = new HashSet<>();
  private SeasonalArima best;

  private SeasonalArimaSearch(double[] values, double[][] regressors, int period) {
    this.values = values;
    this.regressors = regressors;
    this.period = period > 1 && values.length > 4 * period ? period : 1;
    double[] rest = unexplained(values, regressors);
    this.seasonalD = this.period > 1 && strength(rest, this.period) > STRONG ? 1 : 0;
    double[] changed =
        new SeasonalOrder(0, 0, 0, 0, seasonalD, 0, this.period, false).difference(rest);
    this.d =
        Math.max(
            0,
            Math.min(
                Kpss.differences(changed, 2 - seasonalD, Kpss::lagsOfForecast),
                changed.length - 1));
    int left = values.length - d - seasonalD * this.period;
    this.skipped = Math.min(MOST_LAGS + (this.period > 1 ? this.period : 0), left / 4);
  }

  static SeasonalArima run(double[] values, double[][] regressors, int period) {
    SeasonalArimaSearch search = new SeasonalArimaSearch(values, regressors, period);
    boolean mayDrift = search.d + search.seasonalD < 2;
    int seasons = search.period > 1 ? 1 : 0;
    search.attempt(0, 0, 0, 0, mayDrift);
    search.attempt(2, 2, seasons, seasons, mayDrift);
    search.attempt(1, 0, seasons, 0, mayDrift);
    search.attempt(0, 1, 0, seasons, mayDrift);
    if (mayDrift) {
      search.attempt(0, 0, 0, 0, false);
    }
    boolean improved = true;
    while (improved && search.seen.size() < MOST_MODELS) {
      improved = search.neighbours(mayDrift);
    }
    return SeasonalArima.fit(values, regressors, search.best.order());
  }

  private boolean neighbours(boolean mayDrift) {
    int[][] moves = {
      {0, 0, -1, 0}, {0, 0, 0, -1}, {0, 0, 1, 0}, {0, 0, 0, 1}, {0, 0, -1, -1}, {0, 0, 1, 1},
      {-1, 0, 0, 0}, {0, -1, 0, 0}, {1, 0, 0, 0}, {0, 1, 0, 0}, {-1, -1, 0, 0}, {1, 1, 0, 0}
    };
    SeasonalOrder from = best.order();
    for (int[] move : moves) {
      boolean better =
          attempt(
              from.p() + move[0],
              from.q() + move[1],
              from.seasonalP() + move[2],
              from.seasonalQ() + move[3],
              from.constant());
      if (better || seen.size() >= MOST_MODELS) {
        return better;
      }
    }
    return mayDrift
        && attempt(from.p(), from.q(), from.seasonalP(), from.seasonalQ(), !from.constant());
  }

  /** Whether this order is the best so far. */
  private boolean attempt(int p, int q, int seasonalP, int seasonalQ, boolean constant) {
    if (Math.min(Math.min(p, q), Math.min(seasonalP, seasonalQ)) < 0
        || Math.max(p, q) > MOST_LAGS
        || Math.max(seasonalP, seasonalQ) > (period > 1 ? 1 : 0)
        || p + q + seasonalP + seasonalQ > MOST_COEFFICIENTS + 1
        || p + seasonalP * period > skipped) {
      return false;
    }
    SeasonalOrder order =
        new SeasonalOrder(p, d, q, seasonalP, seasonalD, seasonalQ, period, constant);
    if (!seen.add(order)) {
      return false;
    }
    SeasonalArima fitted = SeasonalArima.rough(values, regressors, order, skipped);
    if (best == null || fitted.aicc() < best.aicc()) {
      best = fitted;
      return true;
    }
    return false;
  }

  /** By how much the season explains what the trend does not, from 0 to 1. */
  static double strength(double[] values, int period) {
    Stl parts = Stl.decompose(values, period, WINDOW, false);
    double[] both = new double[values.length];
    for (int t = 0; t < both.length; t++) {
      both[t] = parts.seasonal()[t] + parts.remainder()[t];
    }
    double all = variance(both);
    return all > 0 ? Math.max(0, 1 - variance(parts.remainder()) / all) : 0;
  }

  /** What an ordinary regression leaves; the values themselves when it cannot be computed. */
  private static double[] unexplained(double[] values, double[][] regressors) {
    if (regressors.length == 0) {
      return values;
    }
    double[] row = new double[regressors.length + 1];
    RidgeSystem system = new RidgeSystem(row.length);
    for (int t = 0; t < values.length; t++) {
      fill(row, regressors, t);
      system.add(row, values[t], 1);
    }
    double[] penalties = new double[row.length];
    Arrays.fill(penalties, 1e-9);
    double[] coefficients = system.solve(penalties);
    if (coefficients == null) {
      return values;
    }
    double[] rest = values.clone();
    for (int t = 0; t < rest.length; t++) {
      fill(row, regressors, t);
      for (int i = 0; i < row.length; i++) {
        rest[t] -= coefficients[i] * row[i];
      }
    }
    return rest;
  }

  private static void fill(double[] row, double[][] regressors, int t) {
    row[0] = 1;
    for (int c = 0; c < regressors.length; c++) {
      row[c + 1] = regressors[c][t];
    }
  }

  private static double variance(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
  }
}
