package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.forecast.FitFile;
import io.almanac.jobs.kubernetes.UsageMemory;
import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.Marts;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.mart.PeriodMarts;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.period.PeriodStatus;
import io.almanac.jobs.reconciliation.CheckResult;
import io.almanac.jobs.report.ReportBasis;
import io.almanac.jobs.report.ReportFiles;
import java.nio.file.Path;
import java.time.Clock;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Closes billing periods, so that no night changes their figures any more, and reopens them.
 *
 * <p>Either is a version of the marts of its own: that of the last night with the event in its
 * manifest and in the mart {@code closes}. What readers see changes by one rename, and a crash
 * leaves the period as it was.
 */
public final class PeriodClosing {
  private final Supplier<SparkSession> sessions;
  private final Clock clock;

  /**
   * Closes and reopens.
   *
   * @param sessions gives the session; the caller ends it
   * @param clock for the record of when it was done only
   */
  public PeriodClosing(Supplier<SparkSession> sessions, Clock clock) {
    this.sessions = sessions;
    this.clock = clock;
  }

  /**
   * A closed billing period.
   *
   * @param event its closing
   * @param isNew whether it was closed now and not before
   * @param reports the FINAL reports, the workbook first; empty when it was closed before
   */
  public record Closed(PeriodEvent event, boolean isNew, List<Path> reports) {}

  /**
   * Closes a billing period with the figures that are published, and writes its FINAL workbook. A
   * period that is closed already is compared with its checksums.
   *
   * @param by who does it
   * @throws AlmanacException when it may not be closed, or is not as it was closed
   */
  public Closed close(AlmanacConfig config, YearMonth period, String by) {
    SparkSession spark = sessions.get();
    SparkSession.setActiveSession(spark);
    RunJournal journal = new RunJournal(config.output().marts(), clock);
    try (Publication marts = begin(config, "close", period)) {
      PublishedMarts before = marts.previous().orElseThrow();
      Manifest manifest = before.manifest();
      PeriodEvents events = manifest.periods();
      if (events.closing(period.toString()).isPresent()) {
        PeriodEvent closing = events.closing(period.toString()).get();
        FrozenFiles.verify(before, closing);
        return new Closed(closing, false, List.of());
      }
      ClosingRules.check(spark, before, period);
      Set<YearMonth> closed = PublishedReports.months(events);
      closed.add(period);
      ReportBasis basis =
          PublishedReports.basis(config, manifest, marts.current()).of(period, closed);
      Path folder =
          config
              .output()
              .reports()
              .resolve("final")
              .resolve(period.toString())
              .resolve("v" + (events.closings(period.toString()) + 1));
      ReportFiles reports =
          ReportFiles.write(
              mart -> before.read(spark, mart), basis, folder, "almanac-" + period + "-final.xlsx");
      try {
        failUnlessPassed(
            NightChecks.ofWorkbook(
                reports.totals(), mart -> before.read(spark, mart), config.reportingCurrency()));
        PeriodEvent event = event(before, period, by, FinalReports.checksums(reports));
        List<Path> files = FinalReports.publish(reports, event);
        publish(spark, marts, events.plus(event), manifest.facts(), period, PeriodStatus.FINAL);
        journal.append(
            manifest.asOf(),
            manifest.runId(),
            "closed " + period + " by " + by,
            Map.of(),
            List.of());
        return new Closed(event, true, files);
      } finally {
        reports.discard();
      }
    }
  }

  /**
   * Reopens a billing period: the next night reads its files again and applies what came.
   *
   * @param reason why; kept for good
   * @param by who does it
   * @throws AlmanacException when it is not closed, or without a reason
   */
  public PeriodEvent reopen(AlmanacConfig config, YearMonth period, String reason, String by) {
    if (reason.isBlank()) {
      throw refused(
          "Cannot reopen billing period: " + period + ". Give a reason; it is kept for good.");
    }
    SparkSession spark = sessions.get();
    SparkSession.setActiveSession(spark);
    RunJournal journal = new RunJournal(config.output().marts(), clock);
    try (Publication marts = begin(config, "reopen", period)) {
      Manifest manifest = marts.previous().orElseThrow().manifest();
      PeriodEvents events = manifest.periods();
      if (events.closing(period.toString()).isEmpty()) {
        throw refused(
            "Cannot reopen billing period: "
                + period
                + ". It is not closed; closed are: "
                + (events.closed().isEmpty() ? "none" : String.join(", ", events.closed()))
                + ".");
      }
      PeriodEvent event =
          new PeriodEvent(
              period.toString(),
              PeriodEvent.Kind.REOPEN,
              manifest.asOf(),
              manifest.runId(),
              now(),
              by,
              reason.strip(),
              null,
              List.of(),
              Map.of(),
              Map.of());
      Map<String, String> facts = new TreeMap<>(manifest.facts());
      Set<String> again = new TreeSet<>(Set.of(period.toString()));
      if (facts.containsKey(Facts.READ_AGAIN)) {
        again.addAll(List.of(facts.get(Facts.READ_AGAIN).split(",")));
      }
      facts.put(Facts.READ_AGAIN, String.join(",", again));
      publish(spark, marts, events.plus(event), facts, period, PeriodStatus.OPEN);
      journal.append(
          manifest.asOf(),
          manifest.runId(),
          "reopened " + period + " by " + by,
          Map.of(),
          List.of(event.reason()));
      return event;
    }
  }

  private static Publication begin(AlmanacConfig config, String verb, YearMonth period) {
    MartStore store = new MartStore(config.output().marts());
    if (store.published().isEmpty()) {
      throw AlmanacException.input(
          "Cannot "
              + verb
              + " billing period: "
              + period
              + ". Nothing is published in "
              + config.output().marts()
              + "; run almanac nightly first.");
    }
    return store.begin();
  }

  private PeriodEvent event(
      PublishedMarts before, YearMonth period, String by, Map<String, String> reports) {
    Manifest manifest = before.manifest();
    List<ControlTotal> totals =
        PeriodEvents.totals(manifest.totals(CostMarts.CHARGES), period.toString());
    return new PeriodEvent(
        period.toString(),
        PeriodEvent.Kind.CLOSE,
        manifest.asOf(),
        manifest.runId(),
        now(),
        by,
        null,
        Fingerprints.owners(manifest.fingerprints()),
        totals,
        FrozenFiles.checksums(before, period.toString()),
        reports);
  }

  /** The version before with one more event; nothing else changes but the period's status. */
  private static void publish(
      SparkSession spark,
      Publication marts,
      PeriodEvents events,
      Map<String, String> facts,
      YearMonth period,
      PeriodStatus status) {
    PublishedMarts before = marts.previous().orElseThrow();
    Manifest manifest = before.manifest();
    for (Mart mart : Marts.ALL) {
      if (!mart.equals(PeriodMarts.CLOSES) && !mart.equals(PeriodMarts.BILLING_PERIODS)) {
        marts.settle(mart, partition -> true);
      }
    }
    marts.replace(
        PeriodMarts.CLOSES,
        spark.createDataFrame(PeriodStage.trace(events), PeriodMarts.CLOSES.schema()).coalesce(1));
    Dataset<Row> periods =
        before
            .read(spark, PeriodMarts.BILLING_PERIODS)
            .where(col("as_of_date").equalTo(manifest.asOf()));
    String why =
        status == PeriodStatus.FINAL
            ? "closed with the figures as of " + manifest.asOf()
            : "reopened; the next night says more";
    marts.replaceAsOf(
        PeriodMarts.BILLING_PERIODS,
        periods
            .withColumn("status", either(period, status.text(), "status"))
            .withColumn("status_reason", either(period, why, "status_reason"))
            .coalesce(1),
        manifest.asOf());
    Map<String, Manifest.MartEntry> entries = new TreeMap<>(manifest.marts());
    for (Mart mart : List.of(PeriodMarts.CLOSES, PeriodMarts.BILLING_PERIODS)) {
      Map<String, Long> partitions = marts.partitionRows(mart);
      entries.put(
          mart.name(),
          new Manifest.MartEntry(
              partitions.values().stream().mapToLong(Long::longValue).sum(),
              partitions,
              List.of()));
    }
    // Forecasts do not depend on closes: the next night need not fit again.
    marts.keepInternalFile(FitFile.NAME);
    marts.keepInternalFile(UsageMemory.NAME);
    marts.publish(spark, manifest.with(events, facts, entries));
  }

  private static org.apache.spark.sql.Column either(
      YearMonth period, String value, String otherwise) {
    return when(col("billing_period").equalTo(period.toString()), lit(value))
        .otherwise(col(otherwise));
  }

  private static void failUnlessPassed(CheckResult check) {
    if (!check.passed()) {
      throw new AlmanacException(ExitCode.CHECKS_FAILED, List.of(check.sentence()));
    }
  }

  static AlmanacException refused(String problem) {
    return new AlmanacException(ExitCode.USAGE, List.of(problem));
  }

  private String now() {
    return clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
