package io.almanac.forecasting;

import java.io.Serializable;
import java.util.List;
import java.util.function.Function;

/**
 * What past origins say of a forecast and of the simple methods that it has to beat.
 *
 * @param calibration errors at the level of today, from which intervals are made
 * @param replayed errors as they would have been on the day, which say how good the method is
 * @param runRate errors of the mean of the last four weeks
 * @param seasonalNaive errors of the last week again
 */
record Evidence(Backtest calibration, Backtest replayed, Backtest runRate, Backtest seasonalNaive)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Adds up the evidence of children, part by part. */
  static Evidence sum(List<SeriesForecast> children, Function<List<Backtest>, Backtest> sum) {
    return new Evidence(
        sum(children, sum, Evidence::calibration),
        sum(children, sum, Evidence::replayed),
        sum(children, sum, Evidence::runRate),
        sum(children, sum, Evidence::seasonalNaive));
  }

  private static Backtest sum(
      List<SeriesForecast> children,
      Function<List<Backtest>, Backtest> sum,
      Function<Evidence, Backtest> part) {
    return sum.apply(children.stream().map(SeriesForecast::evidence).map(part).toList());
  }
}
