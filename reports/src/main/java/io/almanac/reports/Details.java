package io.almanac.reports;

import java.util.stream.Stream;

/**
 * The rows of the detail sheet, streamed so that memory does not grow with them.
 *
 * @param rows opens the rows in the order to show; called once for each file written, closed after
 *     use
 * @param rowCap the most rows to show, from 0 to {@link #MOST_ROWS}; rows beyond it are counted and
 *     summed on the sheet, never dropped in silence
 * @param martLocation where all rows can be read, in words: the mart's name and path
 */
public record Details(RowSource rows, int rowCap, String martLocation) {

  /** The rows of an Excel sheet, 1,048,576, less those that the sheet needs for itself. */
  public static final int MOST_ROWS = 1_048_576 - DetailSheet.ROWS_ABOVE;

  /** Opens a fresh stream of the detail rows each time it is asked. */
  @FunctionalInterface
  public interface RowSource {
    /** Opens the rows from the first one; the caller closes the stream. */
    Stream<DetailLine> open();
  }

  /** Checks that rows and mart are given and that the cap fits in a sheet. */
  public Details {
    Require.present(rows, "detail rows");
    Require.text(martLocation, "location of the detail mart");
    Require.that(rowCap >= 0 && rowCap <= MOST_ROWS, "row cap not from 0 to " + MOST_ROWS, rowCap);
  }

  /** No rows at all. */
  public static Details none(String martLocation) {
    return new Details(Stream::empty, MOST_ROWS, martLocation);
  }
}
