package io.almanac.reports;

import java.util.List;

/** The sheet of what namespaces of Kubernetes clusters cost in the report's month. */
final class KubernetesSheet {

  static final String NAME = "Kubernetes";

  private KubernetesSheet() {}

  static void write(CostReport report, Grid grid) {
    String currency = report.cover().currency();
    grid.widths(24, 34, 24, 14, 18, 20, 18);
    grid.title(
        "Kubernetes clusters in " + report.cover().period(),
        "Effective cost of settled days of each namespace, and its share in its cluster.");
    ShareTable.write(
        grid,
        List.of(
            "Cluster",
            "Namespace",
            "Remark",
            "Days with cost",
            "Cost, " + currency,
            "All of the cluster, " + currency),
        'A',
        report.allocation().namespaces(),
        (row, line) -> {
          grid.text(row, 0, line.cluster());
          grid.text(row, 1, line.namespace());
          grid.text(row, 2, line.remark());
          grid.count(row, 3, line.days());
          grid.money(row, 4, line.cost());
        });
  }
}
