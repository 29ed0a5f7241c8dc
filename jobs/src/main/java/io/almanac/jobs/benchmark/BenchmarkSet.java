package io.almanac.jobs.benchmark;

import io.almanac.forecasting.automatic.Frequency;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Series with known futures, and how they are scored.
 *
 * @param name for people
 * @param frequency of all series
 * @param horizon steps that are forecast and judged
 * @param scalePeriod the scale of errors is the mean absolute change over so many steps
 * @param neverNegative whether forecasts below zero count as zero
 * @param naive2 whether errors are compared with Naive2, otherwise with the seasonal naive
 * @param series what to forecast
 * @param holidays days that may differ from their weekday; may be empty
 */
record BenchmarkSet(
    String name,
    Frequency frequency,
    int horizon,
    int scalePeriod,
    boolean neverNegative,
    boolean naive2,
    List<Case> series,
    List<LocalDate> holidays) {

  /** A set of whose holidays nothing is known. */
  BenchmarkSet(
      String name,
      Frequency frequency,
      int horizon,
      int scalePeriod,
      boolean neverNegative,
      boolean naive2,
      List<Case> series) {
    this(name, frequency, horizon, scalePeriod, neverNegative, naive2, series, List.of());
  }

  /**
   * One series.
   *
   * @param id its name
   * @param start day of the first value; null when the set does not say
   * @param train what is known; NaN is missing
   * @param test what came; NaN is missing
   */
  record Case(String id, LocalDate start, double[] train, double[] test) {
    /** The same series when it had so many values; what came next is to be forecast. */
    Case at(int known, int horizon) {
      return new Case(
          id,
          start,
          Arrays.copyOf(train, known),
          Arrays.copyOfRange(train, known, known + horizon));
    }
  }

  /**
   * The set as it was some horizons ago: steps of the training parts are forecast from what came
   * before them, and the test parts are not looked at. Series that were too short then, or had not
   * begun to change, are left out.
   *
   * @param horizons how many; 0 is the set as it is
   */
  BenchmarkSet earlier(int horizons) {
    if (horizons == 0) {
      return this;
    }
    return withSeries(
        series.stream()
            .filter(one -> one.train().length - horizons * horizon > 2 * scalePeriod)
            .map(one -> one.at(one.train().length - horizons * horizon, horizon))
            .filter(
                one -> Arrays.stream(one.train()).filter(Double::isFinite).distinct().count() > 1)
            .toList());
  }

  /** The same set with its first series alone. */
  BenchmarkSet first(int most) {
    return withSeries(series.subList(0, Math.min(most, series.size())));
  }

  private BenchmarkSet withSeries(List<Case> others) {
    return new BenchmarkSet(name, frequency, horizon, scalePeriod, neverNegative, naive2, others);
  }
}
