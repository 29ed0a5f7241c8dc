package io.almanac.jobs.allocation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.MartColumn;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * How fast rules are, in print: no test, so no build runs it. By itself: {@code mvn -pl jobs -am
 * test -Dtest=RuleSpeed -Dsurefire.failIfNoSpecifiedTests=false}, with {@code -Dcharges=} for the
 * rows that go through Spark.
 */
@ExtendWith(SparkTest.class)
class RuleSpeed {
  private static final int DISTINCT = 200_000;

  @TempDir Path folder;

  @Test
  void decisionsPerSecond() throws Exception {
    for (int count : new int[] {10, 100, 1000, 10_000}) {
      AllocationRules rules = rules(count);
      List<Map<String, String>> charges = charges(count);
      // Once to warm up.
      for (boolean inTurn : new boolean[] {false, false, true, true}) {
        int limit = inTurn ? Math.min(DISTINCT, 20_000_000 / count) : DISTINCT;
        long start = processorNanos();
        int taken = 0;
        for (Map<String, String> charge : charges.subList(0, limit)) {
          Map<String, String> tags = OwnerFunction.tags(charge.get("Tags"));
          ChargeFacts facts = new ChargeFacts(charge::get, tags, 0);
          taken +=
              (inTurn ? rules.decideInTurn(facts) : rules.decideByIndex(facts)) == null ? 0 : 1;
        }
        double seconds = (processorNanos() - start) / 1e9;
        print(
            "%6d rules %-7s %,12.0f distinct charges a second of processor time (%d of %d taken)",
            count, inTurn ? "in turn" : "indexed", limit / seconds, taken, limit);
      }
    }
  }

  @Test
  void chargesThroughSpark() throws Exception {
    long rows = Long.getLong("charges", 10_000_000L);
    Dataset<Row> charges = spark(rows);
    for (int count : new int[] {10, 1000}) {
      AllocationRules rules = rules(count);
      long start = System.nanoTime();
      Row sums =
          Allocation.allocate(charges, rules, GpuInstances.families())
              .selectExpr("sum(charge_rows)", "count(*)")
              .head();
      double seconds = (System.nanoTime() - start) / 1e9;
      print(
          "%6d rules x %,d charges through Spark: %.1f s to %,d rows",
          count, sums.getLong(0), seconds, sums.getLong(1));
    }
  }

  /** A third each by account, by prefix of a name in some services, and by tag value. */
  private AllocationRules rules(int count) throws Exception {
    StringBuilder text = new StringBuilder("version: 1\nrules:\n");
    for (int rule = 0; rule < count; rule++) {
      String when =
          switch (rule % 3) {
            case 0 -> "sub-account: [\"acct%1$s\", \"other%1$s\"]";
            case 1 -> "resource-name: { prefix: \"job%1$s-\" }, service: [S1, S2, S3]";
            default -> "tags: { app: \"app%1$s\" }, not: { charge-category: Tax }";
          };
      text.append("  - { name: r%1$s, when: { ".formatted(rule))
          .append(String.format(Locale.ROOT, when, rule))
          .append(" }, owner: { team: t%1$s } }\n".formatted(rule % 50));
    }
    return AllocationRules.load(Files.writeString(folder.resolve("rules.yaml"), text));
  }

  private static List<Map<String, String>> charges(int count) {
    Random random = new Random(1);
    List<Map<String, String>> charges = new ArrayList<>();
    for (int charge = 0; charge < DISTINCT; charge++) {
      Map<String, String> columns = new HashMap<>();
      columns.put("SubAccountId", "acct" + random.nextInt(count * 2));
      columns.put("SubAccountName", "Account " + random.nextInt(count));
      columns.put("ServiceName", "S" + random.nextInt(6));
      columns.put("ResourceName", "job" + random.nextInt(count * 2) + "-" + charge);
      columns.put("ChargeCategory", "Usage");
      columns.put("Tags", "{\"app\":\"app" + random.nextInt(count * 2) + "\",\"env\":\"prod\"}");
      charges.add(columns);
    }
    return charges;
  }

  private static Dataset<Row> spark(long rows) {
    Map<String, Column> made =
        Map.of(
            "SubAccountId", concat(lit("acct"), pmod(col("id"), lit(1000))),
            "ServiceName", concat(lit("S"), pmod(col("id"), lit(6))),
            "ResourceName",
                concat(
                    lit("job"),
                    pmod(col("id"), lit(2000)),
                    lit("-"),
                    pmod(col("id"), lit(DISTINCT))),
            "Tags", expr("concat('{\"app\":\"app', id % 1500, '\"}')"),
            "BilledCost", lit(1),
            "EffectiveCost", lit(1),
            "ChargePeriodStart", expr("timestamp'2026-10-01 00:00:00'"),
            "source", lit("s"),
            "billing_period", lit("2026-10"));
    List<Column> columns = new ArrayList<>();
    for (MartColumn column : CostMarts.CHARGES.columns()) {
      columns.add(
          made.getOrDefault(column.name(), lit(null)).cast(column.type()).as(column.name()));
    }
    return SparkTest.spark().range(rows).toDF().select(columns.toArray(Column[]::new));
  }

  /** Other work on the machine does not count. */
  private static long processorNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
