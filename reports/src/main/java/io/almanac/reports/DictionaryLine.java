package io.almanac.reports;

/**
 * The meaning of one mart column.
 *
 * @param mart the mart's name
 * @param column the column's name
 * @param type the column's type, such as {@code decimal(38,18)}
 * @param unit the unit; null where the column has none
 * @param meaning the meaning in words
 */
public record DictionaryLine(String mart, String column, String type, String unit, String meaning) {

  /** Checks that mart, column and type are named. */
  public DictionaryLine {
    Require.text(mart, "mart of dictionary line");
    Require.text(column, "column of dictionary line");
    Require.text(type, "type of column " + column);
  }
}
