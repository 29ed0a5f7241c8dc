package io.almanac.jobs.forecast;

import io.almanac.forecasting.DailySeries;
import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.Forecaster;
import io.almanac.forecasting.Hierarchy;
import io.almanac.forecasting.SeriesForecast;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The forecasts of every series of one night; the total of a currency is the sum of its teams.
 *
 * @param lastSettledDay the last day learned from
 * @param forecasts by key; a series without settled cost has none
 */
public record Outlook(LocalDate lastSettledDay, NavigableMap<SeriesKey, SeriesForecast> forecasts) {

  /** One series on its way to an executor. */
  private record Task(SeriesKey key, LocalDate start, double[] values) implements Serializable {}

  /** One forecast on its way back. */
  private record Fitted(SeriesKey key, SeriesForecast forecast) implements Serializable {}

  /** Copies its map. */
  public Outlook {
    forecasts = Collections.unmodifiableNavigableMap(new TreeMap<>(forecasts));
  }

  /** No forecasts, because no day is settled. */
  public static Outlook none() {
    return new Outlook(null, new TreeMap<>());
  }

  /** Forecasts every series on the executors, and sums the teams up. */
  public static Outlook fit(
      SparkSession spark,
      DailyActuals actuals,
      LocalDate lastSettledDay,
      ForecastSettings settings) {
    List<Task> tasks = new ArrayList<>();
    for (String currency : actuals.currencies()) {
      for (CostSeries series : actuals.series().values()) {
        if (series.key().currency().equals(currency)
            && series.key().type() != SeriesKey.Type.TOTAL) {
          series
              .toDaily(lastSettledDay)
              .ifPresent(daily -> tasks.add(new Task(series.key(), daily.start(), daily.values())));
        }
      }
    }
    NavigableMap<SeriesKey, SeriesForecast> forecasts = new TreeMap<>();
    if (!tasks.isEmpty()) {
      for (Fitted fitted : fit(spark, tasks, settings)) {
        forecasts.put(fitted.key(), fitted.forecast());
      }
    }
    for (String currency : actuals.currencies()) {
      List<SeriesForecast> teams =
          forecasts.entrySet().stream()
              .filter(entry -> entry.getKey().type() == SeriesKey.Type.TEAM)
              .filter(entry -> entry.getKey().currency().equals(currency))
              .map(entry -> entry.getValue())
              .toList();
      if (!teams.isEmpty()) {
        DailySeries history =
            actuals.total(currency).flatMap(total -> total.toDaily(lastSettledDay)).orElseThrow();
        forecasts.put(
            new SeriesKey(SeriesKey.Type.TOTAL, null, currency), Hierarchy.total(history, teams));
      }
    }
    return new Outlook(lastSettledDay, forecasts);
  }

  /** The forecast of a series; empty when it has no settled cost. */
  public Optional<SeriesForecast> find(SeriesKey key) {
    return Optional.ofNullable(forecasts.get(key));
  }

  private static List<Fitted> fit(SparkSession spark, List<Task> tasks, ForecastSettings settings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int slices = Math.min(tasks.size(), 4 * context.defaultParallelism());
    return context
        .parallelize(tasks, slices)
        .map(
            task ->
                new Fitted(
                    task.key(),
                    Forecaster.forecast(
                        new DailySeries(task.key().series(), task.start(), task.values()),
                        settings)))
        .collect();
  }
}
