package io.almanac.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.allocation.Charges;
import io.almanac.jobs.mart.CostMarts;
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
class TestClusterPieces {
  @Test
  void tellsWhetherAChargeWasDivided() {
    Dataset<Row> allocated =
        SparkTest.spark()
            .createDataFrame(
                Stream.of(
                        row("2026-10-01", "i-1", "vision"),
                        row("2026-10-01", "i-1", "__idle__"),
                        row("2026-10-02", "i-1", null))
                    .toList(),
                CostMarts.ALLOCATED_COSTS.schema());
    List<Row> charges =
        new Charges()
            .add("2026-10-01", "1", Map.of("ResourceId", "i-1"))
            .add("2026-10-02", "1", Map.of("ResourceId", "i-1"))
            .add("2026-10-01", "1", Map.of("ResourceId", "i-2"))
            .add("2026-10-01", "1", Map.of("ResourceId", "i-1", "AllocatedResourceId", "pod"))
            .dataset()
            .collectAsList();

    assertThat(ClusterPieces.of(allocated, charges.get(0)))
        .contains(
            "prod, divided: rules are asked for each workload of the day, of namespaces __idle__,"
                + " vision; below they are asked for the charge as a whole");
    assertThat(ClusterPieces.of(allocated, charges.get(1)))
        .contains("prod, not divided: its files do not have this day");
    assertThat(ClusterPieces.of(allocated, charges.get(2))).isEmpty();
    assertThat(ClusterPieces.of(allocated, charges.get(3))).isEmpty();
  }

  private static Row row(String day, String resource, String namespace) {
    Map<String, Object> values = new HashMap<>();
    values.put("source", "aws");
    values.put("billing_period", "2026-10");
    values.put("charge_date", LocalDate.parse(day));
    values.put("resource_id", resource);
    values.put("kubernetes_cluster", "prod");
    values.put("kubernetes_namespace", namespace);
    return RowFactory.create(
        CostMarts.ALLOCATED_COSTS.columnNames().stream().map(values::get).toArray());
  }
}
