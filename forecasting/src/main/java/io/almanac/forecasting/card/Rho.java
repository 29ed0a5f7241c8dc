package io.almanac.forecasting.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The second of the two forecasts: an autoregression on the last value and, where that is
 * significant, on the same phase one season ago, with a constant for each phase where there is a
 * season; with two seasons, on the same phase of both and the step before it. Close to a unit root
 * that is imposed, and the drift is drawn towards zero.
 */
final class Rho {
  private static final double NEAR = 0.9;
  private static final double HALF = 0.5;
  private static final double SHRINKAGE = 1.645;

  private final SeriesTraits traits;
  private final int period;
  private final int[] seasonLags;
  private boolean unitRoot;
  private boolean lagged;

  private Rho(SeriesTraits traits, int longer) {
    this.traits = traits;
    this.period = traits.period();
    this.lagged = traits.wandering();
    if (!traits.wandering()) {
      this.seasonLags = new int[0];
    } else if (longer > 0) {
      this.seasonLags = new int[] {period, period + 1, longer, longer + 1};
    } else {
      this.seasonLags = traits.seasonalLag() ? new int[] {period} : new int[0];
    }
  }

  /**
   * Continues the values.
   *
   * @param longer steps of the second season; 0 for none
   * @return null when the values do not determine the coefficients
   */
  static double[] forecast(SeriesTraits traits, int longer, int horizon) {
    return new Rho(traits, longer).forecast(horizon);
  }

  private double[] forecast(int horizon) {
    LeastSquares fit = fit(traits.values());
    if (fit != null && lagged) {
      double rho = fit.coefficients()[1];
      if (rho < 0) {
        lagged = false;
        fit = fit(traits.values());
      } else if (rho > HALF && rho + 2 * error(fit, traits.values()) > NEAR) {
        unitRoot = true;
        lagged = false;
        fit = fit(SeriesTraits.changes(traits.values()));
      }
    }
    if (fit == null) {
      return null;
    }
    double[] coefficients = fit.coefficients().clone();
    if (unitRoot) {
      double drift = Math.abs(coefficients[0]);
      double doubt = SHRINKAGE * fit.deviation() / Math.sqrt(fit.rows() - 1.0);
      coefficients[0] = Math.signum(coefficients[0]) * Math.max(0, drift - doubt);
    }
    double[] base = unitRoot ? SeriesTraits.changes(traits.values()) : traits.values();
    double[] extended = Arrays.copyOf(base, base.length + horizon);
    double[] ahead = new double[horizon];
    double now = traits.values()[traits.values().length - 1];
    LeastSquares used = new LeastSquares(coefficients, fit.squares(), fit.rows());
    for (int h = 0; h < horizon; h++) {
      int t = base.length + h;
      extended[t] = used.expected(row(extended, t));
      now = unitRoot ? now + extended[t] : extended[t];
      ahead[h] = now;
    }
    return ahead;
  }

  private LeastSquares fit(double[] base) {
    List<double[]> rows = new ArrayList<>();
    List<Double> wanted = new ArrayList<>();
    int first = seasonLags.length == 0 ? 1 : seasonLags[seasonLags.length - 1];
    for (int t = first; t < base.length; t++) {
      rows.add(row(base, t));
      wanted.add(base[t]);
    }
    return LeastSquares.fit(rows, wanted);
  }

  /** The standard error of the first lag: by how much the fit is worse without it. */
  private double error(LeastSquares fit, double[] base) {
    lagged = false;
    LeastSquares without = fit(base);
    lagged = true;
    if (without == null || !(without.squares() > fit.squares())) {
      return 0;
    }
    double ratio = (without.squares() - fit.squares()) / (fit.deviation() * fit.deviation());
    return Math.abs(fit.coefficients()[1]) / Math.sqrt(ratio);
  }

  /** A constant, the lags, and phases in such a way that they sum to zero. */
  private double[] row(double[] base, int t) {
    int lags = (lagged ? 1 : 0) + seasonLags.length;
    double[] row = new double[1 + lags + (traits.seasonal() ? period - 1 : 0)];
    int next = 0;
    row[next++] = 1;
    if (lagged) {
      row[next++] = base[t - 1];
    }
    for (int lag : seasonLags) {
      row[next++] = base[t - lag];
    }
    if (traits.seasonal()) {
      int phase = t % period;
      for (int k = 0; k < period - 1; k++) {
        row[next + k] = phase == k ? 1 : phase == period - 1 ? -1 : 0;
      }
    }
    return row;
  }
}
