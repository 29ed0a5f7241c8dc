package io.almanac.jobs.pipeline;

import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.global.GlobalModels;
import io.almanac.forecasting.regression.LinearAlgebra;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.currency.ReportingCosts;
import io.almanac.jobs.forecast.BudgetRows;
import io.almanac.jobs.forecast.CommonModel;
import io.almanac.jobs.forecast.DailyActuals;
import io.almanac.jobs.forecast.FitFile;
import io.almanac.jobs.forecast.FitPlan;
import io.almanac.jobs.forecast.ForecastHorizon;
import io.almanac.jobs.forecast.ForecastLevels;
import io.almanac.jobs.forecast.ForecastRows;
import io.almanac.jobs.forecast.Outlook;
import io.almanac.jobs.forecast.PublishedAccuracy;
import io.almanac.jobs.forecast.ScheduledCosts;
import io.almanac.jobs.forecast.SeriesContext;
import io.almanac.jobs.forecast.SeriesKey;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.ForecastMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.ScenarioMarts;
import io.almanac.jobs.scenario.ScenarioRows;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** The stages of a night that look ahead: forecasts, scenarios, accuracy, budgets. */
final class ForecastStages {
  private final SparkSession spark;
  private final AlmanacConfig config;
  private final NightInputs inputs;
  private final LocalDate asOf;
  private final Publication marts;
  private final StageClock clock;
  private final BiConsumer<Mart, List<Row>> replace;
  private final FiscalCalendar calendar;
  private final List<String> notes = new ArrayList<>();
  private int takenOver;

  /**
   * Prepares them.
   *
   * @param replace replaces the rows of the night's as-of date in a mart
   */
  ForecastStages(
      SparkSession spark,
      AlmanacConfig config,
      NightInputs inputs,
      LocalDate asOf,
      Publication marts,
      StageClock clock,
      BiConsumer<Mart, List<Row>> replace) {
    this.spark = spark;
    this.config = config;
    this.inputs = inputs;
    this.asOf = asOf;
    this.marts = marts;
    this.clock = clock;
    this.replace = replace;
    this.calendar = new FiscalCalendar(config.fiscalYearStartMonth());
  }

  /**
   * Forecasts every series, and compares budgets with what was and what is to come.
   *
   * @param settled the last settled day; without one there is nothing to learn from
   * @return what a reader of the report must know, in sentences
   */
  List<String> run(Optional<LocalDate> settled) {
    ForecastLevels levels = ForecastLevels.of(config.forecast());
    DailyActuals actuals =
        DailyActuals.collect(
            reported(CostMarts.DAILY_COSTS), levels, BudgetRows.scopes(inputs.budgets()));
    Outlook outlook =
        clock.run(
            "forecast",
            () -> settled.map(day -> fit(actuals, day, levels)).orElse(Outlook.none()),
            fitted -> fitted.forecasts().size());
    ForecastRows rows = new ForecastRows(outlook, actuals, asOf);
    replace.accept(ForecastMarts.FORECASTS, rows.days());
    replace.accept(ForecastMarts.FORECAST_TOTALS, rows.totals(calendar));
    replace.accept(ForecastMarts.FORECAST_EXPLANATIONS, rows.explanations());
    ScenarioRows scenarios =
        ScenarioRows.of(
            inputs.scenarios(),
            outlook,
            actuals,
            rows,
            calendar,
            asOf,
            config.reportingCurrency(),
            config.forecast().levels());
    notes.addAll(scenarios.notes());
    replace.accept(ScenarioMarts.SCENARIO_FORECASTS, scenarios.days());
    replace.accept(ScenarioMarts.SCENARIO_TOTALS, scenarios.totals());
    List<Row> accuracy = new ArrayList<>(rows.accuracy());
    settled.ifPresent(day -> accuracy.addAll(publishedAccuracy(actuals, day)));
    replace.accept(ForecastMarts.FORECAST_ACCURACY, accuracy);
    replace.accept(
        ForecastMarts.BUDGET_STATUS,
        new BudgetRows(outlook, actuals, rows, calendar, asOf).rows(inputs.budgets()));
    return notes;
  }

  private Outlook fit(DailyActuals actuals, LocalDate lastSettledDay, ForecastLevels levels) {
    LocalDate firstDay =
        actuals.series().values().stream()
            .map(series -> series.costs().firstKey())
            .min(LocalDate::compareTo)
            .orElse(lastSettledDay);
    ForecastSettings settings = forecastSettings(firstDay, lastSettledDay);
    LocalDate lastDay = lastSettledDay.plusDays(settings.horizonDays());
    if (config.forecast().globalModel()) {
      Optional<GlobalModels> common =
          CommonModel.learn(actuals, lastSettledDay, settings.horizonDays());
      if (common.isEmpty()) {
        notes.add(
            "Forecasts do without a global model: fewer than "
                + CommonModel.FEWEST_SERIES
                + " series have "
                + CommonModel.SHORTEST_HISTORY
                + " days of history.");
      }
      settings = settings.with(common.orElse(null));
    }
    FitPlan plan =
        FitPlan.of(
            actuals,
            lastSettledDay,
            levels,
            settings,
            new SeriesContext(
                inputs
                    .drivers()
                    .uses(actuals.series().keySet(), lastSettledDay, settings.horizonDays()),
                scheduledCosts(levels),
                inputs.holidays().teamDays(firstDay, lastDay)));
    FitFile.Found found =
        marts
            .publishedInternalFile(FitFile.NAME)
            .map(file -> FitFile.read(file, plan))
            .orElse(FitFile.Found.NOTHING);
    found.problem().ifPresent(notes::add);
    takenOver = found.fits().size();
    NavigableMap<SeriesKey, SeriesForecast> fits = plan.fit(spark, found.fits());
    // Without its native library the engine does with fewer models, which must not outlast that.
    if (takenOver == fits.size() || LinearAlgebra.isAvailable()) {
      FitFile.write(marts.internalFile(FitFile.NAME), plan, fits);
    }
    return Outlook.of(actuals, lastSettledDay, levels, fits);
  }

  /** How many series were not fitted because nothing that they depend on had changed. */
  int takenOver() {
    return takenOver;
  }

  /** How good the forecasts of earlier nights were; none in the first one. */
  private List<Row> publishedAccuracy(DailyActuals actuals, LocalDate settled) {
    boolean any =
        marts.partitionRows(ForecastMarts.FORECASTS).keySet().stream()
            .map(partition -> partition.substring(partition.indexOf("as_of_date=") + 11))
            .anyMatch(date -> date.compareTo(asOf.toString()) < 0);
    return any
        ? new PublishedAccuracy(actuals, settled, asOf)
            .rows(marts.read(spark, ForecastMarts.FORECASTS))
        : List.of();
  }

  private ScheduledCosts scheduledCosts(ForecastLevels levels) {
    return ScheduledCosts.collect(
        reported(CostMarts.ALLOCATED_COSTS),
        config.forecast().scheduledCharges(),
        levels,
        BudgetRows.scopes(inputs.budgets()));
  }

  /** The mart in the reporting currency, as far as there are rates. */
  private Dataset<Row> reported(Mart mart) {
    return ReportingCosts.of(mart, marts.read(spark, mart), config.reportingCurrency());
  }

  private ForecastSettings forecastSettings(LocalDate firstDay, LocalDate lastSettledDay) {
    int horizon = ForecastHorizon.days(lastSettledDay, config.forecast().horizonDays());
    return new ForecastSettings(
        horizon,
        config.forecast().levels(),
        inputs.holidays().days(firstDay, lastSettledDay.plusDays(horizon)));
  }
}
