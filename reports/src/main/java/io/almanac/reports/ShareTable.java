package io.almanac.reports;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** A table of costs, each with its share in all that have the same name in one column. */
final class ShareTable {
  private static final int HEADER = 3;
  private static final int LAST_COLUMN = 6;

  private ShareTable() {}

  /**
   * Writes it as the table of a sheet.
   *
   * @param header the names of the first six columns, of which the fifth is the cost and the sixth
   *     what it is a share of
   * @param group the column whose equal names belong together, as a letter
   * @param cells writes the first five columns of a line into a row
   */
  static <T> void write(
      Grid grid, List<String> header, char group, List<T> lines, BiConsumer<Integer, T> cells) {
    List<String> names = new ArrayList<>(header);
    names.add("Share");
    grid.header(HEADER, names.toArray(String[]::new));
    int row = HEADER + 1;
    int first = row + 1;
    int last = row + lines.size();
    for (T line : lines) {
      cells.accept(row, line);
      grid.formula(
          row,
          5,
          "SUMIFS(E$%s:E$%s,%s$%s:%s$%s,%s#)"
              .formatted(first, last, group, first, group, last, group),
          grid.styles.money);
      grid.formula(row, LAST_COLUMN, "IF(OR(E#=\"\",F#=0),\"\",E#/F#)", grid.styles.percent);
      row++;
    }
    grid.text(row, 0, "Total", grid.styles.totalText);
    for (int column = 1; column <= LAST_COLUMN; column++) {
      grid.text(row, column, null, grid.styles.totalText);
    }
    grid.formula(row, 4, "SUM(E%s:E%s)".formatted(first, last), grid.styles.totalMoney);
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    grid.freeze(HEADER + 1, 0);
    grid.printTable(HEADER, row, LAST_COLUMN);
  }
}
