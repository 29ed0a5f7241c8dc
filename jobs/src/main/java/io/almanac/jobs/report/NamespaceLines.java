package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.countDistinct;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.reports.NamespaceLine;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Row;

/** What namespaces of Kubernetes clusters cost in the month, from {@code allocated_costs}. */
final class NamespaceLines {
  /** So many namespaces of a cluster have a line of their own; the others share one. */
  static final int MOST = 100;

  private static final Map<String, String> REMARKS =
      Map.of(
          "__idle__", "idle capacity",
          "__unmounted__", "volumes without a pod",
          "__unallocated__", "without a namespace");

  private NamespaceLines() {}

  /** By cluster, the most expensive first; none when no charge is a cluster's. */
  static List<NamespaceLine> read(MartReader marts, ReportBasis basis) {
    if (basis.lastSettledDay() == null) {
      return List.of();
    }
    return shortened(
        marts
            .read(CostMarts.ALLOCATED_COSTS)
            .where(
                col("kubernetes_cluster")
                    .isNotNull()
                    .and(col("billing_period").equalTo(lit(basis.month().toString())))
                    .and(col("billing_currency").equalTo(lit(basis.currency())))
                    .and(col("charge_date").leq(lit(basis.lastSettledDay()))))
            .groupBy("kubernetes_cluster", "kubernetes_namespace")
            .agg(countDistinct("charge_date").as("days"), sum("effective_cost").as("cost"))
            .orderBy(
                col("kubernetes_cluster"),
                col("cost").desc_nulls_last(),
                col("kubernetes_namespace").asc_nulls_last())
            .collectAsList()
            .stream()
            .map(NamespaceLines::line)
            .toList());
  }

  /** The same with what comes after the most expensive of each cluster in one line. */
  static List<NamespaceLine> shortened(List<NamespaceLine> lines) {
    List<NamespaceLine> shortened = new ArrayList<>();
    int from = 0;
    while (from < lines.size()) {
      int to = from;
      while (to < lines.size() && lines.get(to).cluster().equals(lines.get(from).cluster())) {
        to++;
      }
      int shown = to - from > MOST ? from + MOST - 1 : to;
      shortened.addAll(lines.subList(from, shown));
      if (shown < to) {
        shortened.add(together(lines.subList(shown, to)));
      }
      from = to;
    }
    return shortened;
  }

  private static NamespaceLine together(List<NamespaceLine> lines) {
    return new NamespaceLine(
        lines.get(0).cluster(),
        "(" + lines.size() + " others)",
        "see the mart allocated_costs",
        lines.stream().mapToLong(NamespaceLine::days).max().orElse(0),
        lines.stream()
            .map(NamespaceLine::cost)
            .filter(Objects::nonNull)
            .reduce(BigDecimal::add)
            .orElse(null));
  }

  private static NamespaceLine line(Row row) {
    String namespace = row.getString(1);
    return new NamespaceLine(
        row.getString(0),
        namespace,
        namespace == null ? "not divided: no files" : REMARKS.getOrDefault(namespace, ""),
        row.getLong(2),
        row.getDecimal(3));
  }
}
