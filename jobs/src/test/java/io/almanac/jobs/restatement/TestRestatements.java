package io.almanac.jobs.restatement;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestRestatements {

  @Test
  void givesEveryMoveItsReason() {
    Dataset<Row> previous =
        totals(
            row("2026-05", "same", "5", null),
            row("2026-06", "a", "10", null),
            row("2026-06", null, "4", null),
            row("2026-07", "a", "10", null),
            row("2026-08", "a", "10", null),
            row("2026-09", "gone", "3", null),
            row("2026-10", "a", "1", null));
    Dataset<Row> current =
        totals(
            row("2026-05", "same", "5", null),
            row("2026-06", "a", "12", null),
            row("2026-06", null, "2", null),
            row("2026-07", "a", "10", null),
            row("2026-07", "a", "-3", "Correction"),
            row("2026-08", "a", "11", null),
            row("2026-10", "a", "2", null));
    assertThat(moves(previous, current, "2026-10-20"))
        .containsExactly(
            "2026-06 null 4 2 -2 rule-change",
            "2026-06 a 10 12 2 rule-change",
            "2026-07 a 10 7 -3 late-correction",
            "2026-08 a 10 11 1 restated-export",
            "2026-09 gone 3 null -3 restated-export",
            "2026-10 a 1 2 1 open-period");
    assertThat(moves(previous, current, "2026-10-10"))
        .contains("2026-09 gone 3 null -3 open-period");
  }

  @Test
  void nothingMovedGivesNoRows() {
    Dataset<Row> totals = totals(row("2026-06", null, "10", null));
    assertThat(moves(totals, totals, "2026-10-20")).isEmpty();
  }

  private static List<String> moves(Dataset<Row> previous, Dataset<Row> current, String asOf) {
    return Restatements.compare(previous, current, LocalDate.parse(asOf), "2026-09-20")
        .orderBy("restated_period", "team")
        .collectAsList()
        .stream()
        .map(
            row ->
                Stream.of("previous_cost", "current_cost", "moved_cost")
                        .map(row::<BigDecimal>getAs)
                        .map(
                            cost ->
                                cost == null ? "null" : cost.stripTrailingZeros().toPlainString())
                        .reduce(
                            row.getAs("restated_period") + " " + row.getAs("team"),
                            (a, b) -> a + " " + b)
                    + " "
                    + row.getAs("reason"))
        .toList();
  }

  private static Dataset<Row> totals(Row... rows) {
    return Restatements.totals(
        SparkTest.spark().createDataFrame(List.of(rows), CostMarts.ALLOCATED_COSTS.schema()));
  }

  private static Row row(String period, String team, String cost, String chargeClass) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", "aws");
    values.put("billing_period", period);
    values.put("team", team);
    values.put("billing_currency", "USD");
    values.put("billed_cost", new BigDecimal(cost));
    values.put("charge_class", chargeClass);
    return RowFactory.create(
        CostMarts.ALLOCATED_COSTS.columnNames().stream().map(values::get).toArray());
  }
}
