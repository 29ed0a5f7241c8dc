package io.almanac.jobs.charges;

import io.almanac.jobs.charges.source.ChargeReaders;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Reads text exports record by record in tests, without a Spark session. */
final class RecordFiles {
  private RecordFiles() {}

  /** Every record of the files, in the order of the files and their lines. */
  static List<Row> rows(String format, Path path) {
    List<Row> rows = new ArrayList<>();
    List<SourceFile> files = SourceFiles.list(path, format);
    ChargeHeaders headers = ChargeHeaders.read("bill", ChargeReaders.named(format), files);
    if (!headers.problems().isEmpty()) {
      throw new IllegalArgumentException(String.join("\n", headers.problems()));
    }
    for (SourceFile file : headers.text()) {
      Iterator<Row> records =
          file.isJsonLines()
              ? JsonLinesFile.rows("bill", format, file)
              : CsvFile.rows("bill", format, file, LeftOut.UNHEARD);
      records.forEachRemaining(rows::add);
    }
    return rows;
  }

  static List<Row> charges(List<Row> rows) {
    return rows.stream().filter(row -> text(row, ChargeRows.REJECT_REASON) == null).toList();
  }

  static List<Row> rejects(List<Row> rows) {
    return rows.stream().filter(row -> text(row, ChargeRows.REJECT_REASON) != null).toList();
  }

  static Object value(Row row, String column) {
    return row.get(ChargeRows.SCHEMA.fieldIndex(column));
  }

  /** The text of a column; null when it is empty. */
  static String text(Row row, String column) {
    Object value = value(row, column);
    return value == null ? null : value.toString();
  }

  static BigDecimal number(Row row, String column) {
    return (BigDecimal) value(row, column);
  }

  static Instant time(Row row, String column) {
    return Instant.ofEpochSecond(0, (Long) value(row, column) * 1000);
  }

  static BigDecimal sum(List<Row> rows, String column) {
    return Exports.sum(rows, row -> number(row, column));
  }
}
