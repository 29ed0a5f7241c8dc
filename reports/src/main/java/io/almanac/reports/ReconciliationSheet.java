package io.almanac.reports;

/** The sheet of the night's checks. */
final class ReconciliationSheet {

  static final String NAME = "Reconciliation";
  static final int HEADER = 4;
  private static final int LAST_COLUMN = 21;

  private ReconciliationSheet() {}

  static void write(CostReport report, Grid grid) {
    grid.widths(
        30, 14, 10, 18, 9, 18, 16, 18, 16, 14, 9, 16, 16, 14, 16, 16, 11, 11, 10, 42, 14, 14);
    grid.title(
        "Reconciliation",
        "Amounts are in the currency of their line. Blank means the amount has no place in the"
            + " check or was not loaded.");
    int last = HEADER + Math.max(1, report.reconciliation().size());
    String status = "K" + (HEADER + 2) + ":K" + (last + 1);
    grid.text(2, 0, "Checks failed", grid.styles.label);
    grid.formula(2, 1, "COUNTIF(" + status + ",\"FAIL\")", grid.styles.count);
    grid.text(2, 2, "passed", grid.styles.label);
    grid.formula(2, 3, "COUNTIF(" + status + ",\"PASS\")", grid.styles.count);
    grid.name("checks_failed", 2, 1);
    grid.name("checks_passed", 2, 3);
    grid.header(
        HEADER,
        "Check",
        "Source",
        "Billing period",
        "Invoice",
        "Currency",
        "Left is",
        "Left",
        "Right is",
        "Right",
        "Difference",
        "Status",
        "Invoiced",
        "Ingested",
        "Rejected",
        "Allocated",
        "Unallocated",
        "Rows in",
        "Rows out",
        "Rows rejected",
        "Explanation",
        "Explained",
        "Unexplained");
    int row = HEADER + 1;
    for (ReconciliationLine line : report.reconciliation()) {
      line(grid, row++, line);
    }
    if (report.reconciliation().isEmpty()) {
      grid.text(row++, 0, "No check was made.");
    }
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    grid.freeze(HEADER + 1, 1);
    grid.printWideTable(HEADER, row - 1, LAST_COLUMN);
  }

  private static void line(Grid grid, int row, ReconciliationLine line) {
    grid.wrapped(row, 0, line.check());
    grid.wrapped(row, 1, line.source());
    grid.text(row, 2, line.billingPeriod());
    grid.wrapped(row, 3, line.invoice());
    grid.text(row, 4, line.currency());
    grid.wrapped(row, 5, line.leftLabel());
    grid.money(row, 6, line.left());
    grid.wrapped(row, 7, line.rightLabel());
    grid.money(row, 8, line.right());
    // Doubles of amounts that are equal in decimals can differ in the last bits.
    grid.formula(row, 9, "IF(OR(G#=\"\",I#=\"\"),\"\",ROUND(G#-I#,6))", grid.styles.money);
    grid.text(row, 10, line.status());
    grid.money(row, 11, line.invoiced());
    grid.money(row, 12, line.ingested());
    grid.money(row, 13, line.rejected());
    grid.money(row, 14, line.allocated());
    grid.money(row, 15, line.unallocated());
    grid.count(row, 16, line.rowsIn());
    grid.count(row, 17, line.rowsOut());
    grid.count(row, 18, line.rowsRejected());
    grid.wrapped(row, 19, line.explanation());
    grid.money(row, 20, line.explained());
    grid.formula(row, 21, "IF(OR(J#=\"\",U#=\"\"),\"\",ROUND(J#-U#,6))", grid.styles.money);
  }
}
