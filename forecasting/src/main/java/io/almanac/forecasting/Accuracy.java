package io.almanac.forecasting;

import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * How good a method was in its backtest, at one range of distances. A measure is NaN when it cannot
 * be computed.
 *
 * @param horizonFrom first day ahead, from 1
 * @param horizonTo last day ahead
 * @param forecasts how many day forecasts were judged
 * @param mase mean absolute error by the mean absolute change from the same weekday of the week
 *     before, over the whole history (Hyndman and Koehler 2006, seasonal form)
 * @param wape sum of absolute errors by sum of absolute actuals
 * @param bias sum of errors (forecast minus actual) by sum of absolute actuals
 * @param totalError mean absolute error of the sum of the days 1 to {@code horizonTo}, by that sum;
 *     at 28 days, what a month's forecast is off by
 * @param wapeOfRunRate the WAPE of the mean of the last four weeks
 * @param wapeOfSeasonalNaive the WAPE of the last week again
 * @param coverage by level, the share of actuals inside the interval that the other origins give
 */
public record Accuracy(
    int horizonFrom,
    int horizonTo,
    int forecasts,
    double mase,
    double wape,
    double bias,
    double totalError,
    double wapeOfRunRate,
    double wapeOfSeasonalNaive,
    Map<Double, Double> coverage)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies its map. */
  public Accuracy {
    coverage = new TreeMap<>(coverage);
  }

  /**
   * The maturity that the FinOps Foundation's forecasting capability gives to a variance of the
   * total: run up to 12 %, walk up to 15 %, crawl up to 20 %, below-crawl beyond; null when the
   * total was never judged.
   */
  public String maturity() {
    if (Double.isNaN(totalError)) {
      return null;
    }
    return totalError <= 0.12
        ? "run"
        : totalError <= 0.15 ? "walk" : totalError <= 0.20 ? "crawl" : "below-crawl";
  }
}
