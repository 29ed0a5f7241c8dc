package io.almanac.reports;

import java.util.List;

/** The section of clusters by namespace on the sheet of allocation. */
final class NamespaceSection {
  private static final int LAST_COLUMN = 6;

  private NamespaceSection() {}

  /** Writes it from a row on; gives the row after the last one, which is two before without any. */
  static int write(CostReport report, String currency, Grid grid, int start) {
    List<NamespaceLine> lines = report.allocation().namespaces();
    if (lines.isEmpty()) {
      return start - 2;
    }
    int row = start;
    grid.text(row++, 0, "Kubernetes clusters in " + report.cover().period(), grid.styles.heading);
    grid.header(
        row++,
        "Cluster",
        "Namespace",
        "Remark",
        "Days with cost",
        "Cost, " + currency,
        "All of the cluster, " + currency,
        "Share");
    int first = row + 1;
    int last = row + lines.size();
    for (NamespaceLine line : lines) {
      grid.text(row, 0, line.cluster());
      grid.text(row, 1, line.namespace());
      grid.text(row, 2, line.remark());
      grid.count(row, 3, line.days());
      grid.money(row, 4, line.cost());
      grid.formula(
          row,
          5,
          "SUMIFS(E$%s:E$%s,A$%s:A$%s,A#)".formatted(first, last, first, last),
          grid.styles.money);
      grid.formula(row, 6, "IF(OR(E#=\"\",F#=0),\"\",E#/F#)", grid.styles.percent);
      row++;
    }
    grid.text(row, 0, "Total", grid.styles.totalText);
    for (int column = 1; column <= LAST_COLUMN; column++) {
      grid.text(row, column, null, grid.styles.totalText);
    }
    grid.formula(row, 4, "SUM(E%s:E%s)".formatted(first, last), grid.styles.totalMoney);
    return row + 1;
  }
}
