package io.almanac.jobs.kubernetes;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
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
    var path = new org.apache.hadoop.fs.Path(file.toUri());
    Configuration none = new Configuration(false);
    try {
      MessageType schema;
      try (ParquetFileReader footer =
          ParquetFileReader.open(HadoopInputFile.fromPath(path, none))) {
        schema = footer.getFooter().getFileMetaData().getSchema();
      }
      if (!table.begin(schema.getFields().stream().map(Type::getName).toList())
          || !isFlat(schema, into)) {
        return;
      }
      try (ParquetReader<Group> records =
          ParquetReader.builder(new GroupReadSupport(), path).withConf(none).build()) {
        long number = 0;
        for (Group record = records.read(); record != null; record = records.read()) {
          number++;
          table.add(texts(record), "record " + number);
        }
      }
    } catch (RuntimeException e) {
      // The library tells most of what is wrong with a file so.
      throw new IOException(String.valueOf(e.getMessage()).lines().findFirst().orElse(""), e);
    }
    table.end();
  }

  /** Labels that are left out would leave workloads without their owners. */
  private static boolean isFlat(MessageType schema, FileUsage into) {
    boolean flat = true;
    for (Type column : schema.getFields()) {
      if (!column.isPrimitive() || column.isRepetition(Type.Repetition.REPEATED)) {
        into.problem(
            "column " + column.getName() + " is nested", "Write it as text, labels as JSON.");
        flat = false;
      }
    }
    return flat;
  }

  private static List<String> texts(Group record) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < record.getType().getFieldCount(); i++) {
      texts.add(record.getFieldRepetitionCount(i) == 0 ? "" : text(record, i));
    }
    return texts;
  }

  private static String text(Group record, int column) {
    var type = record.getType().getType(column).asPrimitiveType();
    LogicalTypeAnnotation meant = type.getLogicalTypeAnnotation();
    PrimitiveTypeName stored = type.getPrimitiveTypeName();
    if (meant instanceof DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(record.getInteger(column, 0)).toString();
    }
    if (meant instanceof TimestampLogicalTypeAnnotation instant) {
      return day(Instant.EPOCH.plus(record.getLong(column, 0), unit(instant.getUnit())));
    }
    if (meant instanceof DecimalLogicalTypeAnnotation decimal) {
      BigInteger digits =
          stored == PrimitiveTypeName.INT32 || stored == PrimitiveTypeName.INT64
              ? new BigInteger(record.getValueToString(column, 0))
              : new BigInteger(record.getBinary(column, 0).getBytes());
      return new BigDecimal(digits, decimal.getScale()).toPlainString();
    }
    switch (stored) {
      case BINARY:
        return record.getString(column, 0);
      case INT96:
      case FIXED_LEN_BYTE_ARRAY:
        throw new IllegalArgumentException(
            "column " + type.getName() + " has values of type " + stored + ", write text");
      default:
        // Doubles as the shortest text that stands for them.
        return record.getValueToString(column, 0);
    }
  }

  /** A date where the instant is the beginning of one in UTC; else all of it, which is no date. */
  private static String day(Instant instant) {
    OffsetDateTime time = instant.atOffset(ZoneOffset.UTC);
    return time.toLocalTime().equals(LocalTime.MIDNIGHT)
        ? time.toLocalDate().toString()
        : instant.toString();
  }

  private static ChronoUnit unit(LogicalTypeAnnotation.TimeUnit unit) {
    switch (unit) {
      case MILLIS:
        return ChronoUnit.MILLIS;
      case MICROS:
        return ChronoUnit.MICROS;
      case NANOS:
      default:
        return ChronoUnit.NANOS;
    }
  }
}
