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
  static Evidence sum(List<SeriesForecast> children) {
    return new Evidence(
        SummedErrors.calibration(children, of(children, Evidence::calibration)),
        SummedErrors.stretched(children, of(children, Evidence::replayed)),
        SummedErrors.stretched(children, of(children, Evidence::runRate)),
        SummedErrors.stretched(children, of(children, Evidence::seasonalNaive)));
  }

  /** One part of each child's. */
  static List<Backtest> of(List<SeriesForecast> children, Function<Evidence, Backtest> part) {
    return children.stream().map(SeriesForecast::evidence).map(part).toList();
  }
}
