package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.allocation.DailyCosts;
import io.almanac.jobs.allocation.SettledDays;
import io.almanac.jobs.anomaly.Anomalies;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.SplitLineItems;
import io.almanac.jobs.currency.AppliedRates;
import io.almanac.jobs.currency.ReportingCosts;
import io.almanac.jobs.invoices.InvoiceCheck;
import io.almanac.jobs.kubernetes.UsageMemory;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.GpuMarts;
import io.almanac.jobs.mart.KpiMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.mart.PeriodMarts;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.mart.QualityMarts;
import io.almanac.jobs.mart.RunMarts;
import io.almanac.jobs.recommendation.Recommendations;
import io.almanac.jobs.reconciliation.CheckResult;
import io.almanac.jobs.report.ReportBasis;
import io.almanac.jobs.report.ReportFiles;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The stages of one night, in the order in which they run. Each reads what stages before it have
 * completed, and those that do not need each other run side by side. Each computes by a pure
 * function of its feature's package, and completes its marts in the publication; nothing is visible
 * to readers before the last one.
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
  private final PeriodEvents events;
  private final Set<String> again;
  private final List<String> forecastNotes = new CopyOnWriteArrayList<>();
  private final List<String> restatementNotes = new CopyOnWriteArrayList<>();
  private volatile int forecastsTakenOver;

  NightStages(
      SparkSession spark,
      AlmanacConfig config,
      LocalDate asOf,
      NightInputs inputs,
      Publication marts,
      String productVersion,
      StageClock clock,
      Set<String> again) {
    this.spark = spark;
    this.config = config;
    this.asOf = asOf;
    this.inputs = inputs;
    this.marts = marts;
    this.productVersion = productVersion;
    this.clock = clock;
    this.calendar = new FiscalCalendar(config.fiscalYearStartMonth());
    this.fingerprints = new TreeMap<>(Fingerprints.of(config, inputs.rules()));
    this.events =
        marts.previous().map(version -> version.manifest().periods()).orElse(PeriodEvents.NONE);
    this.fingerprints.putAll(Fingerprints.of(events));
    this.fingerprints.putAll(KubernetesStage.facts(inputs.kubernetes()));
    this.again = new TreeSet<>(again);
    marts
        .previous()
        .map(version -> version.manifest().facts().get(Facts.READ_AGAIN))
        .ifPresent(periods -> this.again.addAll(List.of(periods.split(","))));
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
    CurrencyStage currencies = CurrencyStage.prepare(inputs.rates(), charges);
    String runId = Fingerprints.runId(asOf, fingerprints, charges.inputs());
    SharedCostStage sharing =
        SharedCostStage.prepare(spark, config, inputs, read(CostMarts.CHARGES), asOf);
    KubernetesStage kubernetes =
        new KubernetesStage(spark, marts, inputs.kubernetes(), inputs.rules());
    AllocationStage allocation =
        new AllocationStage(spark, marts, inputs, charges, sharing, kubernetes, currencies);
    stage(CostMarts.ALLOCATED_COSTS, () -> allocation.run(sameOwners()));
    AllocatedTotals allocated =
        AllocatedTotals.read(read(CostMarts.ALLOCATED_COSTS), asOf, config.reportingCurrency());
    PeriodStage periods =
        new PeriodStage(config.sources(), inputs.signs(), events, allocated.periods(), asOf);
    Map<String, LocalDate> allSettledDays =
        periods.settledDays(
            SettledDays.perSource(
                SettledDays.configured(allocated.newestDays(), settlingDays().keySet()),
                settlingDays(),
                asOf));
    Map<String, LocalDate> settledDays = SettledDays.delivering(allSettledDays);
    Optional<LocalDate> settled = SettledDays.overall(settledDays);
    RunStage runs = new RunStage(spark, marts, inputs.runs(), asOf, productVersion);
    SideBySide.run(
        List.of(
            Executors.callable(() -> lookAhead(settledDays, settled)),
            Executors.callable(
                () ->
                    stage(
                        QualityMarts.CHARGE_QUALITY,
                        () -> QualityStage.run(spark, marts, charges))),
            Executors.callable(() -> lookBack(charges, periods, allocation)),
            Executors.callable(() -> lookAtRuns(runs, charges)),
            Executors.callable(this::lookAtGpus),
            Executors.callable(() -> lookAtAllocation(charges, allocated.rates(), settled))));

    List<String> notes = new ArrayList<>(notes(allSettledDays, settledDays));
    notes.addAll(SettledDays.notConfigured(allocated.newestDays(), allSettledDays.keySet()));
    notes.addAll(inputs.notes());
    inputs.runs().forEach(history -> notes.addAll(history.notes()));
    notes.addAll(OverlapNotes.of(inputs.files(), charges.inputs()));
    notes.addAll(
        MonthsWithoutFiles.notes(
            marts.partitionRows(CostMarts.CHARGES).keySet(), charges.inputs(), events.closed()));
    notes.addAll(forecastNotes);
    notes.addAll(restatementNotes);
    notes.addAll(inputs.rules().warnings());
    notes.addAll(sharing.notes(read(CostMarts.ALLOCATED_COSTS)));
    notes.addAll(kubernetes.notes());
    notes.addAll(allocated.rates().notes(inputs.rates()));
    ReportBasis basis = basis(runId, settled, notes);
    List<CheckResult> checks =
        new ArrayList<>(NightChecks.ofMarts(charges, allocated, this::read, asOf));
    checks.addAll(PeriodChecks.of(events, charges, allocated));
    marts.stage(CostMarts.RECONCILIATION, rows(checks, CostMarts.RECONCILIATION));
    List<InvoiceCheck> invoices = tieOut(charges, allocated);
    marts.settle(CostMarts.RECONCILIATION);
    failUnlessPassed(checks);
    ReportFiles reports =
        clock.run(
            "workbook",
            () -> ReportFiles.write(this::read, basis, config.output().reports()),
            written -> written.totals().detailRows());
    Map<String, String> facts = new TreeMap<>(sharing.facts());
    facts.putAll(currencies.facts());
    facts.putAll(kubernetes.claims());
    facts.putAll(runs.facts());
    try {
      CheckResult workbook =
          NightChecks.ofWorkbook(reports.totals(), this::read, config.reportingCurrency());
      checks.add(workbook);
      failUnlessPassed(List.of(workbook));
      marts.append(CostMarts.RECONCILIATION, rows(List.of(workbook), CostMarts.RECONCILIATION));
      clock.run("publish", () -> publish(runId, charges, facts, settled, basis), published -> 0);
      List<Path> files = reports.publish();
      return new Outcome(
          runId, Summaries.of(reports.report(), basis, marts.current(), files, checks, invoices));
    } finally {
      reports.discard();
    }
  }

  /**
   * Compares with invoices from outside, and keeps the result beside the night's own checks. It
   * never stops the night: that an invoice differs is what the marts and the workbook must show.
   */
  private List<InvoiceCheck> tieOut(ChargeStage.Result charges, AllocatedTotals allocated) {
    if (config.finance().invoices().isEmpty()) {
      return List.of();
    }
    List<InvoiceCheck> invoices =
        InvoiceStage.run(
            config.finance().invoices().get(),
            inputs.invoices(),
            charges,
            allocated,
            read(CostMarts.ALLOCATED_COSTS));
    marts.stage(
        CostMarts.RECONCILIATION,
        spark
            .createDataFrame(
                invoices.stream().map(InvoiceCheck::toRow).toList(),
                CostMarts.RECONCILIATION.schema())
            .coalesce(1));
    return invoices;
  }

  /** What became of billing periods: their status, and what moved in them. */
  private void lookBack(
      ChargeStage.Result charges, PeriodStage periods, AllocationStage allocation) {
    Map<String, LocalDate> delivered =
        marts.previous().map(version -> PeriodStage.delivered(spark, version)).orElse(Map.of());
    replaceAsOf(
        PeriodMarts.BILLING_PERIODS,
        periods.rows(ChargeStage.names(charges.replaced()), delivered));
    stage(
        PeriodMarts.CLOSES,
        () ->
            marts.replace(
                PeriodMarts.CLOSES,
                spark
                    .createDataFrame(PeriodStage.trace(events), PeriodMarts.CLOSES.schema())
                    .coalesce(1)));
    stage(
        FindingMarts.RESTATEMENTS,
        () ->
            restatementNotes.addAll(
                new RestatementStage(
                        spark,
                        marts,
                        asOf,
                        events,
                        charges,
                        Fingerprints.owners(fingerprints),
                        periods.open())
                    .run(allocation::heldBack)));
  }

  /** What the bill alone tells: days, forecasts, budgets, anomalies. */
  private void lookAhead(Map<String, LocalDate> settledDays, Optional<LocalDate> settled) {
    stage(CostMarts.DAILY_COSTS, () -> aggregateDays(settledDays));
    ForecastStages forecasts =
        new ForecastStages(spark, config, inputs, asOf, marts, clock, this::replaceAsOf);
    forecastNotes.addAll(forecasts.run(settled));
    forecastsTakenOver = forecasts.takenOver();
    stage(FindingMarts.ANOMALIES, () -> findAnomalies(settled));
  }

  /** What bill and run histories tell together. */
  private void lookAtRuns(RunStage runs, ChargeStage.Result charges) {
    stage(RunMarts.RUNS, runs::record);
    stage(RunMarts.RUN_COSTS, () -> runs.match(charges, sameSchemas()));
  }

  /** What bill and telemetry tell together. */
  private void lookAtGpus() {
    GpuStage gpus = new GpuStage(spark, config, inputs, marts, asOf);
    stage(GpuMarts.GPU_HOURS, gpus::classify);
    List<Row> idle = gpus.rank();
    replaceAsOf(GpuMarts.GPU_IDLE, idle);
    replaceAsOf(FindingMarts.RECOMMENDATIONS, Recommendations.from(idle, asOf));
  }

  /** How well costs are allocated. */
  private void lookAtAllocation(
      ChargeStage.Result charges, AppliedRates rates, Optional<LocalDate> settled) {
    stage(KpiMarts.TAGGED_COSTS, () -> KpiStage.sumTags(spark, marts, charges, sameSchemas()));
    replaceAsOf(
        KpiMarts.ALLOCATION_KPIS,
        KpiStage.figures(spark, marts, config, inputs, rates, asOf, settled));
  }

  private boolean sameSchemas() {
    return marts.previous().filter(version -> unchanged(version.manifest(), "schemas")).isPresent();
  }

  private ChargeStage.Result loadCharges() {
    Map<String, InputFiles> files = new TreeMap<>();
    for (AlmanacConfig.Source source : config.sources()) {
      InputFiles compared =
          InputFiles.compare(
              source.name(), inputs.files().get(source.name()), recorded(source.name()), again);
      boolean together = source.options().splitLineItems() != SplitLineItems.NODES;
      files.put(source.name(), together ? compared.together() : compared);
    }
    return ChargeStage.run(spark, marts, config.sources(), files, events.closed(), heldBefore());
  }

  /** Only shares of costs depend on what came for other sources. */
  private Set<String> heldBefore() {
    return config.finance().sharedCosts().isEmpty()
        ? Set.of()
        : HeldBack.before(marts.previous(), events);
  }

  /** The last night's files of a source; none when its reader or place is another one now. */
  private List<Manifest.InputFile> recorded(String source) {
    return marts
        .previous()
        .map(PublishedMarts::manifest)
        .filter(manifest -> unchanged(manifest, "source." + source))
        .filter(manifest -> unchanged(manifest, "source." + source + ".prices"))
        .map(
            manifest ->
                manifest.inputs().stream().filter(file -> file.source().equals(source)).toList())
        .orElse(List.of());
  }

  /** Whether everything that decides about owners is as it was when the last version was made. */
  private boolean sameOwners() {
    return marts
        .previous()
        .map(PublishedMarts::manifest)
        .filter(manifest -> unchanged(manifest, "allocation-rules"))
        .filter(manifest -> unchanged(manifest, "gpu-catalogue"))
        .filter(manifest -> unchanged(manifest, "shared-costs"))
        .filter(manifest -> unchanged(manifest, "kubernetes"))
        .filter(manifest -> unchanged(manifest, "reporting-currency"))
        .isPresent();
  }

  private void aggregateDays(Map<String, LocalDate> settledDays) {
    marts.replace(
        CostMarts.DAILY_COSTS, DailyCosts.aggregate(read(CostMarts.ALLOCATED_COSTS), settledDays));
  }

  private void findAnomalies(Optional<LocalDate> settled) {
    marts.replaceAsOf(
        FindingMarts.ANOMALIES,
        settled
            .map(day -> Anomalies.find(reported(CostMarts.DAILY_COSTS), asOf, day))
            .orElseGet(() -> spark.createDataFrame(List.of(), FindingMarts.ANOMALIES.schema())),
        asOf.toString());
  }

  private PublishedMarts publish(
      String runId,
      ChargeStage.Result charges,
      Map<String, String> stageFacts,
      Optional<LocalDate> settled,
      ReportBasis basis) {
    Map<String, String> facts = new TreeMap<>();
    facts.put(Facts.RULES_VERSION, rulesVersion());
    facts.putAll(KubernetesStage.facts(inputs.kubernetes()));
    if (inputs.kubernetes().isNeeded()) {
      inputs.clusterFiles().write(marts.internalFile(UsageMemory.NAME));
    }
    facts.putAll(stageFacts);
    facts.putAll(
        HeldBack.facts(HeldBack.before(marts.previous(), events), charges.held().periods()));
    facts.put(Facts.NOTES, String.join("\n", basis.notes()));
    facts.put(Facts.FORECASTS_TAKEN_OVER, Integer.toString(forecastsTakenOver));
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
            MartEntries.of(marts, charges),
            events.all()));
  }

  private ReportBasis basis(String runId, Optional<LocalDate> settled, List<String> notes) {
    return new ReportBasis(
        config.company(),
        config.reportingCurrency(),
        asOf,
        settled.orElse(null),
        calendar,
        runId,
        productVersion,
        rulesVersion(),
        marts.current().toString(),
        notes,
        PublishedReports.months(events),
        null);
  }

  /** What a reader must know of sources that do not deliver any more. */
  private static List<String> notes(Map<String, LocalDate> all, Map<String, LocalDate> delivering) {
    List<String> notes = new ArrayList<>();
    all.forEach(
        (source, day) -> {
          if (!delivering.containsKey(source)) {
            notes.add(
                "Source "
                    + source
                    + " has no charges after "
                    + day
                    + " and is taken to have ended; its last days count as settled.");
          }
        });
    return notes;
  }

  private String rulesVersion() {
    return inputs.rules().version() == null ? "none" : inputs.rules().version();
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

  /** The mart in the reporting currency, as far as there are rates. */
  private Dataset<Row> reported(Mart mart) {
    return ReportingCosts.of(mart, read(mart), config.reportingCurrency());
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
