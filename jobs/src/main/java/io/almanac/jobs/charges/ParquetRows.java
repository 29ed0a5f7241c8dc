package io.almanac.jobs.charges;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.parquet.ParquetColumn;
import io.almanac.jobs.parquet.ParquetScan;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.sql.Row;

/** The rows of Parquet files whose columns are plain values or simple maps. */
final class ParquetRows extends RowsAhead implements Closeable {
  private final ChargeRows charges;
  private final ParquetScan scan;
  private final Map<String, String> relativePaths;

  /**
   * Nothing is opened before the first row is asked for.
   *
   * @param parts of files whose schema {@link #columns} can read
   * @param relativePaths of all files, by path
   */
  ParquetRows(
      ChargeRows charges, Iterator<ParquetScan.Part> parts, Map<String, String> relativePaths) {
    this.charges = charges;
    this.scan = new ParquetScan(parts, schema -> columns(schema).orElseThrow());
    this.relativePaths = relativePaths;
  }

  /** The columns of a schema; empty when one of them is of a kind that is left to Spark. */
  static Optional<List<ParquetColumn>> columns(MessageType schema) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (Type field : schema.getFields()) {
      Optional<ParquetColumn> column =
          ParquetColumn.plain(schema, field).or(() -> SimpleMap.of(schema, field));
      if (column.isEmpty()) {
        return Optional.empty();
      }
      columns.add(column.get());
    }
    return Optional.of(columns);
  }

  @Override
  Row advance() {
    Row row = null;
    while (row == null && read()) {
      row = charges.row(relativePaths.get(scan.path()), scan.number(), scan.record());
    }
    return row;
  }

  private boolean read() {
    try {
      return scan.next();
    } catch (IOException e) {
      throw new AlmanacException(
          ExitCode.INPUT,
          List.of(
              "Cannot read file: %s, after record %s (%s). Deliver it again."
                  .formatted(scan.path(), scan.number(), e.getMessage())),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    scan.close();
  }
}
