package io.almanac.reports;

import java.util.List;

/** The sheet of key figures of allocation, of who bears shared costs, and of clusters. */
final class AllocationSheet {

  static final String NAME = "Allocation";
  static final int HEADER = 3;

  private AllocationSheet() {}

  static void write(CostReport report, Grid grid) {
    String currency = report.cover().currency();
    grid.widths(16, 34, 30, 24, 18, 20, 18);
    grid.title(
        "Allocation",
        "Effective cost of settled days by billing month. A figure is empty where what it is divided"
            + " by is zero or missing.");
    int row = figures(report.allocation().figures(), currency, grid);
    row = shared(report, currency, grid, row + 2);
    row = namespaces(report, currency, grid, row + 2);
    grid.freeze(HEADER + 1, 0);
    grid.printTable(HEADER, row - 1, ShareSection.LAST_COLUMN);
  }

  private static int figures(List<KpiLine> lines, String currency, Grid grid) {
    grid.header(
        HEADER,
        "Billing month",
        "Figure",
        "Key",
        "Scope",
        "Cost, " + currency,
        "Divided by",
        "Value");
    int row = HEADER + 1;
    for (KpiLine line : lines) {
      grid.month(row, 0, line.month());
      grid.text(row, 1, line.figure());
      grid.text(row, 2, line.key());
      grid.text(row, 3, line.scope());
      grid.money(row, 4, line.cost());
      grid.money(row, 5, line.by());
      grid.formula(
          row,
          6,
          "IF(COUNT(E#:F#)<2,\"\",IF(F#=0,\"\",E#/F#))",
          line.isShare() ? grid.styles.percent : grid.styles.unitCost);
      row++;
    }
    return row;
  }

  private static int shared(CostReport report, String currency, Grid grid, int start) {
    return ShareSection.write(
        grid,
        start,
        "Shared costs of " + report.cover().period(),
        List.of(
            "Outcome", "Split", "From", "To", "Cost, " + currency, "All from there, " + currency),
        'C',
        report.allocation().shared(),
        (row, line) -> {
          grid.text(row, 0, line.isKept() ? "kept" : "shared");
          grid.text(row, 1, line.split());
          grid.text(row, 2, line.from());
          grid.text(row, 3, line.to());
          grid.money(row, 4, line.cost());
        });
  }

  private static int namespaces(CostReport report, String currency, Grid grid, int start) {
    return ShareSection.write(
        grid,
        start,
        "Kubernetes clusters in " + report.cover().period(),
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
