package io.almanac.jobs.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.almanac.jobs.allocation.RuleTrace;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Whether a charge was divided among the workloads of a Kubernetes cluster. */
final class ClusterPieces {
  private ClusterPieces() {}

  /**
   * What became of a charge, in words; empty when it is of no cluster.
   *
   * @param allocated the mart {@code allocated_costs}
   * @param charge a row of charges
   */
  static Optional<String> of(Dataset<Row> allocated, Row charge) {
    if (charge.getAs("AllocatedResourceId") != null) {
      return Optional.empty();
    }
    List<Row> pieces =
        allocated
            .where(
                col("kubernetes_cluster")
                    .isNotNull()
                    .and(col("source").equalTo(charge.<String>getAs("source")))
                    .and(col("billing_period").equalTo(charge.<String>getAs("billing_period")))
                    .and(col("charge_date").equalTo(lit(RuleTrace.day(charge))))
                    .and(col("resource_id").eqNullSafe(charge.<String>getAs("ResourceId")))
                    .and(col("service_name").eqNullSafe(charge.<String>getAs("ServiceName")))
                    .and(col("charge_category").eqNullSafe(charge.<String>getAs("ChargeCategory")))
                    .and(col("sku_id").eqNullSafe(charge.<String>getAs("SkuId"))))
            .select("kubernetes_cluster", "kubernetes_namespace")
            .distinct()
            .orderBy("kubernetes_cluster", "kubernetes_namespace")
            .collectAsList();
    if (pieces.isEmpty()) {
      return Optional.empty();
    }
    List<String> namespaces =
        pieces.stream().map(row -> row.getString(1)).filter(Objects::nonNull).toList();
    String cluster = pieces.get(0).getString(0);
    return Optional.of(
        namespaces.isEmpty()
            ? cluster + ", not divided: its files do not have this day"
            : cluster
                + ", divided: rules are asked for each workload of the day, of namespaces "
                + String.join(", ", namespaces)
                + "; below they are asked for the charge as a whole");
  }
}
