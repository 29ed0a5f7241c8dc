package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.restatement.Restatements;
import io.almanac.jobs.restatement.Restatements.Basis;
import io.almanac.jobs.restatement.Restatements.Comparison;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The ledger of what moved: since the newest earlier as-of date, since the last close, and what is
 * held back of closed billing periods.
 */
final class RestatementStage {
  private static final String DATE = "as_of_date=";
  private static final String CLOSE = "close_number";

  private final SparkSession spark;
  private final Publication marts;
  private final LocalDate asOf;
  private final PeriodEvents events;
  private final ChargeStage.Result charges;
  private final String rules;
  private final Set<String> open;

  /**
   * Prepares it.
   *
   * @param rules the fingerprint of the allocation rules
   * @param open open billing periods as {@code source/period}
   */
  RestatementStage(
      SparkSession spark,
      Publication marts,
      LocalDate asOf,
      PeriodEvents events,
      ChargeStage.Result charges,
      String rules,
      Set<String> open) {
    this.spark = spark;
    this.marts = marts;
    this.asOf = asOf;
    this.events = events;
    this.charges = charges;
    this.rules = rules;
    this.open = open;
  }

  /**
   * Completes the marts {@code published_totals} and {@code restatements}.
   *
   * @param allocate gives charges their owners
   * @return what cannot be compared, one sentence each
   */
  List<String> run(UnaryOperator<Dataset<Row>> allocate) {
    Map<String, String> closedRules = new TreeMap<>();
    events.closed().forEach(p -> closedRules.put(p, events.closing(p).orElseThrow().rules()));
    TreeSet<String> unknown = new TreeSet<>();
    boolean again =
        stageTotals(
            Restatements.totals(marts.read(spark, CostMarts.ALLOCATED_COSTS), rules, closedRules),
            unknown);
    TreeSet<String> dates = publishedDates();
    Optional<String> before = Optional.ofNullable(dates.lower(asOf.toString()));
    Optional<String> lastClose =
        events
            .last()
            .map(PeriodEvent::asOf)
            .filter(date -> again || date.compareTo(asOf.toString()) < 0);

    List<Dataset<Row>> moved = new ArrayList<>();
    if (before.isPresent()) {
      moved.add(
          Restatements.compare(
              published(before.get()),
              published(asOf.toString()),
              comparison(Basis.LAST_PUBLISHED, before.get(), true)));
    }
    if (lastClose.filter(dates::contains).isPresent()) {
      Column mayMove = not(col("billing_period").isin(events.closed().toArray()));
      moved.add(
          Restatements.compare(
              closed(lastClose.get()).where(mayMove),
              published(asOf.toString()).where(mayMove),
              comparison(Basis.LAST_CLOSE, lastClose.get(), true)));
    }
    if (!charges.held().periods().isEmpty()) {
      moved.add(heldBack(allocate));
    }
    if (!events.closed().isEmpty()) {
      marts.previous().map(this::stillHeldBack).ifPresent(moved::add);
    }
    marts.replaceAsOf(
        FindingMarts.RESTATEMENTS,
        moved.stream()
            .reduce(Dataset::unionByName)
            .orElseGet(() -> spark.createDataFrame(List.of(), FindingMarts.RESTATEMENTS.schema()))
            .coalesce(1),
        asOf.toString());
    return unknown.isEmpty()
        ? List.of()
        : List.of(
            "Restatements since "
                + String.join(" and ", unknown)
                + " are not told: another release published those figures, in less detail.");
  }

  /**
   * Keeps the date itself, the newest before, later ones, and that of the last close: when that is
   * the date itself, with the figures that were closed.
   *
   * @param unknown takes dates of a release that did not say which rules gave owners
   * @return whether the night of the last close is run again
   */
  private boolean stageTotals(Dataset<Row> totals, Set<String> unknown) {
    TreeSet<String> before = new TreeSet<>();
    marts
        .previous()
        .ifPresent(
            version -> {
              version
                  .partitionsWith(FindingMarts.PUBLISHED_TOTALS, "rules")
                  .forEach(partition -> before.add(date(partition)));
              Optional.ofNullable(
                      version.manifest().marts().get(FindingMarts.PUBLISHED_TOTALS.name()))
                  .ifPresent(
                      mart ->
                          mart.partitions()
                              .forEach((partition, rows) -> addDate(unknown, partition, rows)));
              unknown.removeAll(before);
            });
    boolean again =
        before.contains(asOf.toString())
            && events.last().filter(close -> close.asOf().equals(asOf.toString())).isPresent();
    Dataset<Row> tonight = dated(totals).withColumn(CLOSE, lit(null).cast("bigint"));
    marts.stage(
        FindingMarts.PUBLISHED_TOTALS,
        (again ? tonight.unionByName(closed(marts.previous().orElseThrow())) : tonight)
            .coalesce(1));
    Set<String> kept = new TreeSet<>(before.tailSet(asOf.toString(), false));
    Optional.ofNullable(before.lower(asOf.toString())).ifPresent(kept::add);
    events.last().map(PeriodEvent::asOf).filter(before::contains).ifPresent(kept::add);
    kept.remove(asOf.toString());
    marts.settle(FindingMarts.PUBLISHED_TOTALS, partition -> kept.contains(date(partition)));
    return again;
  }

  /** The figures of the last close, before its night is run again. */
  private Dataset<Row> closed(PublishedMarts before) {
    return closed(before.read(spark, FindingMarts.PUBLISHED_TOTALS), asOf.toString())
        .withColumn(CLOSE, lit(events.lastNumber()));
  }

  /** The figures of the last close, as of a date. */
  private Dataset<Row> closed(String date) {
    return closed(marts.read(spark, FindingMarts.PUBLISHED_TOTALS), date);
  }

  private Dataset<Row> closed(Dataset<Row> totals, String date) {
    Dataset<Row> ofDate = totals.where(col("as_of_date").equalTo(date));
    Dataset<Row> ofClose = ofDate.where(col(CLOSE).equalTo(lit(events.lastNumber())));
    return ofClose.isEmpty() ? ofDate.where(col(CLOSE).isNull()) : ofClose;
  }

  private TreeSet<String> publishedDates() {
    TreeSet<String> dates = new TreeSet<>();
    marts
        .partitionRows(FindingMarts.PUBLISHED_TOTALS)
        .forEach((partition, rows) -> addDate(dates, partition, rows));
    return dates;
  }

  /** What closed billing periods would be with what came for them, against what they are. */
  private Dataset<Row> heldBack(UnaryOperator<Dataset<Row>> allocate) {
    Column isHeld =
        concat_ws("/", col("source"), col("billing_period"))
            .isin(charges.held().periods().toArray());
    Dataset<Row> came = allocate.apply(marts.aside(spark, CostMarts.CHARGES));
    Column closedAsOf = lit(null).cast("string");
    for (String period : events.closed()) {
      closedAsOf =
          when(col("restated_period").equalTo(period), events.closing(period).orElseThrow().asOf())
              .otherwise(closedAsOf);
    }
    return Restatements.compare(
            published(asOf.toString()).where(isHeld),
            Restatements.totals(came, rules, Map.of()),
            comparison(Basis.LAST_CLOSE, asOf.toString(), false))
        .withColumn("previous_as_of_date", closedAsOf);
  }

  /** What the night before held back of periods that nothing came for since. */
  private Dataset<Row> stillHeldBack(PublishedMarts before) {
    Column cameTonight =
        concat_ws("/", col("source"), col("restated_period"))
            .isin(charges.held().periods().toArray());
    return FindingMarts.RESTATEMENTS.conform(
        dated(
            before
                .read(spark, FindingMarts.RESTATEMENTS)
                .where(
                    col("as_of_date")
                        .equalTo(lit(before.manifest().asOf()))
                        .and(not(col("is_applied")))
                        .and(col("restated_period").isin(events.closed().toArray()))
                        .and(not(cameTonight)))));
  }

  private Comparison comparison(Basis basis, String previousAsOf, boolean isApplied) {
    return new Comparison(basis, asOf, previousAsOf, isApplied, open);
  }

  private Dataset<Row> published(String date) {
    return marts
        .read(spark, FindingMarts.PUBLISHED_TOTALS)
        .where(col("as_of_date").equalTo(date).and(col(CLOSE).isNull()));
  }

  private Dataset<Row> dated(Dataset<Row> rows) {
    return rows.withColumn("as_of_month", lit(YearMonth.from(asOf).toString()))
        .withColumn("as_of_date", lit(asOf.toString()));
  }

  /** A mart without rows has a partition that is no date. */
  private static void addDate(Set<String> dates, String partition, long rows) {
    if (rows > 0) {
      dates.add(date(partition));
    }
  }

  private static String date(String partition) {
    return partition.substring(partition.indexOf(DATE) + DATE.length());
  }
}
