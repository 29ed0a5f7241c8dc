package io.almanac.forecasting.automatic;

import java.util.LinkedHashMap;
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
  private static final double MEAN_MONTH = 365.25 / 12;

  /** The same with every month as many times what it would be, because of its length. */
  AutomaticForecast times(double[] factors) {
    Map<String, Double> found = new TreeMap<>(calendar);
    double mid = 0;
    for (double one : mean) {
      mid += one / mean.length;
    }
    found.put("a month with one day more", mid / MEAN_MONTH);
    return new AutomaticForecast(
        kind,
        times(mean, factors),
        times(lower, factors),
        times(upper, factors),
        weights,
        origins,
        found,
        jumps,
        skipped);
  }

  private static Map<Double, double[]> times(Map<Double, double[]> bounds, double[] factors) {
    Map<Double, double[]> scaled = new LinkedHashMap<>();
    bounds.forEach((level, bound) -> scaled.put(level, times(bound, factors)));
    return scaled;
  }

  private static double[] times(double[] values, double[] factors) {
    double[] scaled = new double[values.length];
    for (int h = 0; h < scaled.length; h++) {
      scaled[h] = values[h] * factors[h];
    }
    return scaled;
  }

  /** The same, when so many values came before those that it was made from. */
  AutomaticForecast after(int values) {
    Map<Integer, Double> later = new TreeMap<>();
    jumps.forEach((step, factor) -> later.put(step + values, factor));
    return new AutomaticForecast(
        kind, mean, lower, upper, weights, origins, calendar, later, skipped + values);
  }
}
