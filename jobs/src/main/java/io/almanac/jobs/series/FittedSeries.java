package io.almanac.jobs.series;

import io.almanac.forecasting.automatic.AutomaticForecast;
import io.almanac.forecasting.automatic.AutomaticForecaster;
import io.almanac.forecasting.automatic.SeriesKind;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * A series with its forecast.
 *
 * @param series the history
 * @param mean one value a step ahead; null when nothing can be said
 * @param lower lower bounds by level
 * @param upper upper bounds by level
 * @param reasons why it is what it is, in sentences
 */
public record FittedSeries(
    TidySeries series,
    double[] mean,
    Map<Double, double[]> lower,
    Map<Double, double[]> upper,
    List<String> reasons)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Series a task: enough to keep its cost low, few enough that no core waits for another. */
  private static final int SERIES_PER_TASK = 16;

  /** Forecasts series on the executors, in their order. */
  public static List<FittedSeries> fit(
      SparkSession spark, List<TidySeries> series, int horizon, List<Double> levels) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = Math.max(1, (series.size() + SERIES_PER_TASK - 1) / SERIES_PER_TASK);
    return context.parallelize(series, tasks).map(one -> fit(one, horizon, levels)).collect();
  }

  /** Forecasts one series; below zero only where the history is. */
  static FittedSeries fit(TidySeries series, int horizon, List<Double> levels) {
    double[] values = series.values();
    if (SeriesKind.of(values, series.frequency()) == SeriesKind.EMPTY) {
      return new FittedSeries(
          series, null, Map.of(), Map.of(), List.of("no value at all, so no forecast"));
    }
    AutomaticForecast forecast =
        new AutomaticForecaster(series.frequency(), levels, AutomaticForecaster.USUAL_ORIGINS)
            .forecast(values, series.firstDay(), horizon);
    boolean neverNegative = Arrays.stream(values).noneMatch(value -> value < 0);
    return new FittedSeries(
        series,
        bounded(forecast.mean(), neverNegative),
        bounded(forecast.lower(), neverNegative),
        bounded(forecast.upper(), neverNegative),
        reasons(series, forecast));
  }

  private static List<String> reasons(TidySeries series, AutomaticForecast forecast) {
    List<String> reasons = new ArrayList<>();
    reasons.add("taken as " + forecast.kind().name().toLowerCase(java.util.Locale.ROOT));
    if (forecast.skipped() > 0) {
      reasons.add(
          "learned from the newest "
              + AutomaticForecaster.LONGEST_HISTORY
              + " values; "
              + forecast.skipped()
              + " older ones left out");
    }
    new TreeMap<>(forecast.weights())
        .forEach((model, weight) -> reasons.add("model " + model + " weighs " + rounded(weight)));
    forecast
        .calendar()
        .forEach((day, effect) -> reasons.add(day + " is " + rounded(effect) + " higher"));
    forecast
        .jumps()
        .forEach(
            (step, factor) ->
                reasons.add("from " + series.text(step) + " on " + rounded(factor) + " times"));
    return reasons;
  }

  private static String rounded(double value) {
    return String.format(java.util.Locale.ROOT, "%.4g", value);
  }

  private static Map<Double, double[]> bounded(
      Map<Double, double[]> bounds, boolean neverNegative) {
    Map<Double, double[]> bounded = new TreeMap<>();
    bounds.forEach((level, values) -> bounded.put(level, bounded(values, neverNegative)));
    return bounded;
  }

  private static double[] bounded(double[] values, boolean neverNegative) {
    return neverNegative
        ? Arrays.stream(values).map(value -> Math.max(0, value)).toArray()
        : values;
  }
}
