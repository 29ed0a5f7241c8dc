package io.almanac.jobs.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_date;
import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.config.PlanSetting;
import io.almanac.jobs.config.PlanSetting.DriverEffectSetting;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.KpiMarts;
import io.almanac.jobs.mart.MartSums;
import io.almanac.jobs.scenario.DriverValues;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestAllocationKpis {
  private static final LocalDate SETTLED = LocalDate.of(2026, 10, 5);

  @TempDir private Path folder;

  @Test
  void figuresOfSettledDays() throws IOException {
    Dataset<Row> tagged =
        TaggedCosts.of(
            charges(
                charge(1, "60", "{\"team\":\"a\",\"Env\":\"x\",\"env \":\"x\"}"),
                charge(2, "20", "{\"TEAM\":\"b\",\"env\":\" \"}"),
                charge(2, "20", null),
                charge(6, "999", "{\"team\":\"c\"}")));
    assertThat(tagged.schema().simpleString())
        .isEqualTo(KpiMarts.TAGGED_COSTS.schema().simpleString());
    Dataset<Row> allocated =
        allocated(
            allocated(1, "a", null, "50"),
            allocated(1, "b", "shared", "15"),
            // What one split gave and the next one leaves was shared out.
            allocated(1, "b", "kept", "x by cost > y by gpu-hours", "5"),
            allocated(2, "b", "kept", "y by gpu-hours", "10"),
            allocated(2, null, null, "20"),
            allocated(6, "c", null, "999"));
    List<Row> rows =
        AllocationKpis.of(allocated, tagged, units(), LocalDate.of(2026, 10, 9), SETTLED);
    assertThat(SparkTest.spark().createDataFrame(rows, KpiMarts.ALLOCATION_KPIS.schema()).count())
        .isEqualTo(rows.size());
    assertThat(rows)
        .extracting(row -> row.getString(2) + " " + row.getString(3) + " " + row.getString(4))
        .doesNotHaveDuplicates()
        .hasSize(8);
    assertThat(value(rows, "share-allocated", null)).isEqualByComparingTo("0.8");
    assertThat(value(rows, "share-shared", null)).isEqualByComparingTo("0.2");
    assertThat(value(rows, "share-tagged", "team")).isEqualByComparingTo("0.8");
    assertThat(value(rows, "share-tagged", "env")).isEqualByComparingTo("0.6");
    // 100 by 4 + 4 of days 1 and 5; the day after the settled one does not count.
    assertThat(value(rows, "cost-per-unit", "requests")).isEqualByComparingTo("12.5");
    assertThat(value(rows, "cost-per-unit", "seats")).isEqualByComparingTo("3.333333333333333333");
    assertThat(value(rows, "cost-per-unit", "runs:a")).isNull();
    assertThat(value(rows, "cost-per-unit", "runs:none")).isNull();
  }

  @Test
  void aMonthThatNetsToZeroHasNoShares() {
    List<Row> rows =
        AllocationKpis.of(
            allocated(allocated(1, "a", null, "5"), allocated(2, null, null, "-5")),
            TaggedCosts.of(charges()),
            List.of(),
            LocalDate.of(2026, 10, 9),
            SETTLED);
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).getDecimal(5)).isEqualByComparingTo("5");
    assertThat(rows).allMatch(row -> row.isNullAt(7));
  }

  /** A total, one that moves team b, one of team a without units, one of nobody, and a price. */
  private List<DriverUnits> units() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("drivers.csv"),
            """
            driver,date,value
            requests,2026-10-01,4
            requests,2026-10-05,4
            requests,2026-10-06,100
            seats,2026-10-01,9
            runs:a,2026-09-01,7
            runs:none,2026-10-01,7
            price,2026-10-01,3
            """);
    return DriverUnits.of(
        DriverValues.load(file),
        new PlanSetting(
            Optional.of(file),
            List.of(
                new DriverEffectSetting("price", "rate", List.of("team:a"), Optional.empty(), 1),
                new DriverEffectSetting("seats", "volume", List.of("team:B"), Optional.empty(), 1)),
            Optional.empty()),
        SETTLED);
  }

  private static BigDecimal value(List<Row> rows, String kpi, String key) {
    return rows.stream()
        .filter(row -> row.getString(2).equals(kpi))
        .filter(row -> key == null || key.equals(row.getString(3)))
        .findFirst()
        .orElseThrow()
        .getDecimal(7);
  }

  private static Row charge(int day, String cost, String tags) {
    Instant start = LocalDate.of(2026, 10, day).atStartOfDay(ZoneOffset.UTC).toInstant();
    Map<String, Object> values = new java.util.HashMap<>();
    values.put("source", "aws");
    values.put("billing_period", "2026-10");
    values.put("BillingCurrency", "USD");
    values.put("ChargePeriodStart", start);
    values.put("EffectiveCost", new BigDecimal(cost));
    values.put("Tags", tags);
    return row(values, CostMarts.CHARGES.columnNames());
  }

  private static Row allocated(int day, String team, String sharing, String cost) {
    return allocated(day, team, sharing, sharing == null ? null : "x by cost", cost);
  }

  private static Row allocated(int day, String team, String sharing, String path, String cost) {
    Map<String, Object> values = new java.util.HashMap<>();
    values.put("source", "aws");
    values.put("billing_period", "2026-10");
    values.put("billing_currency", "USD");
    values.put("charge_date", LocalDate.of(2026, 10, day));
    values.put("team", team);
    values.put("sharing", sharing);
    values.put("split_path", path);
    values.put("effective_cost", new BigDecimal(cost));
    return row(values, CostMarts.ALLOCATED_COSTS.columnNames());
  }

  private static Row row(Map<String, Object> values, List<String> names) {
    return RowFactory.create(names.stream().map(values::get).toArray());
  }

  private static Dataset<Row> charges(Row... rows) {
    // Each charge is a sum of itself.
    return SparkTest.spark()
        .createDataFrame(Arrays.asList(rows), CostMarts.CHARGES.schema())
        .withColumn("charge_day", unix_date(to_date(col("ChargePeriodStart"))))
        .withColumnRenamed("BillingCurrency", "billing_currency")
        .withColumn(MartSums.ROWS, lit(1L));
  }

  private static Dataset<Row> allocated(Row... rows) {
    return SparkTest.spark()
        .createDataFrame(Arrays.asList(rows), CostMarts.ALLOCATED_COSTS.schema());
  }
}
