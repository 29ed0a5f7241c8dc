package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.config.KubernetesSetting;
import io.almanac.jobs.kubernetes.Clusters;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.Publication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What is allocated anew follows what files say, not that they were touched. */
@ExtendWith(SparkTest.class)
class TestKubernetesStage {
  private static final String CSV =
      "Date,Namespace,TotalCost\n2026-09-01,a,1\n2026-10-01,a,1\n2026-10-01,b,3\n";

  @TempDir private Path folder;

  @Test
  void monthsInWhichFilesSaySomethingElseAreAffected() throws IOException {
    Map<String, String> before = facts(CSV);
    assertThat(before.keySet())
        .containsExactly("kubernetes.prod.2026-09", "kubernetes.prod.2026-10");
    assertThat(KubernetesStage.changed(before, facts(CSV.replace("b,3", "b,3.0")))).isEmpty();
    assertThat(KubernetesStage.changed(before, facts(CSV.replace("b,3", "b,4"))))
        .containsExactly("prod.2026-10");
    assertThat(KubernetesStage.changed(before, facts(CSV.replace("2026-09", "2026-08"))))
        .containsExactly("prod.2026-08", "prod.2026-09");
    assertThat(KubernetesStage.changed(before, Map.of("other", "1")))
        .containsExactly("prod.2026-09", "prod.2026-10");
  }

  @Test
  void billingPeriodsWithChargesOfTheClusterInThoseMonthsAreAllocatedAnew() throws IOException {
    SparkSession spark = SparkTest.spark();
    MartStore store = new MartStore(Files.createDirectory(folder.resolve("marts")));
    Map<String, String> facts = facts(CSV);
    Clusters changed = clusters(CSV.replace("b,3", "b,4"));
    List<Row> before =
        List.of(
            row("aws", "2026-08", "2026-10-01", null, null),
            row("aws", "2026-09", "2026-09-01", "prod", "a"),
            row("aws", "2026-10", "2026-10-01", "prod", "a"),
            // Billed late, and of a day that the files do not have.
            row("aws", "2026-11", "2026-10-31", "prod", null),
            row("aws", "2026-12", "2026-10-01", "other", "a"),
            row("gone", "2026-10", "2026-10-01", "prod", "a"));
    try (Publication night = store.begin()) {
      assertThat(stage(night, changed).affected(Map.of("aws", Set.of())))
          .isEqualTo(Map.of("aws", Set.of()));
      night.replace(
          CostMarts.ALLOCATED_COSTS,
          spark.createDataFrame(before, CostMarts.ALLOCATED_COSTS.schema()).coalesce(1));
      night.publish(
          spark,
          new Manifest(
              Manifest.LAYOUT,
              "test",
              "run",
              "2026-12-01",
              facts,
              Map.of(),
              List.of(),
              List.of(),
              Map.of(),
              List.of()));
    }
    try (Publication night = store.begin()) {
      assertThat(stage(night, changed).affected(Map.of("aws", Set.of("2026-12"))))
          .isEqualTo(Map.of("aws", Set.of("2026-10", "2026-11", "2026-12")));
      assertThat(stage(night, clusters(CSV)).affected(Map.of("aws", Set.of())))
          .isEqualTo(Map.of("aws", Set.of()));
    }
  }

  @Test
  void claimsOfPeriodsThatStayAreStillTold() {
    Map<String, String> before =
        Map.of(
            "kubernetes-claims.aws/2026-09",
            "a, b|USD|1|2",
            "kubernetes-claims.aws/2026-10",
            "a, b|USD|3|4",
            "kubernetes.a.2026-09",
            "hash");
    assertThat(KubernetesStage.keptClaims(before, "source=aws/billing_period=2026-09"::equals))
        .isEqualTo(Map.of("kubernetes-claims.aws/2026-09", "a, b|USD|1|2"));
    assertThat(KubernetesStage.changed(before, Map.of())).containsExactly("a.2026-09");
  }

  private static KubernetesStage stage(Publication night, Clusters clusters) {
    return new KubernetesStage(SparkTest.spark(), night, clusters, AllocationRules.none());
  }

  private static Row row(
      String source, String period, String day, String cluster, String namespace) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", source);
    values.put("billing_period", period);
    values.put("charge_date", LocalDate.parse(day));
    values.put("kubernetes_cluster", cluster);
    values.put("kubernetes_namespace", namespace);
    return RowFactory.create(
        CostMarts.ALLOCATED_COSTS.columnNames().stream().map(values::get).toArray());
  }

  private Map<String, String> facts(String csv) throws IOException {
    return KubernetesStage.facts(clusters(csv));
  }

  private Clusters clusters(String csv) throws IOException {
    Path file = Files.writeString(folder.resolve("export.csv"), csv);
    KubernetesSetting setting =
        new KubernetesSetting(
            "prod",
            file,
            "\"always\"",
            Optional.empty(),
            "USD",
            ZoneId.of("UTC"),
            true,
            KubernetesSetting.COSTS);
    return Clusters.load(List.of(setting), AllocationRules.none());
  }
}
