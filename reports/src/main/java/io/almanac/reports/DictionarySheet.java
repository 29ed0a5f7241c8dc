package io.almanac.reports;

/** The sheet that says what every mart column means. */
final class DictionarySheet {

  static final String NAME = "Dictionary";
  private static final int HEADER = 3;
  private static final int LAST_COLUMN = 4;

  private DictionarySheet() {}

  static void write(CostReport report, Grid grid) {
    grid.widths(24, 34, 20, 26, 80);
    grid.title("Dictionary", "The columns of the marts behind this workbook.");
    grid.header(HEADER, "Mart", "Column", "Type", "Unit", "Meaning");
    int row = HEADER + 1;
    for (DictionaryLine line : report.dictionary()) {
      grid.text(row, 0, line.mart());
      grid.text(row, 1, line.column());
      grid.text(row, 2, line.type());
      grid.wrapped(row, 3, line.unit());
      grid.wrapped(row, 4, line.meaning());
      row++;
    }
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    grid.freeze(HEADER + 1, 0);
    grid.printTable(HEADER, row - 1, LAST_COLUMN);
  }
}
