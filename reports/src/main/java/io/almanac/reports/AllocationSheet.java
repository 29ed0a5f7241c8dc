package io.almanac.reports;

/** The sheet of key figures of allocation. */
final class AllocationSheet {

  static final String NAME = "Allocation";
  private static final int HEADER = 3;
  private static final int LAST_COLUMN = 6;

  private AllocationSheet() {}

  static void write(CostReport report, Grid grid) {
    String currency = report.cover().currency();
    grid.widths(16, 34, 30, 24, 18, 20, 18);
    grid.title(
        "Allocation",
        "Effective cost of settled days by billing month. A figure is empty where what it is divided"
            + " by is zero or missing.");
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
    for (KpiLine line : report.allocation().figures()) {
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
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    grid.freeze(HEADER + 1, 0);
    grid.printTable(HEADER, row - 1, LAST_COLUMN);
  }
}
