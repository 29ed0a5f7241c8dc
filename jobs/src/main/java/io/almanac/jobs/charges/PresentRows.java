package io.almanac.jobs.charges;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** Passes over the nulls that stand for records which are neither charge nor reject. */
final class PresentRows implements Iterator<Row> {
  private final Iterator<Row> rows;
  private Row upcoming;

  private PresentRows(Iterator<Row> rows) {
    this.rows = rows;
    this.upcoming = advance();
  }

  static Iterator<Row> of(Iterator<Row> rows) {
    return new PresentRows(rows);
  }

  @Override
  public boolean hasNext() {
    return upcoming != null;
  }

  @Override
  public Row next() {
    if (upcoming == null) {
      throw new NoSuchElementException();
    }
    Row row = upcoming;
    upcoming = advance();
    return row;
  }

  private Row advance() {
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row != null) {
        return row;
      }
    }
    return null;
  }
}
