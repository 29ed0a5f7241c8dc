package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import io.almanac.forecasting.ForecastSettings;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.allocation.Allocation;
import io.almanac.jobs.allocation.DailyCosts;
import io.almanac.jobs.allocation.SettledDays;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.forecast.BudgetRows;
import io.almanac.jobs.forecast.DailyActuals;
import io.almanac.jobs.forecast.ForecastHorizon;
import io.almanac.jobs.forecast.ForecastRows;
import io.almanac.jobs.forecast.Outlook;
import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.ForecastMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.Marts;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.reconciliation.CheckResult;
import io.almanac.jobs.report.ReportBasis;
import io.almanac.jobs.report.ReportFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The stages of one night, in the order in which they run. Each reads what stages before it have
 * completed, computes by a pure function of its feature's package, and completes its marts in the
 * publication; nothing is visible to readers before the last one.
 */
final class NightStages {
  private final SparkSession spark;
  private final AlmanacConfig config;
  private final LocalDate asOf;
  private final NightInputs inputs;
  private final Publication marts;
  private final String productVersion;
  private final StageClock clock;
  private final FiscalCalendar calendar;
  private final Map<String, String> fingerprints;

  NightStages(
      SparkSession spark,
      AlmanacConfig config,
      LocalDate asOf,
      NightInputs inputs,
      Publication marts,
      String productVersion,
      StageClock clock) {
    this.spark = spark;
    this.config = config;
    this.asOf = asOf;
    this.inputs = inputs;
    this.marts = marts;
    this.productVersion = productVersion;
    this.clock = clock;
    this.calendar = new FiscalCalendar(config.fiscalYearStartMonth());
    this.fingerprints = Fingerprints.of(config);
  }

  /** What a night came to: its identity and its summary. */
  record Outcome(String runId, NightSummary summary) {}

  /**
   * Runs all stages and publishes.
   *
   * @throws AlmanacException when a check fails; nothing is published then
   */
  Outcome run() {
    ChargeStage.Result charges = clock.run("charges", this::loadCharges, this::rows);
    String runId = Fingerprints.runId(asOf, fingerprints, charges.inputs());
    stage(CostMarts.ALLOCATED_COSTS, () -> allocate(charges));
    AllocatedTotals allocated = AllocatedTotals.read(read(CostMarts.ALLOCATED_COSTS), asOf);
    Map<String, LocalDate> settledDays =
        SettledDays.perSource(allocated.newestDays(), settlingDays(), asOf);
    Optional<LocalDate> settled = SettledDays.overall(settledDays);
    stage(CostMarts.DAILY_COSTS, () -> aggregateDays(settledDays));
    forecast(settled);

    ReportBasis basis = basis(runId, settled);
    List<CheckResult> checks =
        new ArrayList<>(NightChecks.ofMarts(charges, allocated, this::read, asOf));
    marts.stage(CostMarts.RECONCILIATION, rows(checks, CostMarts.RECONCILIATION));
    marts.settle(CostMarts.RECONCILIATION);
    failUnlessPassed(checks);
    ReportFiles reports =
        clock.run(
            "workbook",
            () -> ReportFiles.write(this::read, basis, config.output().reports()),
            written -> written.totals().detailRows());
    try {
      CheckResult workbook =
          NightChecks.ofWorkbook(reports.totals(), this::read, config.reportingCurrency());
      checks.add(workbook);
      failUnlessPassed(List.of(workbook));
      marts.append(CostMarts.RECONCILIATION, rows(List.of(workbook), CostMarts.RECONCILIATION));
      clock.run("publish", () -> publish(runId, charges, settled), published -> 0);
      List<Path> files = reports.publish();
      return new Outcome(
          runId, Summaries.of(reports.report(), basis, marts.current(), files, checks));
    } finally {
      reports.discard();
    }
  }

  private ChargeStage.Result loadCharges() {
    Map<String, InputFiles> files = new TreeMap<>();
    for (AlmanacConfig.Source source : config.sources()) {
      files.put(
          source.name(),
          InputFiles.compare(
              source.name(), inputs.files().get(source.name()), recorded(source.name())));
    }
    return ChargeStage.run(spark, marts, config.sources(), files);
  }

  /** The last night's files of a source; none when its reader or place is another one now. */
  private List<Manifest.InputFile> recorded(String source) {
    return marts
        .previous()
        .map(PublishedMarts::manifest)
        .filter(manifest -> unchanged(manifest, "source." + source))
        .map(
            manifest ->
                manifest.inputs().stream().filter(file -> file.source().equals(source)).toList())
        .orElse(List.of());
  }

  /** Allocates replaced billing periods, or all of them when rules or catalogue changed. */
  private void allocate(ChargeStage.Result charges) {
    boolean sameRules =
        marts
            .previous()
            .map(PublishedMarts::manifest)
            .filter(manifest -> unchanged(manifest, "allocation-rules"))
            .filter(manifest -> unchanged(manifest, "gpu-catalogue"))
            .isPresent();
    Dataset<Row> affected = read(CostMarts.CHARGES);
    if (sameRules) {
      affected =
          affected.where(
              concat_ws("/", col("source"), col("billing_period"))
                  .isin(charges.replacedPeriods().toArray()));
    }
    marts.stage(
        CostMarts.ALLOCATED_COSTS,
        Allocation.allocate(affected, inputs.rules(), inputs.gpuInstances()));
    marts.settle(
        CostMarts.ALLOCATED_COSTS,
        partition -> sameRules && ChargeStage.keeps(charges.replaced(), partition));
  }

  private void aggregateDays(Map<String, LocalDate> settledDays) {
    marts.replace(
        CostMarts.DAILY_COSTS, DailyCosts.aggregate(read(CostMarts.ALLOCATED_COSTS), settledDays));
  }

  /** Forecasts every series, and compares budgets with what was and what is to come. */
  private void forecast(Optional<LocalDate> settled) {
    DailyActuals actuals =
        DailyActuals.collect(read(CostMarts.DAILY_COSTS), BudgetRows.scopes(inputs.budgets()));
    Outlook outlook =
        clock.run(
            "forecast",
            () ->
                settled
                    .map(day -> Outlook.fit(spark, actuals, day, forecastSettings(day)))
                    .orElse(Outlook.none()),
            fitted -> fitted.forecasts().size());
    ForecastRows rows = new ForecastRows(outlook, actuals, asOf);
    replaceAsOf(ForecastMarts.FORECASTS, rows.days());
    replaceAsOf(ForecastMarts.FORECAST_TOTALS, rows.totals(calendar));
    replaceAsOf(ForecastMarts.FORECAST_ACCURACY, rows.accuracy());
    replaceAsOf(
        ForecastMarts.BUDGET_STATUS,
        new BudgetRows(outlook, actuals, rows, calendar, asOf).rows(inputs.budgets()));
  }

  private ForecastSettings forecastSettings(LocalDate lastSettledDay) {
    return new ForecastSettings(
        ForecastHorizon.days(lastSettledDay, config.forecast().horizonDays()),
        config.forecast().levels(),
        inputs.holidays().days());
  }

  private PublishedMarts publish(
      String runId, ChargeStage.Result charges, Optional<LocalDate> settled) {
    Map<String, Manifest.MartEntry> entries = new TreeMap<>();
    for (Mart mart : Marts.ALL) {
      Map<String, Long> partitions = marts.partitionRows(mart);
      List<ControlTotal> totals =
          mart.equals(CostMarts.CHARGES)
              ? charges.charges()
              : mart.equals(CostMarts.CHARGE_REJECTS) ? charges.rejects() : List.of();
      entries.put(
          mart.name(),
          new Manifest.MartEntry(
              partitions.values().stream().mapToLong(Long::longValue).sum(), partitions, totals));
    }
    Map<String, String> facts = new TreeMap<>();
    facts.put(Facts.RULES_VERSION, inputs.rules().version());
    settled.ifPresent(day -> facts.put(Facts.LAST_SETTLED_DAY, day.toString()));
    return marts.publish(
        spark,
        new Manifest(
            Manifest.LAYOUT,
            productVersion,
            runId,
            asOf.toString(),
            facts,
            fingerprints,
            charges.inputs(),
            charges.ingested(),
            entries));
  }

  private ReportBasis basis(String runId, Optional<LocalDate> settled) {
    return new ReportBasis(
        config.company(),
        config.reportingCurrency(),
        asOf,
        settled.orElse(null),
        calendar,
        runId,
        productVersion,
        inputs.rules().version(),
        marts.current().toString());
  }

  private static void failUnlessPassed(List<CheckResult> checks) {
    List<String> failed =
        checks.stream().filter(check -> !check.passed()).map(CheckResult::sentence).toList();
    if (!failed.isEmpty()) {
      List<String> problems = new ArrayList<>(failed);
      problems.add(
          "Cannot publish marts whose totals do not hold: "
              + failed.size()
              + " of the night's checks"
              + " failed. What was published before is untouched; please report this with the lines"
              + " above.");
      throw new AlmanacException(ExitCode.CHECKS_FAILED, problems);
    }
  }

  private boolean unchanged(Manifest before, String fingerprint) {
    return java.util.Objects.equals(
            before.fingerprints().get(fingerprint), fingerprints.get(fingerprint))
        && before.fingerprints().get("schemas").equals(fingerprints.get("schemas"));
  }

  private Map<String, Integer> settlingDays() {
    return config.sources().stream()
        .collect(Collectors.toMap(AlmanacConfig.Source::name, AlmanacConfig.Source::settlingDays));
  }

  private Dataset<Row> read(Mart mart) {
    return marts.read(spark, mart);
  }

  private void stage(Mart mart, Runnable work) {
    clock.run(
        mart.name(),
        () -> {
          work.run();
          return mart;
        },
        made -> rows(made));
  }

  private long rows(Mart mart) {
    return marts.partitionRows(mart).values().stream().mapToLong(Long::longValue).sum();
  }

  private long rows(ChargeStage.Result charges) {
    return charges.chargeRows() + charges.rejectRows();
  }

  private void replaceAsOf(Mart mart, List<Row> rows) {
    stage(
        mart,
        () ->
            marts.replaceAsOf(
                mart, spark.createDataFrame(rows, mart.schema()).coalesce(1), asOf.toString()));
  }

  private Dataset<Row> rows(List<CheckResult> checks, Mart mart) {
    return spark
        .createDataFrame(checks.stream().map(CheckResult::toRow).toList(), mart.schema())
        .coalesce(1);
  }
}
