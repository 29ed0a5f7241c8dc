package io.almanac.jobs.sharing;

import static io.almanac.jobs.sharing.Sharing.rules;
import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestSharedCosts {
  private static final SharedCostRules RULES =
      rules(
          """
            - { name: tax, share: { charge-category: [" tax"], service: "AWS Supp*" }, to: all, by: cost }
            - { name: gpus, share: { team: platform }, to: [a, b, c], by: gpu-hours }
          """);

  @Test
  void givesSharedCostsToTeamsAndKeepsEverySum() {
    List<Row> rows = rows();
    Dataset<Row> before = dataset(rows, 2);
    Dataset<Row> after = SharedCosts.split(before, RULES, measures(), SharedCosts.Rates.NONE);
    assertThat(after.schema().simpleString()).isEqualTo(before.schema().simpleString());
    assertThat(sums(after)).isEqualTo(sums(before));

    // 0.30 of tax by 6 : 2 : 2 of own cost in USD: platform takes part, and passes it on.
    // The machine i-2 of b has 3 GPU hours, n-1 of a has 1: 2 + 0.06 of platform by 1 : 3.
    assertThat(byTeam(after, "USD")).isEqualTo("[[null,0.25], [a,6.695], [b,3.605]]");
    // No team has cost in EUR, so its tax stays, visibly.
    assertThat(byTeam(after, "EUR")).isEqualTo("[[null,1]]");
    assertThat(
            after
                .where("billing_currency = 'EUR'")
                .select("sharing", "split_path")
                .head()
                .toString())
        .isEqualTo("[kept,tax by cost]");
    assertThat(after.where("sharing is null").collectAsList())
        .hasSize(3)
        .allMatch(row -> row.getAs("resource_id") != null || row.getAs("team") == null);
    assertThat(
            after
                .where("shared_from_team = 'platform' and team = 'b'")
                .select("rule_name", "rule_version", "resource_id", "share", "effective_cost")
                .head()
                .toString())
        .isEqualTo("[gpus,v1,arn:aws/i-9,0.750000000000000000,1.500000000000000000]");
    assertThat(
            after
                .where("split_path = 'tax by cost > gpus by gpu-hours' and team = 'a'")
                .selectExpr("sum(effective_cost)", "count(shared_from_team)", "count(resource_id)")
                .head()
                .toString())
        .isEqualTo("[0.015000000000000000,0,0]");
  }

  @Test
  void aQuantityThatNoDecimalHoldsIsUnknownAndStopsNothing() {
    Map<String, Object> stored = new HashMap<>();
    stored.put("consumed_quantity", new BigDecimal("60000000000000000000"));
    stored.put("charge_category", "Tax");
    stored.put("service_name", "AWS Support");
    stored.put("resource_id", "one");
    Map<String, Object> more = new HashMap<>(stored);
    more.put("resource_id", "two");
    Dataset<Row> rows =
        dataset(List.of(row("a", "1", Map.of()), row(null, "2", stored), row(null, "3", more)), 2);

    Dataset<Row> after = SharedCosts.split(rows, RULES, measures(), SharedCosts.Rates.NONE);
    assertThat(byTeam(after, "USD")).isEqualTo("[[a,6]]");
    assertThat(after.where("sharing = 'shared' and consumed_quantity is not null").count())
        .isZero();
  }

  @Test
  void costsInAllCurrenciesCountWhereARuleSaysSo() {
    SharedCostRules rules =
        rules(
            """
              - { name: tax, share: { charge-category: tax }, to: all, by: cost, currencies: all }
              - { name: runs, share: { charge-category: credit }, to: [a, c], by: run_costs.effective_cost, currencies: all }
              - { name: own, share: { charge-category: adjustment }, to: all, by: cost }
            """);
    Map<String, Object> euro = Map.of("billing_currency", "EUR");
    List<Row> rows =
        List.of(
            row("a", "6", Map.of()),
            row("b", "2", Map.of("cost_center", "CC-2")),
            row("c", "1", euro),
            row(null, "1.2", Map.of("billing_currency", "EUR", "charge_category", "Tax")),
            row(null, "0.5", Map.of("charge_category", "Tax")),
            row(null, "-0.9", Map.of("billing_currency", "EUR", "charge_category", "Credit")),
            row(null, "0.4", Map.of("billing_currency", "EUR", "charge_category", "Adjustment")));
    BasisMeasures measures = new BasisMeasures();
    measures.addOfTeam("run_costs.effective_cost", "2026-10 USD", "a", new BigDecimal("2"));
    measures.addOfTeam("run_costs.effective_cost", "2026-10 EUR", "c", new BigDecimal("2"));
    SharedCosts.Rates rates =
        (currency, month) ->
            Optional.of(
                new BigDecimal(currency.equals("EUR") && month.equals("2026-10") ? "2" : "1"));
    Dataset<Row> before = dataset(rows, 2);
    Dataset<Row> after = SharedCosts.split(before, rules, measures, rates);

    assertThat(sums(after)).isEqualTo(sums(before));
    // Teams cost 6 : 2 : 2 x 1. Tax of 1.2 EUR is 0.72, 0.24, 0.24 and of 0.5 USD 0.3, 0.1, 0.1;
    // the credit by runs of 2 : 2 x 2 is -0.3 and -0.6; the adjustment goes to c, who has EUR.
    assertThat(byTeam(after, "EUR")).isEqualTo("[[a,0.42], [b,0.24], [c,1.04]]");
    assertThat(byTeam(after, "USD")).isEqualTo("[[a,6.3], [b,2.1], [c,0.1]]");
    assertThat(
            after
                .where("billing_currency = 'EUR' and team = 'b'")
                .select("cost_center", "split_path")
                .head()
                .toString())
        .isEqualTo("[CC-2,tax by cost in all currencies]");

    // Without a rate, which only closed months can lack, what is in EUR does not count.
    SharedCosts.Rates dollars =
        (currency, month) ->
            currency.equals("USD") ? Optional.of(BigDecimal.ONE) : Optional.empty();
    assertThat(byTeam(SharedCosts.split(before, rules, measures, dollars), "EUR"))
        .isEqualTo("[[a,0], [b,0.3], [c,1.4]]");
  }

  @Test
  void neitherOrderNorPartitionsMatter() {
    List<String> expected =
        texts(SharedCosts.split(dataset(rows(), 1), RULES, measures(), SharedCosts.Rates.NONE));
    List<Row> shuffled = new ArrayList<>(rows());
    Collections.shuffle(shuffled, new Random(3));
    assertThat(
            texts(
                SharedCosts.split(dataset(shuffled, 5), RULES, measures(), SharedCosts.Rates.NONE)))
        .isEqualTo(expected);
  }

  private static BasisMeasures measures() {
    BasisMeasures measures = new BasisMeasures();
    measures.addOfResource("gpu-hours", "2026-10", "n-1", BigDecimal.ONE);
    measures.addOfResource("gpu-hours", "2026-10", "i-2", BigDecimal.valueOf(3));
    measures.addOfResource("gpu-hours", "2026-09", "i-2", BigDecimal.valueOf(99));
    // Another measure knows the same machine by its whole id.
    measures.addOfResource("run_costs.matched_hours", "2026-10", "arn:aws/i-2", BigDecimal.TEN);
    measures.addOfResource("gpu-hours", "2026-10", "unknown", BigDecimal.valueOf(7));
    return measures;
  }

  private static List<Row> rows() {
    List<Row> rows = new ArrayList<>();
    rows.add(row("a", "6", Map.of("resource_id", "x", "resource_name", "N-1")));
    rows.add(row("b", "2", Map.of("resource_id", "arn:aws/i-2", "source", "more")));
    rows.add(
        row(
            "platform",
            "2",
            Map.of("resource_id", "arn:aws/i-9", "is_gpu", true, "sku_id", "p5", "project", "q")));
    Map<String, Object> tax = Map.of("charge_category", "Tax", "service_name", "AWS Support (x)");
    for (String cost : List.of("0.1", "0.15", "0.05")) {
      Map<String, Object> more = new HashMap<>(tax);
      more.put("resource_id", "r" + cost);
      more.put("charge_date", LocalDate.of(2026, 10, cost.length()));
      rows.add(row(null, cost, more));
    }
    rows.add(row(null, "0.25", Map.of("charge_category", "Tax", "service_name", "Elsewhere")));
    Map<String, Object> euro = new HashMap<>(tax);
    euro.put("billing_currency", "EUR");
    rows.add(row(null, "1", euro));
    return rows;
  }

  private static Row row(String team, String cost, Map<String, ?> more) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", "aws");
    values.put("billing_period", "2026-10");
    values.put("billing_currency", "USD");
    values.put("charge_date", LocalDate.of(2026, 10, 1));
    values.put("invoice_id", "inv");
    values.put("charge_category", "Usage");
    values.put("is_gpu", false);
    values.put("team", team);
    values.put("share", BigDecimal.ONE);
    values.put("billed_cost", new BigDecimal(cost).multiply(new BigDecimal("-3.1")));
    values.put("effective_cost", new BigDecimal(cost));
    values.put("consumed_quantity", new BigDecimal("0.000000000000000007"));
    values.put("charge_rows", 5L);
    values.putAll(more);
    return RowFactory.create(
        CostMarts.ALLOCATED_COSTS.columnNames().stream().map(values::get).toArray());
  }

  private static Dataset<Row> dataset(List<Row> rows, int partitions) {
    return SparkTest.spark()
        .createDataFrame(rows, CostMarts.ALLOCATED_COSTS.schema())
        .repartition(partitions);
  }

  /** What the night's checks and readers of invoices compare. */
  private static String sums(Dataset<Row> rows) {
    return rows.groupBy(
            "source", "invoice_id", "billing_currency", "charge_date", "service_name", "is_gpu")
        .agg(
            org.apache.spark.sql.functions.sum("billed_cost"),
            org.apache.spark.sql.functions.sum("effective_cost"),
            org.apache.spark.sql.functions.sum("list_cost"),
            org.apache.spark.sql.functions.sum("consumed_quantity"),
            org.apache.spark.sql.functions.sum("charge_rows"))
        .orderBy("source", "billing_currency", "charge_date", "service_name", "is_gpu")
        .collectAsList()
        .toString();
  }

  private static String byTeam(Dataset<Row> rows, String currency) {
    return rows
        .where(col("billing_currency").equalTo(currency))
        .groupBy("team")
        .agg(org.apache.spark.sql.functions.sum("effective_cost").as("cost"))
        .orderBy(col("team").asc_nulls_first())
        .collectAsList()
        .stream()
        .map(row -> List.of(row.get(0) + "," + row.getDecimal(1).stripTrailingZeros()).toString())
        .toList()
        .toString();
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
