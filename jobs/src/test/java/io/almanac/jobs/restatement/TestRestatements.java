package io.almanac.jobs.restatement;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.restatement.Restatements.Basis;
import io.almanac.jobs.restatement.Restatements.Comparison;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestRestatements {

  @Test
  void givesEveryMoveItsReasonAndPartsSumToTheWhole() {
    Dataset<Row> previous =
        totals(
            "r1",
            row("2026-05", "same", "5", "Usage", null, "1"),
            row("2026-06", "a", "10", "Usage", null, "10"),
            row("2026-06", "a", "4", "Usage", null, "4"),
            row("2026-07", "a", "10", "Usage", null, "10"),
            row("2026-09", "gone", "3", "Usage", null, "3"),
            row("2026-10", "a", "1", "Usage", null, "1"));
    Dataset<Row> current =
        totals(
            "r1",
            row("2026-05", "same", "5", "Usage", null, "1"),
            row("2026-06", "a", "10", "Usage", null, "10"),
            row("2026-06", null, "4", "Usage", null, "4"),
            row("2026-07", "a", "12.5", "Usage", null, "10"),
            row("2026-07", "a", "-3", "Usage", "Correction", null),
            row("2026-07", "a", "-2", "Credit", null, null),
            row("2026-07", "b", "1", "Usage", null, "1"),
            row("2026-10", "a", "1", "Usage", null, "1"),
            row("2026-10", "a", "2", "Usage", null, "2"));
    assertThat(moves(previous, current))
        .containsExactly(
            "2026-06 null null->4 re-tag 4 1",
            "2026-06 a 14->10 re-tag -4 -1",
            "2026-07 a 10->7.5 credit -2 1",
            "2026-07 a 10->7.5 late-correction -3 1",
            "2026-07 a 10->7.5 price 2.5 0",
            "2026-07 b null->1 late-rows 1 1",
            "2026-09 gone 3->null withdrawn-rows -3 -1",
            "2026-10 a 1->3 open-period 2 1");
  }

  @Test
  void otherRulesExplainWhatPassedFromTeamToTeam() {
    Row[] before = {row("2026-06", "a", "10", "Usage", null, "10")};
    Row[] after = {row("2026-06", "b", "10", "Usage", null, "10")};
    assertThat(moves(totals("r1", before), totals("r2", after)))
        .containsExactly(
            "2026-06 a 10->null rule-change -10 -1", "2026-06 b null->10 rule-change 10 1");
  }

  @Test
  void quantitiesThatNoDecimalHoldsStopNothing() {
    // Google bills stored bytes by the second.
    String bytes = "60000000000000000000";
    Row[] before = {
      row("2026-06", "a", "10", "Usage", null, bytes),
      row("2026-06", "a", "4", "Usage", null, bytes)
    };
    Row[] after = {
      row("2026-06", "a", "10", "Usage", null, bytes),
      row("2026-06", "a", "5", "Usage", null, bytes)
    };
    assertThat(moves(totals("r1", before), totals("r1", after)))
        .containsExactly("2026-06 a 14->15 price 1 0");
  }

  @Test
  void nothingMovedGivesNoRows() {
    Dataset<Row> totals = totals("r1", row("2026-06", null, "10", "Usage", null, null));
    assertThat(moves(totals, totals)).isEmpty();
  }

  private static List<String> moves(Dataset<Row> previous, Dataset<Row> current) {
    return Restatements.compare(
            previous,
            current,
            new Comparison(
                Basis.LAST_PUBLISHED,
                LocalDate.parse("2026-10-20"),
                "2026-10-19",
                true,
                Set.of("aws/2026-10")))
        .orderBy("restated_period", "team", "reason")
        .collectAsList()
        .stream()
        .map(
            row ->
                row.getAs("restated_period")
                    + " "
                    + row.getAs("team")
                    + " "
                    + plain(row.getAs("previous_cost"))
                    + "->"
                    + plain(row.getAs("current_cost"))
                    + " "
                    + row.getAs("reason")
                    + " "
                    + plain(row.getAs("moved_cost"))
                    + " "
                    + row.getAs("moved_rows"))
        .toList();
  }

  private static String plain(BigDecimal amount) {
    return amount == null ? "null" : amount.stripTrailingZeros().toPlainString();
  }

  private static Dataset<Row> totals(String rules, Row... rows) {
    return Restatements.totals(
        SparkTest.spark().createDataFrame(List.of(rows), CostMarts.ALLOCATED_COSTS.schema()),
        rules,
        Map.of());
  }

  private static Row row(
      String period,
      String team,
      String cost,
      String category,
      String chargeClass,
      String quantity) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", "aws");
    values.put("billing_period", period);
    values.put("team", team);
    values.put("billing_currency", "USD");
    values.put("billed_cost", new BigDecimal(cost));
    values.put("effective_cost", new BigDecimal(cost));
    values.put("charge_category", category);
    values.put("charge_class", chargeClass);
    values.put("consumed_quantity", quantity == null ? null : new BigDecimal(quantity));
    values.put("charge_rows", 1L);
    return RowFactory.create(
        CostMarts.ALLOCATED_COSTS.columnNames().stream().map(values::get).toArray());
  }
}
