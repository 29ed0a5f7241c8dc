package io.almanac.reports;

/** The sheet of what moved since the last close; there is none when nothing did. */
final class ChangeSheet {

  static final String NAME = "Changes";
  static final int HEADER = 3;
  private static final int LAST_COLUMN = 11;

  private ChangeSheet() {}

  static void write(CostReport report, Grid grid) {
    grid.widths(14, 22, 26, 18, 10, 14, 18, 18, 18, 18, 12, 34);
    grid.title(
        "Changes since the last close",
        "What moved in billing periods that were published or closed before, by team and reason."
            + " Then and now are a team's whole billed cost of the period and stand in each of its"
            + " lines; moved amounts add up. What an open month still gathers is not listed.");
    grid.header(
        HEADER,
        "Billing period",
        "Source",
        "Team",
        "Reason",
        "Currency",
        "Compared with",
        "Billed then",
        "Billed now",
        "Moved, billed",
        "Moved, effective",
        "Charges",
        "In this report's figures");
    int row = HEADER + 1;
    for (ChangeLine line : report.changes()) {
      grid.month(row, 0, line.billingPeriod());
      grid.text(row, 1, line.source());
      grid.text(row, 2, line.team());
      grid.text(row, 3, line.reason());
      grid.text(row, 4, line.currency());
      grid.date(row, 5, line.comparedWith());
      grid.money(row, 6, line.previous());
      grid.money(row, 7, line.current());
      grid.money(row, 8, line.moved());
      grid.money(row, 9, line.movedEffective());
      grid.count(row, 10, line.movedRows());
      grid.text(row, 11, line.isApplied() ? "yes" : "no, the period is FINAL");
      row++;
    }
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    grid.freeze(HEADER + 1, 3);
    grid.printTable(HEADER, row - 1, LAST_COLUMN);
  }
}
