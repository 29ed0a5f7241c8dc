package io.almanac.jobs.charges;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.unix_micros;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.charges.source.Header;
import io.almanac.jobs.charges.source.NestedValue;
import io.almanac.jobs.parquet.ParquetScan;
import io.almanac.jobs.parquet.ParquetValue;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Reads Parquet files, all files of one schema together: column by column where all columns are
 * plain values or simple maps, else through Spark, which knows every type.
 */
final class ParquetFiles {
  /** How a value is handed over from Spark. */
  private enum ColumnKind {
    INSTANT,
    DAY,
    NESTED,
    OTHER
  }

  /** A task reads about as much, whole row groups at least. */
  private static final long TASK_BYTES = 64L << 20;

  /** Smaller tasks keep all cores at work to the end. */
  private static final int TASKS_A_CORE = 3;

  private ParquetFiles() {}

  /** The schema in the file's footer. */
  static MessageType schema(SourceFile file) throws IOException {
    try (ParquetFileReader reader = ParquetScan.open(file.path())) {
      return reader.getFooter().getFileMetaData().getSchema();
    }
  }

  /** How many records the file's footer tells. */
  static long count(SourceFile file) throws IOException {
    try (ParquetFileReader reader = ParquetScan.open(file.path())) {
      return reader.getRecordCount();
    }
  }

  private static org.apache.hadoop.fs.Path hadoopPath(SourceFile file) {
    return new org.apache.hadoop.fs.Path(Path.of(file.path()).toUri());
  }

  /** The names of the columns of a schema. */
  static Header header(MessageType schema) {
    return Header.of(schema.getFields().stream().map(Type::getName).toList());
  }

  /** The rows of all records of files that have one schema and the same traits. */
  static JavaRDD<Row> rows(
      SparkSession spark,
      String source,
      String format,
      MessageType schema,
      List<SourceFile> files,
      LeftOut leftOut) {
    return ParquetRows.columns(schema).isPresent()
        ? columnwise(spark, source, format, header(schema).names(), files, leftOut)
        : throughSpark(spark, source, format, files, leftOut);
  }

  /** Of files whose schema {@link ParquetRows#columns} can read. */
  static JavaRDD<Row> columnwise(
      SparkSession spark,
      String source,
      String format,
      List<String> names,
      List<SourceFile> files,
      LeftOut leftOut) {
    FileTraits traits = files.get(0).traits();
    Map<String, String> relativePaths = relativePaths(files);
    List<ParquetScan.Part> parts = new ArrayList<>();
    for (SourceFile file : files) {
      try {
        parts.addAll(ParquetScan.parts(file.path(), file.size(), TASK_BYTES));
      } catch (IOException e) {
        throw new AlmanacException(
            ExitCode.INPUT,
            List.of(
                "Cannot read file of source %s: %s (%s). Deliver it again."
                    .formatted(source, file.path(), e.getMessage())),
            e);
      }
    }
    long bytes = files.stream().mapToLong(SourceFile::size).sum();
    long wanted =
        Math.max(
            (long) TASKS_A_CORE * spark.sparkContext().defaultParallelism(), bytes / TASK_BYTES);
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(parts, (int) Math.min(parts.size(), wanted))
        .mapPartitions(
            some ->
                new ParquetRows(
                    new ChargeRows(source, format, Header.of(names), traits, leftOut),
                    some,
                    relativePaths));
  }

  /** Of files of any schema. */
  static JavaRDD<Row> throughSpark(
      SparkSession spark, String source, String format, List<SourceFile> files, LeftOut leftOut) {
    FileTraits traits = files.get(0).traits();
    Map<String, String> relativePaths = relativePaths(files);
    Dataset<Row> raw = open(spark, source, files);
    StructField[] fields = raw.schema().fields();
    List<Column> columns = new ArrayList<>();
    for (StructField field : fields) {
      columns.add(readable(field));
    }
    columns.add(col("_metadata.file_path"));
    columns.add(col("_metadata.row_index"));
    ColumnKind[] kinds = new ColumnKind[fields.length];
    for (int i = 0; i < fields.length; i++) {
      kinds[i] = kind(fields[i].dataType());
    }
    List<String> names = List.of(raw.schema().fieldNames());
    return raw.select(columns.toArray(Column[]::new))
        .javaRDD()
        .mapPartitions(
            rows ->
                PresentRows.of(
                    convert(
                        rows,
                        new ChargeRows(source, format, Header.of(names), traits, leftOut),
                        kinds,
                        relativePaths)));
  }

  private static Map<String, String> relativePaths(List<SourceFile> files) {
    Map<String, String> relativePaths = new HashMap<>();
    files.forEach(file -> relativePaths.put(file.path(), file.relativePath()));
    return relativePaths;
  }

  private static Dataset<Row> open(SparkSession spark, String source, List<SourceFile> files) {
    try {
      return spark
          .read()
          // A path is a name here, also when it has characters of a glob.
          .option("__globPaths__", "false")
          .option("mergeSchema", "false")
          .parquet(files.stream().map(file -> hadoopPath(file).toString()).toArray(String[]::new));
    } catch (Exception e) {
      // Exception, though none is declared: Spark throws checked ones without saying so.
      throw new AlmanacException(
          ExitCode.INPUT,
          List.of(
              "Cannot read files of source %s: %s (%s). Give every column a name of its own and a type that Spark knows."
                  .formatted(source, files.get(0).path(), firstLine(e))),
          e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }

  /** Instants become microseconds and nested values JSON, so that no Java type is in doubt. */
  private static Column readable(StructField field) {
    Column column = col("`" + field.name().replace("`", "``") + "`");
    switch (kind(field.dataType())) {
      case INSTANT:
        return unix_micros(column).as(field.name());
      case DAY:
        return unix_date(column).as(field.name());
      case NESTED:
        return to_json(column).as(field.name());
      case OTHER:
      default:
        return field.dataType().equals(DataTypes.BinaryType)
            ? column.cast(DataTypes.StringType).as(field.name())
            : column;
    }
  }

  private static ColumnKind kind(DataType type) {
    if (type.equals(DataTypes.TimestampType)) {
      return ColumnKind.INSTANT;
    }
    if (type.equals(DataTypes.DateType)) {
      return ColumnKind.DAY;
    }
    return type instanceof MapType || type instanceof StructType || type instanceof ArrayType
        ? ColumnKind.NESTED
        : ColumnKind.OTHER;
  }

  private static Iterator<Row> convert(
      Iterator<Row> rows, ChargeRows charges, ColumnKind[] kinds, Map<String, String> paths) {
    Map<String, String> names = new HashMap<>();
    Object[] record = new Object[kinds.length];
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return rows.hasNext();
      }

      @Override
      public Row next() {
        Row row = rows.next();
        for (int i = 0; i < record.length; i++) {
          record[i] = value(row.get(i), kinds[i]);
        }
        String file =
            names.computeIfAbsent(
                row.getString(record.length),
                uri -> paths.get(Path.of(URI.create(uri)).toString()));
        return charges.row(file, row.getLong(record.length + 1) + 1, record);
      }
    };
  }

  private static Object value(Object value, ColumnKind kind) {
    if (kind == ColumnKind.INSTANT && value instanceof Long micros) {
      return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
    if (kind == ColumnKind.DAY && value instanceof Integer days) {
      return Instant.EPOCH.plus(days, ChronoUnit.DAYS);
    }
    if (kind == ColumnKind.NESTED && value instanceof String json) {
      return new NestedValue(json);
    }
    if (value instanceof LocalDateTime local) {
      return local.toInstant(ZoneOffset.UTC);
    }
    if (value instanceof Float number) {
      return ParquetValue.shortest(number);
    }
    return value;
  }
}
