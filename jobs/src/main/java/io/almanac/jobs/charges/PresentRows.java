package io.almanac.jobs.charges;

import java.util.Iterator;
import org.apache.spark.sql.Row;

/** Passes over the nulls that stand for records which are neither charge nor reject. */
final class PresentRows extends RowsAhead {
  private final Iterator<Row> rows;

  private PresentRows(Iterator<Row> rows) {
    this.rows = rows;
  }

  static Iterator<Row> of(Iterator<Row> rows) {
    return new PresentRows(rows);
  }

  @Override
  Row advance() {
    while (rows.hasNext()) {
      Row row = rows.next();
      if (row != null) {
        return row;
      }
    }
    return null;
  }
}
