package io.almanac.jobs.charges;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Rows of which only looking for the next one tells whether there is one. */
abstract class RowsAhead implements Iterator<Row> {
  private Row upcoming;
  private boolean ended;

  /** The next row; null when there is none any more, after which it is not called again. */
  abstract Row advance();

  @Override
  public final boolean hasNext() {
    if (upcoming == null && !ended) {
      upcoming = advance();
      ended = upcoming == null;
    }
    return upcoming != null;
  }

  @Override
  public final Row next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Row row = upcoming;
    upcoming = null;
    return row;
  }
}
