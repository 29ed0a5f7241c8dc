package io.almanac.forecasting;

import io.almanac.forecasting.automatic.Combination;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * What a method would have got wrong: forecasts from several past origins, each made from what was
 * known then (rolling origin; Tashman 2000).
 *
 * <p>Origins are counted back from the last day of the history in steps of {@link #STEP} days, so
 * that series with the same last day have the same origins and their errors can be added up.
 *
 * @param errors forecast minus actual, by origin (the newest first) and day ahead; NaN where there
 *     is no actual. Origin {@code k} lies {@code (k + 1) * STEP} days back and has as many days
 * @param actuals the same days' actual values
 */
record Backtest(double[][] errors, double[][] actuals) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Two weeks: every weekday is seen twice, and neighbouring origins still differ. */
  static final int STEP = 14;

  private static final int MOST_ORIGINS = 12;
  private static final int SHORTEST_HISTORY = 28;

  /** The origins of a history; none before its first value. */
  static List<Combination.Origin> origins(double[] values, int horizon) {
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) {
      first++;
    }
    List<Combination.Origin> origins = new ArrayList<>();
    int known = values.length - STEP;
    while (known >= Math.max(SHORTEST_HISTORY, first + 1) && origins.size() < MOST_ORIGINS) {
      origins.add(new Combination.Origin(known, Math.min(values.length - known, horizon)));
      known -= STEP;
    }
    return origins;
  }
}
