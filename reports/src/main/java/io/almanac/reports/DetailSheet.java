package io.almanac.reports;

/** The streamed sheet of detail rows. */
final class DetailSheet {

  /** Title, note, totals and header. */
  static final int ROWS_ABOVE = 7;

  private DetailSheet() {}
}
