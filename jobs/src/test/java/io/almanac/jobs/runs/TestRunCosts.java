package io.almanac.jobs.runs;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.RunMarts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestRunCosts {
  private static final LocalDate AS_OF = LocalDate.of(2026, 10, 3);

  private final List<Row> runs = new ArrayList<>();
  private final List<Row> charges = new ArrayList<>();

  @Test
  void aTaggedChargeIsTheRunsWhole() {
    run("r1", null, "2026-10-01T06:00:00Z", "2026-10-01T08:00:00Z");
    charge("i-1", "{\" MLflow_Run_Id\":\"r1\"}", "2026-10-01", "24.000000000000000001");
    assertThat(costs())
        .containsExactly(Map.entry("r1 2026-10-01 i-1 charge-tag", "24.000000000000000001"));
  }

  @Test
  void otherTagsAreNoRuns() {
    run("r1", "i-1", "2026-10-01T00:00:00Z", "2026-10-02T00:00:00Z");
    charge("i-1", "{\"pipeline_run_id\":\"r1\"}", "2026-10-01", "1");
    charge("i-1", "{\"run_id\":", "2026-10-01", "2");
    charge("i-1", "{\"run_id\":null}", "2026-10-01", "4");
    charge("i-1", "{\"run_id\":{\"r1\":1}}", "2026-10-01", "8");
    charge("i-1", "[\"run_id\"]", "2026-10-01", "16");
    charge("i-1", "{\"run_id\":\"unknown\"}", "2026-10-01", "32");
    charge("i-2", "{\"run_id\":\"unknown\"}", "2026-10-01", "64");
    assertThat(costs()).containsExactly(Map.entry("r1 2026-10-01 i-1 resource-time", "63"));
  }

  @Test
  void oneChargeWithSeveralRunTagsIsOfTheMoreSpecific() {
    run("r1", null, "2026-10-01T06:00:00Z", "2026-10-01T08:00:00Z");
    run("r2", null, "2026-10-01T06:00:00Z", "2026-10-01T08:00:00Z");
    charge("i-1", "{\"run_id\":\"r1\",\"mlflow_run_id\":\" r2 \"}", "2026-10-01", "3");
    assertThat(costs()).containsExactly(Map.entry("r2 2026-10-01 i-1 charge-tag", "3"));
  }

  @Test
  void aMachinesChargeIsDividedByTime() {
    run("r1", "i-1", "2026-10-01T00:00:00Z", "2026-10-01T12:00:00Z");
    run("r2", "i-1", "2026-10-01T06:00:00Z", "2026-10-02T06:00:00Z");
    charge("I-1", null, "2026-10-01", "24");
    charge("I-1", null, "2026-10-02", "48");
    charge("i-9", null, "2026-10-01", "100");
    // r1: 6 alone + 3 of the shared 6; r2: 3 shared + 12 alone, then 6 of 24 hours of 48.
    assertThat(costs())
        .containsExactly(
            Map.entry("r1 2026-10-01 I-1 resource-time", "9"),
            Map.entry("r2 2026-10-01 I-1 resource-time", "15"),
            Map.entry("r2 2026-10-02 I-1 resource-time", "12"));
  }

  @Test
  void nothingAfterTheAsOfDateCountsAndAParentCostsNothing() {
    run("parent", "i-1", "2026-10-02T00:00:00Z", null);
    runs.add(runRow("child", "i-1", "parent", "2026-10-02T12:00:00Z", null, true));
    runs.set(0, runRow("parent", "i-1", null, "2026-10-02T00:00:00Z", null, false));
    charge("i-1", null, "2026-10-02", "24");
    charge("i-1", null, "2026-10-03", "24");
    assertThat(costs()).containsExactly(Map.entry("child 2026-10-02 i-1 resource-time", "12"));
  }

  @Test
  void aRunThatNobodyKnowsTheEndOfTakesNothingFromOthers() {
    run("r1", "i-1", "2026-10-01T00:00:00Z", "2026-10-01T12:00:00Z");
    Row lost = runRow("lost", "i-1", null, "2026-10-01T00:00:00Z", null, true);
    Object[] values = new Object[lost.length()];
    for (int i = 0; i < values.length; i++) {
      values[i] = lost.get(i);
    }
    values[RunMarts.RUNS.columnNames().indexOf("active_until")] = null;
    runs.add(RowFactory.create(values));
    charge("i-1", null, "2026-10-01", "24");
    charge("i-1", null, "2026-10-02", "24");
    charge("i-2", "{\"run_id\":\"lost\"}", "2026-10-02", "7");
    // r1 was alone for its 12 of 24 hours; the rest stays with the owner of the machine. A tag
    // needs no time.
    assertThat(costs())
        .containsExactly(
            Map.entry("lost 2026-10-02 i-2 charge-tag", "7"),
            Map.entry("r1 2026-10-01 i-1 resource-time", "12"));
  }

  @Test
  void anUnrelatedRunChangesNothing() {
    run("r1", "i-1", "2026-10-01T00:00:00Z", "2026-10-01T07:00:00Z");
    charge("i-1", null, "2026-10-01", "1");
    Map<String, String> before = costs();
    run("r9", "i-7", "2026-10-01T00:00:00Z", "2026-10-01T07:00:00Z");
    assertThat(costs()).isEqualTo(before);
  }

  @Test
  void partitionsChangeNothing() {
    for (int i = 0; i < 20; i++) {
      run(
          "r" + i,
          "i-" + i % 3,
          "2026-10-01T0" + i % 7 + ":00:00Z",
          "2026-10-01T1" + i % 9 + ":00:00Z");
      charge("i-" + i % 3, null, "2026-10-01", "0." + (i + 1));
    }
    Map<String, String> one = costs(1);
    assertThat(one).hasSize(20);
    assertThat(costs(2)).isEqualTo(one);
    assertThat(costs(7)).isEqualTo(one);
  }

  private Map<String, String> costs() {
    return costs(2);
  }

  private Map<String, String> costs(int partitions) {
    Dataset<Row> result =
        RunCosts.match(
            SparkTest.spark().createDataFrame(runs, RunMarts.RUNS.schema()).repartition(partitions),
            SparkTest.spark()
                .createDataFrame(charges, CostMarts.CHARGES.schema())
                .repartition(partitions),
            AS_OF);
    Map<String, String> costs = new TreeMap<>();
    for (Row row : result.collectAsList()) {
      String key =
          row.getAs("run_id")
              + " "
              + row.getAs("charge_date")
              + " "
              + row.getAs("resource_id")
              + " "
              + row.getAs("match_method");
      costs.put(key, row.<BigDecimal>getAs("effective_cost").stripTrailingZeros().toPlainString());
    }
    return costs;
  }

  private void run(String id, String machine, String start, String end) {
    runs.add(runRow(id, machine, null, start, end, true));
  }

  private static Row runRow(
      String id, String machine, String parent, String start, String end, boolean leaf) {
    return RowFactory.create(
        "history",
        id,
        id,
        "1",
        "e",
        parent,
        leaf,
        "FINISHED",
        "me",
        Instant.parse(start),
        end == null ? null : Instant.parse(end),
        Instant.parse(end == null ? "2026-10-09T00:00:00Z" : end),
        machine == null ? new String[0] : new String[] {machine},
        "{}",
        "f",
        "2026-10");
  }

  private void charge(String resource, String tags, String day, String cost) {
    List<String> names = CostMarts.CHARGES.columnNames();
    Object[] values = new Object[names.size()];
    BigDecimal money = new BigDecimal(cost);
    Instant start = Instant.parse(day + "T00:00:00Z");
    Map<String, Object> set = new TreeMap<>();
    set.put("ResourceId", resource);
    set.put("Tags", tags);
    set.put("ChargeCategory", "Usage");
    set.put("BillingCurrency", "USD");
    set.put("BilledCost", money);
    set.put("EffectiveCost", money);
    set.put("ChargePeriodStart", start);
    set.put("ChargePeriodEnd", start.plusSeconds(86_400));
    set.put("source", "s");
    set.put("billing_period", day.substring(0, 7));
    set.forEach((name, value) -> values[names.indexOf(name)] = value);
    charges.add(RowFactory.create(values));
  }
}
