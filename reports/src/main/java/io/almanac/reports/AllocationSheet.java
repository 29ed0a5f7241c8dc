package io.almanac.reports;

import java.util.List;

/** The sheet of key figures of allocation, of who bears shared costs, and of clusters. */
final class AllocationSheet {

  static final String NAME = "Allocation";
  static final int HEADER = 3;
  private static final int LAST_COLUMN = 6;

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
    row = NamespaceSection.write(report, currency, grid, row + 2);
    grid.freeze(HEADER + 1, 0);
    grid.printTable(HEADER, row - 1, LAST_COLUMN);
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
    List<SharedCostLine> lines = report.allocation().shared();
    if (lines.isEmpty()) {
      return start - 2;
    }
    int row = start;
    grid.text(row++, 0, "Shared costs of " + report.cover().period(), grid.styles.heading);
    grid.header(
        row++,
        "Outcome",
        "Split",
        "From",
        "To",
        "Cost, " + currency,
        "All from there, " + currency,
        "Share");
    int first = row + 1;
    int last = row + lines.size();
    for (SharedCostLine line : lines) {
      grid.text(row, 0, line.isKept() ? "kept" : "shared");
      grid.text(row, 1, line.split());
      grid.text(row, 2, line.from());
      grid.text(row, 3, line.to());
      grid.money(row, 4, line.cost());
      grid.formula(
          row,
          5,
          "SUMIFS(E$%s:E$%s,C$%s:C$%s,C#)".formatted(first, last, first, last),
          grid.styles.money);
      grid.formula(row, 6, "IF(F#=0,\"\",E#/F#)", grid.styles.percent);
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
