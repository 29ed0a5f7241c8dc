package io.almanac.jobs.kubernetes;

import io.almanac.jobs.parquet.ParquetColumn;
import io.almanac.jobs.parquet.ParquetScan;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;

/**
 * Reads the {@link AllocationTable} of OpenCost from Parquet, as converters write it: texts,
 * numbers, dates, and instants at midnight for dates.
 */
final class AllocationParquet {
  private AllocationParquet() {}

  /**
   * Reads a file; what is wrong with it becomes a problem of it.
   *
   * @throws IOException when it is not Parquet, or damaged
   */
  static void read(Path file, AllocationTable table, FileUsage into) throws IOException {
    MessageType schema;
    try (ParquetFileReader footer = ParquetScan.open(file.toString())) {
      schema = footer.getFileMetaData().getSchema();
    }
    List<ParquetColumn> columns = columns(schema, into);
    if (!table.begin(schema.getFields().stream().map(Type::getName).toList())
        || columns.size() < schema.getFieldCount()) {
      return;
    }
    List<ParquetScan.Part> whole = List.of(ParquetScan.Part.whole(file.toString()));
    try (ParquetScan scan = new ParquetScan(whole.iterator(), same -> columns)) {
      while (scan.next()) {
        table.add(
            Arrays.stream(scan.record()).map(AllocationParquet::text).toList(),
            "record " + scan.number());
      }
    }
    table.end();
  }

  /** Labels that are left out would leave workloads without their owners. */
  private static List<ParquetColumn> columns(MessageType schema, FileUsage into) {
    List<ParquetColumn> columns = new ArrayList<>();
    for (Type field : schema.getFields()) {
      Optional<ParquetColumn> column = ParquetColumn.plain(schema, field);
      if (column.isEmpty()) {
        boolean isNested = !field.isPrimitive() || field.isRepetition(Type.Repetition.REPEATED);
        into.problem(
            "column "
                + field.getName()
                + (isNested ? " is nested" : " has values of type " + field.asPrimitiveType()),
            "Write it as text, labels as JSON.");
      }
      column.ifPresent(columns::add);
    }
    return columns;
  }

  private static String text(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Instant instant) {
      return day(instant);
    }
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }

  /** A date where the instant is the beginning of one in UTC; else all of it, which is no date. */
  private static String day(Instant instant) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : instant.toString();
  }
}
