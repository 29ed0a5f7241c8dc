package io.almanac.jobs.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.MartSums;
import io.almanac.jobs.mart.Publication;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestAllocation {
  private static final String RULE =
      """
        - name: team-tag
          when: { tags: { team: "*" } }
          owner: { team: "${tag:team}", project: "${tag:project}" }
      """;

  @TempDir Path folder;
  private AllocationRules rules;

  @BeforeEach
  void loadRules() throws IOException {
    rules = load("version: v1\nrules:\n" + RULE);
  }

  @Test
  void sumsChargesOfOneTeamHoweverItIsSpelt() {
    List<Row> rows =
        allocate(
                new Charges()
                    .tagged("2026-10-01", "0.000000000000000001", "{\"team\":\"Vision\"}")
                    .tagged("2026-10-01", "2", "{\"Team\":\"vision \"}")
                    .tagged("2026-10-01", "-5", "{}"))
            .orderBy("team")
            .collectAsList();
    assertThat(rows).hasSize(2);
    Row none = rows.get(0);
    assertThat(none.<String>getAs("team")).isNull();
    assertThat(none.<String>getAs("rule_name")).isNull();
    assertThat(none.<BigDecimal>getAs("billed_cost")).isEqualByComparingTo("-5");
    assertThat(none.<BigDecimal>getAs("list_cost")).isNull();
    Row vision = rows.get(1);
    assertThat(vision.<String>getAs("team")).isEqualTo("vision");
    assertThat(vision.<String>getAs("rule_name")).isEqualTo("team-tag");
    assertThat(vision.<String>getAs("rule_version")).isEqualTo("v1");
    assertThat(vision.<Long>getAs("charge_rows")).isEqualTo(2L);
    assertThat(vision.<BigDecimal>getAs("effective_cost"))
        .isEqualByComparingTo("2.000000000000000001");
    assertThat(vision.<LocalDate>getAs("charge_date")).isEqualTo(LocalDate.of(2026, 10, 1));
    assertThat(allocate(new Charges()).schema().simpleString())
        .isEqualTo(CostMarts.ALLOCATED_COSTS.schema().simpleString());
  }

  @Test
  void conservesSumsAndIgnoresOrderAndPartitions() {
    List<Row> rows = random(11L).rows();
    List<String> expected = texts(Allocation.allocate(Charges.dataset(rows), rules, gpus()));
    BigDecimal total =
        rows.stream().map(r -> r.<BigDecimal>getAs(billed())).reduce(BigDecimal::add).orElseThrow();
    Dataset<Row> allocated = Allocation.allocate(Charges.dataset(rows), rules, gpus());
    Row sums = allocated.selectExpr("sum(billed_cost)", "sum(charge_rows)").head();
    assertThat(sums.getDecimal(0)).isEqualByComparingTo(total);
    assertThat(sums.getLong(1)).isEqualTo(rows.size());
    assertThat(
            DailyCosts.aggregate(allocated, Map.of())
                .selectExpr("sum(billed_cost)")
                .head()
                .getDecimal(0))
        .isEqualByComparingTo(total);
    for (int partitions : List.of(1, 2, 7)) {
      List<Row> shuffled = new ArrayList<>(rows);
      Collections.shuffle(shuffled, new Random(partitions));
      assertThat(
              texts(
                  Allocation.allocate(
                      Charges.dataset(shuffled).repartition(partitions), rules, gpus())))
          .isEqualTo(expected);
    }
  }

  @Test
  void sumsOfChargesGetTheSameOwnersAsTheCharges() {
    Charges charges = random(23L);
    String gpu = "{\"GpuCount\":8,\"InstanceType\":\"x\"}";
    String other = "{\"x_MachineType\":\"a3-highgpu-8g\"}";
    for (int i = 0; i < 40; i++) {
      Map<String, Object> more = new HashMap<>();
      more.put("SkuPriceDetails", i % 4 == 0 ? gpu : i % 4 == 1 ? "{no" : null);
      more.put("x_OtherColumns", i % 5 == 0 ? other : i % 5 == 1 ? "{\"x\":\"1\"}" : null);
      more.put("ChargeDescription", i % 3 == 0 ? "p5.48xlarge hours" : null);
      more.put("ConsumedQuantity", i % 2 == 0 ? new BigDecimal("60000000000000000000") : null);
      more.put("Tags", "{\"team\":\"t" + i % 3 + "\"}");
      charges.add("2026-10-0" + (1 + i % 3), "0." + i, more);
    }
    try (Publication night = new MartStore(folder.resolve("marts")).begin()) {
      night.replace(CostMarts.CHARGES, charges.dataset().repartition(3));
      MartSums sums = Allocation.sums(rules, gpus());
      Dataset<Row> summed =
          night.sums(SparkTest.spark(), CostMarts.CHARGES, sums, partition -> true);
      List<String> found = texts(Allocation.allocateSums(summed, rules));
      assertThat(found).isEqualTo(texts(allocate(charges)));
      assertThat(found).anyMatch(row -> row.contains("true"));
    }
  }

  @Test
  void anUnrelatedRuleAndTeamChangeNobodyElse() throws IOException {
    AllocationRules more =
        load(
            "version: v1\nrules:\n  - name: other\n    when: { tags: { pet: cat } }\n"
                + "    owner: { team: cats }\n"
                + RULE);
    Charges charges = random(5L);
    List<String> before = texts(allocate(charges));
    charges.tagged("2026-10-02", "9", "{\"pet\":\"cat\"}");
    Dataset<Row> after = Allocation.allocate(charges.dataset(), more, gpus());
    assertThat(texts(after.where("team is null or team <> 'cats'"))).isEqualTo(before);
  }

  @Test
  void knowsMachinesWithGpus() {
    Charges charges =
        new Charges()
            .add("2026-10-01", "1", Map.of("SkuPriceDetails", "{\"GpuCount\":\"8\"}"))
            .add("2026-10-01", "1", Map.of("SkuPriceDetails", "{\"InstanceType\":\"P5.48xlarge\"}"))
            .add("2026-10-01", "1", Map.of("SkuMeter", "USE1-BoxUsage:g4dn.xlarge"))
            .add("2026-10-01", "1", Map.of("ResourceType", "Standard_NC24ads_A100_v4"))
            .add("2026-10-01", "1", Map.of("ChargeDescription", "a2-highgpu-1g in us-central1"))
            .add("2026-10-01", "1", Map.of("SkuId", "ml.trn9.odd"))
            .add("2026-10-01", "1", Map.of("SkuPriceDetails", "{\"GpuCount\":\"no\"}"))
            .add("2026-10-01", "1", Map.of("SkuMeter", "BoxUsage:m5.xlarge"))
            .add("2026-10-01", "1", Map.of("ResourceType", "Standard_NP10s x Standard_D4"))
            .add("2026-10-01", "1", Map.of("SkuPriceDetails", "not json"));
    List<Row> rows =
        Allocation.allocate(
                charges.dataset(), rules, new GpuInstances(java.util.Set.of("trn9.odd")))
            .groupBy("is_gpu")
            .agg(org.apache.spark.sql.functions.sum("charge_rows"))
            .orderBy("is_gpu")
            .collectAsList();
    assertThat(rows.toString()).isEqualTo("[[false,4], [true,6]]");
  }

  @Test
  void settledUpToTheSlowestSource() {
    Map<String, LocalDate> settled =
        SettledDays.perSource(
            Map.of("aws", LocalDate.of(2026, 10, 9), "azure", LocalDate.of(2026, 10, 4)),
            Map.of("aws", 3),
            LocalDate.of(2026, 10, 8));
    assertThat(settled)
        .containsEntry("aws", LocalDate.of(2026, 10, 4))
        .containsEntry("azure", LocalDate.of(2026, 10, 4));
    Dataset<Row> daily =
        DailyCosts.aggregate(
            allocate(new Charges().tagged("2026-10-04", "1", "{}").tagged("2026-10-05", "1", "{}")),
            settled);
    assertThat(daily.schema().simpleString())
        .isEqualTo(CostMarts.DAILY_COSTS.schema().simpleString());
    assertThat(
            daily
                .orderBy("charge_date")
                .select("is_settled", "charge_month")
                .collectAsList()
                .toString())
        .isEqualTo("[[true,2026-10], [false,2026-10]]");
    assertThat(SettledDays.overall(Map.of())).isEmpty();
  }

  @Test
  void daysAreHeldToWhatIsKnownOfWholePeriods() {
    Map<String, LocalDate> days =
        Map.of(
            "ended", LocalDate.of(2026, 9, 28),
            "ahead", LocalDate.of(2026, 10, 17),
            "said", LocalDate.of(2026, 10, 17));
    assertThat(
            SettledDays.within(
                days,
                Map.of(
                    "ended", LocalDate.of(2026, 9, 30),
                    "ahead", LocalDate.of(2026, 9, 30),
                    "said", LocalDate.of(2026, 9, 30)),
                Map.of("said", LocalDate.of(2026, 10, 12))))
        .isEqualTo(
            Map.of(
                "ended", LocalDate.of(2026, 9, 30),
                "ahead", LocalDate.of(2026, 10, 17),
                "said", LocalDate.of(2026, 10, 11)));
  }

  private Dataset<Row> allocate(Charges charges) {
    return Allocation.allocate(charges.dataset(), rules, gpus());
  }

  private AllocationRules load(String yaml) throws IOException {
    return AllocationRules.load(Files.writeString(folder.resolve("rules.yaml"), yaml));
  }

  private static GpuInstances gpus() {
    return GpuInstances.families();
  }

  private static int billed() {
    return CostMarts.CHARGES.columnNames().indexOf("BilledCost");
  }

  private static Charges random(long seed) {
    Random random = new Random(seed);
    Charges charges = new Charges();
    for (int i = 0; i < 200; i++) {
      charges.tagged(
          "2026-10-0" + (1 + random.nextInt(9)),
          new BigDecimal(random.nextLong()).movePointLeft(random.nextInt(18)).toPlainString(),
          List.of("{}", "{\"team\":\"a\"}", "{\"TEAM\":\"B\",\"project\":\"p\"}")
              .get(random.nextInt(3)));
    }
    return charges;
  }

  private static List<String> texts(Dataset<Row> rows) {
    return rows.collectAsList().stream().map(Row::toString).sorted().toList();
  }
}
