package io.almanac.forecasting.arima;

import java.util.HashSet;
import java.util.Set;

/**
 * The stepwise search for an order: from four starts to the best neighbour until none is better.
 */
final class ArimaSearch {
  private static final int MOST_LAGS = 5;
  private static final int MOST_MODELS = 40;

  private final double[] values;
  private final int differences;
  private final int skipped;
  private final Set<String> seen = new HashSet<>();
  private Arima best;

  private ArimaSearch(double[] values, int differences) {
    this.values = values;
    this.differences = differences;
    int differenced = values.length - differences;
    this.skipped = Math.min(MOST_LAGS, differenced / 4);
  }

  static Arima run(double[] values, int differences) {
    ArimaSearch search = new ArimaSearch(values, differences);
    boolean mayDrift = differences < 2;
    search.attempt(0, 0, mayDrift);
    search.attempt(2, 2, mayDrift);
    search.attempt(1, 0, mayDrift);
    search.attempt(0, 1, mayDrift);
    if (mayDrift) {
      search.attempt(0, 0, false);
    }
    boolean improved = true;
    while (improved && search.seen.size() < MOST_MODELS) {
      improved = search.neighbours(mayDrift);
    }
    return search.fit(search.best.p(), search.best.q(), search.best.hasConstant(), true);
  }

  private boolean neighbours(boolean mayDrift) {
    Arima from = best;
    int p = from.p();
    int q = from.q();
    boolean constant = from.hasConstant();
    boolean improved = attempt(p - 1, q, constant);
    improved |= attempt(p, q - 1, constant);
    improved |= attempt(p + 1, q, constant);
    improved |= attempt(p, q + 1, constant);
    improved |= attempt(p - 1, q - 1, constant);
    improved |= attempt(p + 1, q + 1, constant);
    improved |= mayDrift && attempt(p, q, !constant);
    return improved;
  }

  /** Whether this order is the best so far. */
  private boolean attempt(int p, int q, boolean constant) {
    if (p < 0
        || q < 0
        || p > Math.min(MOST_LAGS, skipped)
        || q > Math.min(MOST_LAGS, skipped)
        || !seen.add(p + "," + q + "," + constant)) {
      return false;
    }
    Arima fitted = fit(p, q, constant, false);
    if (best == null || fitted.aicc() < best.aicc()) {
      best = fitted;
      return true;
    }
    return false;
  }

  private Arima fit(int p, int q, boolean constant, boolean wholly) {
    int steps = wholly ? Arima.STEPS_TO_FIT : Arima.STEPS_TO_COMPARE;
    return Arima.fit(values, differences, p, q, constant, skipped, steps);
  }
}
