package io.almanac.jobs.forecast;

import io.almanac.forecasting.DailySeries;
import io.almanac.forecasting.FitFingerprint;
import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.Forecaster;
import io.almanac.forecasting.ReconciliationMethod;
import io.almanac.forecasting.ScheduledForecaster;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.driver.DriverUse;
import io.almanac.jobs.mart.Checksum;
import io.almanac.jobs.mart.ProgramBuild;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/**
 * The series of one night, each with what its forecast depends on. One whose fingerprint was fitted
 * before is taken over; the others are fitted on the executors.
 */
public final class FitPlan {
  /** The models, and what prepares histories and learns the common model for them. */
  private static final Optional<String> BUILD =
      ProgramBuild.of(List.of(Forecaster.class, FitPlan.class));

  private final ForecastSettings settings;
  private final NavigableMap<SeriesKey, Task> tasks;

  private FitPlan(ForecastSettings settings, NavigableMap<SeriesKey, Task> tasks) {
    this.settings = settings;
    this.tasks = tasks;
  }

  /**
   * One series on its way to an executor.
   *
   * @param scheduled the parts of its values that may come on days of their own, by kind
   * @param holidays its own; null when they are those of the settings
   * @param fingerprint of all that its forecast depends on; null when that is not known
   */
  record Task(
      SeriesKey key,
      LocalDate start,
      double[] values,
      SortedMap<String, double[]> scheduled,
      List<DriverUse> drivers,
      List<LocalDate> holidays,
      String fingerprint)
      implements Serializable {
    Task with(String print) {
      return new Task(key, start, values, scheduled, drivers, holidays, print);
    }

    ForecastSettings own(ForecastSettings settings) {
      return holidays == null ? settings : settings.onHolidays(holidays);
    }

    String fingerprint(ForecastSettings settings, String circumstances) {
      return FitFingerprint.of(history(), scheduled, own(settings), drivers, circumstances);
    }

    SeriesForecast forecast(ForecastSettings settings) {
      ForecastSettings own = own(settings);
      return Outlook.orRunRate(
          history(),
          own,
          history -> ScheduledForecaster.forecast(history, scheduled, own, drivers));
    }

    DailySeries history() {
      return new DailySeries(key.series(), start, values);
    }
  }

  /** One forecast on its way back. */
  private record Fitted(SeriesKey key, SeriesForecast forecast) implements Serializable {}

  /**
   * Plans a night.
   *
   * @param context what is known of the series besides their costs
   */
  public static FitPlan of(
      DailyActuals actuals,
      LocalDate lastSettledDay,
      ForecastLevels levels,
      ForecastSettings settings,
      SeriesContext context) {
    boolean totals = levels.method() != ReconciliationMethod.BOTTOM_UP;
    List<Task> tasks = new ArrayList<>();
    for (CostSeries series : actuals.series().values()) {
      if (totals || series.key().type() != SeriesKey.Type.TOTAL) {
        series
            .toDaily(lastSettledDay)
            .ifPresent(daily -> tasks.add(task(series.key(), daily, context)));
      }
    }
    return new FitPlan(settings, fingerprinted(tasks, settings));
  }

  private static Task task(SeriesKey key, DailySeries daily, SeriesContext context) {
    return new Task(
        key,
        daily.start(),
        daily.values(),
        context.scheduled().of(key, daily.start(), daily.length()),
        List.copyOf(context.drivers().getOrDefault(key, List.of())),
        context.holidays(key),
        null);
  }

  private static NavigableMap<SeriesKey, Task> fingerprinted(
      List<Task> tasks, ForecastSettings settings) {
    Optional<String> build = BUILD;
    // A global model knows all series: with it a forecast depends on each of them.
    Optional<String> circumstances =
        settings.global() == null ? build : build.map(one -> hash(one, tasks, settings));
    NavigableMap<SeriesKey, Task> known = new TreeMap<>();
    for (Task task : tasks) {
      String fingerprint = circumstances.map(one -> task.fingerprint(settings, one)).orElse(null);
      known.put(task.key(), task.with(fingerprint));
    }
    return known;
  }

  private static String hash(String build, List<Task> tasks, ForecastSettings settings) {
    Checksum checksum = new Checksum();
    for (Task task : tasks) {
      checksum.add(task.fingerprint(settings, build) + "\n");
    }
    return checksum.hex();
  }

  /** The series with what they are fitted to. */
  NavigableMap<SeriesKey, Task> tasks() {
    return tasks;
  }

  /**
   * The forecast of every series by itself.
   *
   * @param known what need not be fitted; must be of this plan
   */
  public NavigableMap<SeriesKey, SeriesForecast> fit(
      SparkSession spark, Map<SeriesKey, SeriesForecast> known) {
    NavigableMap<SeriesKey, SeriesForecast> fits = new TreeMap<>(known);
    List<Task> open =
        tasks.values().stream().filter(task -> !known.containsKey(task.key())).toList();
    if (!open.isEmpty()) {
      for (Fitted fitted : fit(spark, open, settings)) {
        fits.put(fitted.key(), fitted.forecast());
      }
    }
    return fits;
  }

  private static List<Fitted> fit(SparkSession spark, List<Task> tasks, ForecastSettings settings) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int slices = Math.min(tasks.size(), 4 * context.defaultParallelism());
    return context
        .parallelize(tasks, slices)
        .map(task -> new Fitted(task.key(), task.forecast(settings)))
        .collect();
  }
}
