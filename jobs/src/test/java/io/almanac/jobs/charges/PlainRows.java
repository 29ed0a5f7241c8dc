package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.source.ChargeReaders;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.charges.source.Header;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.sql.Row;

/** Reads exports row by row as a task does, without a Spark session. */
final class PlainRows {
  private PlainRows() {}

  /**
   * All rows of a file whose header was checked, charges and rejects in file order.
   *
   * @throws AlmanacException as a night does for a file that cannot be read
   */
  static List<Row> read(String format, Path path) {
    ChargeLoad.checkHeaders("bill", format, SourceFiles.list(path));
    List<Row> rows = new ArrayList<>();
    for (SourceFile file : SourceFiles.list(path)) {
      if (file.size() > 0 && !file.isParquet()) {
        Iterator<Row> some = CsvFile.rows("bill", format, file, LeftOut.UNHEARD);
        some.forEachRemaining(rows::add);
      }
    }
    return rows;
  }

  /** The rows of a CSV text in a file of that name. */
  static List<Row> read(String format, Path folder, String name, String text) {
    return read(format, Exports.write(folder, name, text));
  }

  /** Makes rows of records with typed values, as a Parquet file hands them over. */
  static ChargeRows maker(String format, List<String> names) {
    Header header = Header.of(names);
    if (!ChargeReaders.named(format).faults(header).isEmpty()) {
      throw new IllegalArgumentException("Cannot use header: " + names);
    }
    return new ChargeRows("bill", format, header, FileTraits.NONE, LeftOut.UNHEARD);
  }

  /** A file with these bytes, alone in a folder of its name. */
  static Path bytes(Path folder, String name, byte[] bytes) throws java.io.IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static String text(Row row, String column) {
    Object value = row.get(ChargeRows.SCHEMA.fieldIndex(column));
    return value == null ? null : value.toString();
  }

  static BigDecimal billed(Row row) {
    return row.getDecimal(ChargeRows.SCHEMA.fieldIndex("BilledCost"));
  }

  /** The sum of billed cost of all rows that have one. */
  static BigDecimal billed(List<Row> rows) {
    return rows.stream()
        .map(PlainRows::billed)
        .filter(cost -> cost != null)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  static List<String> flags(Row row) {
    String flags = text(row, "x_Flags");
    return flags == null ? List.of() : Arrays.asList(flags.split(",", -1));
  }

  /** Why the row is no charge; null when it is one. */
  static String reject(Row row) {
    return text(row, ChargeRows.REJECT_REASON);
  }
}
