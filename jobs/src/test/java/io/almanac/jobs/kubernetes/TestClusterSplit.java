package io.almanac.jobs.kubernetes;

import static io.almanac.jobs.kubernetes.ClusterFixture.allocation;
import static io.almanac.jobs.kubernetes.ClusterFixture.answer;
import static io.almanac.jobs.kubernetes.ClusterFixture.step;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.allocation.Allocation;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.allocation.Charges;
import io.almanac.jobs.allocation.GpuInstances;
import io.almanac.jobs.mart.MartSums;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestClusterSplit {
  private static final Map<String, String> NODE =
      Map.of("Tags", "{\"Cluster\":\"Prod\",\"Team\":\"platform\"}", "ResourceId", "i-1");

  @TempDir private Path folder;

  @Test
  void chargesOfAClusterGetTheOwnersOfItsWorkloadsAndSumToTheBill() {
    String labelled =
        allocation("vision", "\"cpuCost\":1")
            .replace("\"namespace\"", "\"labels\":{\"team\":\"vision\"},\"namespace\"");
    Clusters clusters =
        new ClusterFixture(folder)
            .file(
                "day.json",
                answer(
                    step(
                        labelled,
                        allocation("ml-lab", "\"cpuCost\":1")
                            .replace("\"namespace\"", "\"controller\":\"c\",\"namespace\""),
                        allocation("__idle__", "\"cpuCost\":1"))))
            .clusters();
    AllocationRules rules = ClusterFixture.rules(folder);
    Dataset<Row> charges =
        new Charges()
            .add("2026-10-01", "10", with("ConsumedQuantity", new BigDecimal("24"), NODE))
            .add("2026-10-01", "-1", with("ListCost", new BigDecimal("0.000000000000000001"), NODE))
            // No files have this day.
            .add("2026-10-05", "7", NODE)
            // The provider has divided it already.
            .add("2026-10-01", "5", with("AllocatedResourceId", "pod-1", NODE))
            // Not the cluster's.
            .add("2026-10-01", "3", Map.of("Tags", "{\"cluster\":\"test\"}"))
            .dataset();

    List<String> rows = allocate(charges, clusters, rules);
    assertThat(rows)
        .containsExactly(
            "2026-10-01 null null null 3.000000000000000000 null null 1",
            "2026-10-01 null null platform 5.000000000000000000 null null 1",
            // Whoever comes first gets the digit that is left, and each charge counts once.
            "2026-10-01 prod __idle__ platform 3.000000000000000000 8.000000000000000000"
                + " 0.000000000000000001 2",
            "2026-10-01 prod ml-lab platform 3.000000000000000000 8.000000000000000000"
                + " 0.000000000000000000 0",
            "2026-10-01 prod vision vision 3.000000000000000000 8.000000000000000000"
                + " 0.000000000000000000 0",
            "2026-10-05 prod null platform 7.000000000000000000 null null 1");
    for (int partitions : List.of(1, 3)) {
      assertThat(allocate(charges.repartition(partitions), clusters, rules)).isEqualTo(rows);
    }
    assertThat(ClusterSplit.split(charges, Clusters.NONE, rules)).isSameAs(charges);
  }

  @Test
  void chargesThatTwoClustersClaimAreToldWithNamesAndAmounts() {
    ClusterFixture fixture =
        new ClusterFixture(folder)
            .file("day.json", answer(step(allocation("vision", "\"cpuCost\":1"))));
    Cluster prod = fixture.cluster();
    Cluster disks = fixture.named("disks", "{\"resource-id\":\"vol-*\"}").cluster();
    Cluster all = fixture.named("all", "{\"provider\":\"AWS\"}").cluster();
    Map<String, String> volume =
        Map.of(
            "Tags", "{\"cluster\":\"prod\"}", "ResourceId", "vol-1", "ServiceProviderName", "AWS");
    Dataset<Row> charges =
        new Charges()
            .add("2026-10-01", "2.5", volume)
            .add("2026-10-02", "0.000000000000000001", volume)
            .add("2026-10-01", "4", with("AllocatedResourceId", "pod-1", volume))
            .add("2026-10-01", "8", NODE)
            .add("2026-10-01", "16", Map.of("ResourceId", "vol-2"))
            .dataset()
            // Each charge is a sum of itself.
            .withColumn(MartSums.ROWS, lit(1L));

    Map<String, String> claims = ClusterClaims.find(charges, new Clusters(List.of(prod, disks)));
    assertThat(ClusterClaims.notes(claims.values()))
        .containsExactly(
            "Kubernetes clusters prod and disks claim the same 2 charges of USD"
                + " 2.500000000000000001; prod has them, because it stands first in the settings."
                + " Make charges in the settings of the others leave them out.");
    // Periods are told apart in the manifest and summed up in the note.
    assertThat(ClusterClaims.notes(List.of("a, b, c|EUR|1|2", "a, b, c|EUR|2|-0.5\na, b|USD|1|1")))
        .containsExactly(
            "Kubernetes clusters a, b and c claim the same 3 charges of EUR 1.50; a has them,"
                + " because it stands first in the settings. Make charges in the settings of the"
                + " others leave them out.",
            "Kubernetes clusters a and b claim the same 1 charge of USD 1.00; a has it, because it"
                + " stands first in the settings. Make charges in the settings of the others leave"
                + " it out.");
    assertThat(ClusterClaims.find(charges, new Clusters(List.of(prod)))).isEmpty();
    assertThat(ClusterClaims.find(charges, new Clusters(List.of(prod, all)))).hasSize(1);
  }

  private static List<String> allocate(
      Dataset<Row> charges, Clusters clusters, AllocationRules rules) {
    return Allocation.allocate(
            ClusterSplit.split(charges, clusters, rules), rules, GpuInstances.families())
        .selectExpr(
            "concat_ws(' ', charge_date, coalesce(kubernetes_cluster, 'null'),"
                + " coalesce(kubernetes_namespace, 'null'), coalesce(team, 'null'), billed_cost,"
                + " coalesce(string(consumed_quantity), 'null'),"
                + " coalesce(string(list_cost), 'null'), charge_rows)")
        .collectAsList()
        .stream()
        .map(row -> row.getString(0))
        .sorted()
        .toList();
  }

  private static Map<String, Object> with(String column, Object value, Map<String, String> more) {
    Map<String, Object> values = new java.util.HashMap<>(more);
    values.put(column, value);
    return values;
  }
}
