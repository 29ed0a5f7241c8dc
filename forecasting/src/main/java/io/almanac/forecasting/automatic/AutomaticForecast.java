package io.almanac.forecasting.automatic;

import java.util.Map;
import java.util.TreeMap;

/**
 * A forecast of one series, and why it is what it is.
 *
 * @param kind what the series was taken for
 * @param mean one value a step
 * @param lower lower bounds by level, one value a step; NaN where the history is too short for any
 * @param upper upper bounds by level, one value a step; NaN where the history is too short for any
 * @param weights the models that it was put together from, with weights that sum to 1
 * @param origins how many past origins judged them
 * @param calendar what days of the month cost more (or less) than others, by their names; in units
 *     of the series
 * @param jumps by the step they begin with: how many times as high the series is from there on
 * @param skipped how many of the oldest values were left out to bound the work
 */
public record AutomaticForecast(
    SeriesKind kind,
    double[] mean,
    Map<Double, double[]> lower,
    Map<Double, double[]> upper,
    Map<String, Double> weights,
    int origins,
    Map<String, Double> calendar,
    Map<Integer, Double> jumps,
    int skipped) {

  /** The same, when so many values came before those that it was made from. */
  AutomaticForecast after(int values) {
    Map<Integer, Double> later = new TreeMap<>();
    jumps.forEach((step, factor) -> later.put(step + values, factor));
    return new AutomaticForecast(
        kind, mean, lower, upper, weights, origins, calendar, later, skipped + values);
  }
}
