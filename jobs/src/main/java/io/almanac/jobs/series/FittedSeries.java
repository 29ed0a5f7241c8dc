package io.almanac.jobs.series;

import io.almanac.forecasting.DailySeries;
import io.almanac.forecasting.DrivenForecaster;
import io.almanac.forecasting.Explanation;
import io.almanac.forecasting.ForecastPoint;
import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.automatic.AutomaticForecast;
import io.almanac.forecasting.automatic.AutomaticForecaster;
import io.almanac.forecasting.automatic.SeriesKind;
import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverEffect;
import io.almanac.forecasting.driver.DriverFactors;
import io.almanac.forecasting.driver.DriverUse;
import java.io.Serializable;
import java.time.LocalDate;
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

  /**
   * Forecasts series on the executors, in their order.
   *
   * @param holidays days that may differ from their weekday; may be empty
   */
  public static List<FittedSeries> fit(
      SparkSession spark,
      List<TidySeries> series,
      int horizon,
      List<Double> levels,
      List<LocalDate> holidays) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = Math.max(1, (series.size() + SERIES_PER_TASK - 1) / SERIES_PER_TASK);
    return context
        .parallelize(series, tasks)
        .map(one -> fit(one, horizon, levels, holidays))
        .collect();
  }

  /**
   * Forecasts daily series on the executors, in their order, with drivers where the history proves
   * that they move a series; others are forecast as without drivers.
   */
  public static List<FittedSeries> fit(
      SparkSession spark,
      List<TidySeries> series,
      int horizon,
      List<Double> levels,
      List<LocalDate> holidays,
      List<Driver> drivers) {
    Map<LocalDate, List<DriverUse>> uses = new TreeMap<>();
    for (TidySeries one : series) {
      uses.computeIfAbsent(
          one.lastDay(),
          last ->
              drivers.stream()
                  .map(driver -> DrivenForecaster.follow(driver, last, horizon))
                  .map(path -> new DriverUse(path, Double.NaN))
                  .toList());
    }
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    var known = context.broadcast(uses);
    int tasks = Math.max(1, (series.size() + SERIES_PER_TASK - 1) / SERIES_PER_TASK);
    return context
        .parallelize(series, tasks)
        .map(one -> driven(one, horizon, levels, holidays, known.value().get(one.lastDay())))
        .collect();
  }

  private static FittedSeries driven(
      TidySeries series,
      int horizon,
      List<Double> levels,
      List<LocalDate> holidays,
      List<DriverUse> drivers) {
    double[] values = series.values();
    LocalDate start = series.firstDay();
    DriverFactors factors = DriverFactors.learn(values, start, horizon, drivers, DriverFactors.NOW);
    if (factors.isEmpty()) {
      FittedSeries plain = fit(series, horizon, levels, holidays);
      List<String> reasons = new ArrayList<>(plain.reasons);
      drivers.forEach(use -> reasons.add("driver " + use.path().name() + " is not proven"));
      return new FittedSeries(series, plain.mean, plain.lower, plain.upper, reasons);
    }
    SeriesForecast forecast =
        DrivenForecaster.forecast(
            new DailySeries(series.id(), start, values),
            new ForecastSettings(horizon, levels, holidays),
            drivers);
    Map<Double, double[]> lower = new TreeMap<>();
    Map<Double, double[]> upper = new TreeMap<>();
    for (double level : levels) {
      lower.put(level, forecast.days().stream().mapToDouble(day -> day.lower(level)).toArray());
      upper.put(level, forecast.days().stream().mapToDouble(day -> day.upper(level)).toArray());
    }
    double[] mean = forecast.days().stream().mapToDouble(ForecastPoint::mean).toArray();
    return new FittedSeries(series, mean, lower, upper, reasons(forecast.explanation()));
  }

  private static List<String> reasons(Explanation why) {
    List<String> reasons = new ArrayList<>();
    new TreeMap<>(why.weights())
        .forEach((model, weight) -> reasons.add("model " + model + " weighs " + rounded(weight)));
    why.calendar()
        .forEach((day, effect) -> reasons.add(day + " is " + rounded(effect) + " higher"));
    why.jumps()
        .forEach((day, factor) -> reasons.add("from " + day + " on " + rounded(factor) + " times"));
    for (DriverEffect effect : why.drivers()) {
      reasons.add(
          effect.elasticity().isUsed()
              ? "driver %s has elasticity %s, standard error %s; given on %s %% of the days ahead"
                  .formatted(
                      effect.driver(),
                      rounded(effect.elasticity().value()),
                      rounded(effect.elasticity().standardError()),
                      Math.round(100 * effect.given()))
              : "driver " + effect.driver() + " is not proven");
    }
    return reasons;
  }

  /** Forecasts one series; below zero only where the history is. */
  static FittedSeries fit(
      TidySeries series, int horizon, List<Double> levels, List<LocalDate> holidays) {
    double[] values = series.values();
    if (SeriesKind.of(values, series.frequency()) == SeriesKind.EMPTY) {
      return new FittedSeries(
          series, null, Map.of(), Map.of(), List.of("no value at all, so no forecast"));
    }
    AutomaticForecast forecast =
        new AutomaticForecaster(
                series.frequency(), levels, AutomaticForecaster.USUAL_ORIGINS, holidays)
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
