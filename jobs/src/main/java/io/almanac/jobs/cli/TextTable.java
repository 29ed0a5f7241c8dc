package io.almanac.jobs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A table in plain text: columns as wide as their widest cell, numbers to the right. */
final class TextTable {
  private static final String GAP = "  ";

  private final String alignment;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * An empty table.
   *
   * @param alignment one letter a column: {@code l} left, {@code r} right
   */
  TextTable(String alignment) {
    this.alignment = alignment;
  }

  TextTable row(String... cells) {
    if (cells.length != alignment.length()) {
      throw new IllegalArgumentException("Cannot add row of cells: " + cells.length);
    }
    rows.add(Arrays.stream(cells).map(TextTable::harmless).toList());
    return this;
  }

  /** Text from outside must neither break lines nor steer the terminal. */
  private static String harmless(String cell) {
    return cell.replaceAll("\\p{Cntrl}", "?");
  }

  /** The lines, indented by two blanks. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < row.size(); column++) {
        String padding = " ".repeat(width(column) - row.get(column).length());
        boolean right = alignment.charAt(column) == 'r';
        line.append(GAP).append(right ? padding : "").append(row.get(column));
        line.append(right ? "" : padding);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }
}
