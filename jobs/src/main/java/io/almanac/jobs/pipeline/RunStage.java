package io.almanac.jobs.pipeline;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.mart.RunMarts;
import io.almanac.jobs.runs.RunCosts;
import io.almanac.jobs.runs.RunHistory;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Records runs, and what they cost: anew only when runs or charges are not what they were. */
final class RunStage {
  private final SparkSession spark;
  private final Publication marts;
  private final LocalDate asOf;
  private final List<Row> runs = new ArrayList<>();
  private final String fingerprint;

  /**
   * Prepares it.
   *
   * @param histories the runs of all trackers
   * @param version of the product: another one may match otherwise
   */
  RunStage(
      SparkSession spark,
      Publication marts,
      List<RunHistory> histories,
      LocalDate asOf,
      String version) {
    this.spark = spark;
    this.marts = marts;
    this.asOf = asOf;
    histories.forEach(history -> runs.addAll(history.rows()));
    this.fingerprint = Fingerprints.hash(version + "\n" + moment() + "\n" + histories);
  }

  /** For the manifest: the next night compares with it. */
  Map<String, String> facts() {
    return Map.of(Facts.RUNS, fingerprint);
  }

  /** Completes {@code runs}. */
  void record() {
    marts.replace(RunMarts.RUNS, spark.createDataFrame(runs, RunMarts.RUNS.schema()).coalesce(1));
  }

  /**
   * Completes {@code run_costs}, which are those of the last version when nothing that they are
   * made of has changed.
   *
   * @param charges what became of the charges
   * @param sameSchemas whether what is published has today's columns
   */
  void match(ChargeStage.Result charges, boolean sameSchemas) {
    if (sameSchemas && sameCharges(charges) && sameRuns()) {
      marts.settle(RunMarts.RUN_COSTS, partition -> true);
      return;
    }
    marts.replace(
        RunMarts.RUN_COSTS,
        RunCosts.match(marts.read(spark, RunMarts.RUNS), marts.read(spark, CostMarts.CHARGES), asOf)
            .coalesce(1));
  }

  private boolean sameRuns() {
    return published().map(manifest -> manifest.facts().get(Facts.RUNS)).stream()
        .anyMatch(fingerprint::equals);
  }

  private boolean sameCharges(ChargeStage.Result charges) {
    Map<String, Long> now = marts.partitionRows(CostMarts.CHARGES);
    return charges.replaced().values().stream().allMatch(periods -> periods.isEmpty())
        && published()
            .map(manifest -> manifest.marts().get(CostMarts.CHARGES.name()))
            .filter(charged -> charged.partitions().equals(now))
            .isPresent();
  }

  private Optional<Manifest> published() {
    return marts.previous().map(PublishedMarts::manifest);
  }

  /** Nothing that runs did from the as-of date on counts, so while one goes on, the date counts. */
  private String moment() {
    Instant now = asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
    return runs.stream()
            .map(run -> run.<Instant>getAs(untilPosition()))
            .filter(Objects::nonNull)
            .allMatch(until -> !until.isAfter(now))
        ? "ended"
        : asOf.toString();
  }

  private static int untilPosition() {
    return RunMarts.RUNS.schema().fieldIndex("active_until");
  }
}
