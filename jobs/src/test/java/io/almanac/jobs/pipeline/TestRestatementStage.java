package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.mart.Publication;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What nights compare with, over marts of an older release and when a night is run again. */
@ExtendWith(SparkTest.class)
class TestRestatementStage {
  @TempDir Path folder;

  private PeriodEvents events = PeriodEvents.NONE;
  private List<String> notes = List.of();

  @Test
  void comparesOnlyWithFiguresThatAreKnownAndWithThoseThatWereClosed() {
    publishWithoutRules("2026-11-19", "5");
    assertThat(night("2026-11-20", "7")).isEmpty();
    assertThat(notes)
        .containsExactly(
            "Restatements since 2026-11-19 are not told: another release published those figures,"
                + " in less detail.");

    // The night of the close runs again, twice, on what was delivered since.
    events = events.plus(close("2026-10", "2026-11-20"));
    assertThat(night("2026-11-20", "8")).containsExactly("last-close 2026-11-20 1");
    assertThat(notes).isEmpty();
    assertThat(night("2026-11-20", "10")).containsExactly("last-close 2026-11-20 3");
    assertThat(night("2026-11-21", "11"))
        .containsExactly("last-close 2026-11-20 4", "last-published 2026-11-20 1");
  }

  /** Runs the stage alone on one open charge, publishes, and gives what moved. */
  private List<String> night(String asOf, String cost) {
    try (Publication marts = store().begin()) {
      Map<String, Object> row = new HashMap<>();
      row.put("source", "bill");
      row.put("billing_period", "2026-11");
      row.put("billing_currency", "USD");
      row.put("charge_date", LocalDate.of(2026, 11, 1));
      row.put("charge_category", "Usage");
      row.put("team", "a");
      row.put("billed_cost", new BigDecimal(cost));
      row.put("effective_cost", new BigDecimal(cost));
      row.put("charge_rows", Long.parseLong(cost));
      marts.replace(CostMarts.ALLOCATED_COSTS, rows(CostMarts.ALLOCATED_COSTS, row));
      notes =
          new RestatementStage(
                  SparkTest.spark(),
                  marts,
                  LocalDate.parse(asOf),
                  events,
                  nothingHeld(),
                  "rules",
                  Set.of("bill/2026-11"))
              .run(held -> held);
      List<String> moved =
          marts
              .read(SparkTest.spark(), FindingMarts.RESTATEMENTS)
              .where(functions.col("as_of_date").equalTo(asOf))
              .orderBy("basis")
              .collectAsList()
              .stream()
              .map(
                  one ->
                      one.getAs("basis")
                          + " "
                          + one.getAs("previous_as_of_date")
                          + " "
                          + one.<BigDecimal>getAs("moved_cost")
                              .stripTrailingZeros()
                              .toPlainString())
              .toList();
      publish(marts, asOf);
      return moved;
    }
  }

  /** As releases before the ledger of reasons did: costs by team alone. */
  private void publishWithoutRules(String asOf, String cost) {
    Mart older =
        Mart.named("published_totals", "As it was.")
            .text("source", "The cost export.")
            .text("billing_period", "The month.")
            .text("team", "The team.")
            .text("billing_currency", "The currency.")
            .money("billed_cost", "What invoices take.")
            .partitionedBy(
                FindingMarts.PUBLISHED_TOTALS.columns().stream()
                    .filter(column -> column.name().startsWith("as_of_"))
                    .toArray(io.almanac.jobs.mart.MartColumn[]::new));
    try (Publication marts = store().begin()) {
      marts.replace(
          older,
          rows(
              older,
              Map.of(
                  "source", "bill",
                  "billing_period", "2026-11",
                  "team", "a",
                  "billing_currency", "USD",
                  "billed_cost", new BigDecimal(cost),
                  "as_of_month", asOf.substring(0, 7),
                  "as_of_date", asOf)));
      publish(marts, asOf);
    }
  }

  private void publish(Publication marts, String asOf) {
    Map<String, Manifest.MartEntry> entries = new TreeMap<>();
    for (Mart mart : List.of(FindingMarts.PUBLISHED_TOTALS, FindingMarts.RESTATEMENTS)) {
      entries.put(mart.name(), new Manifest.MartEntry(0, marts.partitionRows(mart), List.of()));
    }
    marts.publish(
        SparkTest.spark(),
        new Manifest(
            Manifest.LAYOUT,
            "1",
            "run",
            asOf,
            Map.of(),
            Map.of("schemas", "the same every night"),
            List.of(),
            List.of(),
            entries,
            events.all()));
  }

  private static PeriodEvent close(String period, String asOf) {
    return new PeriodEvent(
        period,
        PeriodEvent.Kind.CLOSE,
        asOf,
        "run",
        asOf + "T08:00:00Z",
        "ann",
        null,
        "rules",
        List.of(),
        Map.of(),
        Map.of());
  }

  private static ChargeStage.Result nothingHeld() {
    return new ChargeStage.Result(
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Map.of(),
        Set.of(),
        new ChargeStage.Held(Set.of(), List.of(), List.of(), List.of()));
  }

  private static Dataset<Row> rows(Mart mart, Map<String, Object> values) {
    return SparkTest.spark()
        .createDataFrame(
            List.of(RowFactory.create(mart.columnNames().stream().map(values::get).toArray())),
            mart.schema());
  }

  private MartStore store() {
    return new MartStore(folder.resolve("marts"));
  }
}
