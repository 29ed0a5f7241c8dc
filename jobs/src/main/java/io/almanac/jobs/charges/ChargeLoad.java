package io.almanac.jobs.charges;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.unix_micros;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.source.ChargeReader;
import io.almanac.jobs.charges.source.ChargeReaders;
import io.almanac.jobs.charges.source.TokenReader;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.MartColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;

/**
 * Reads the files of a cost export as FOCUS charges and rejects: every record of every file is
 * exactly one of the two. Only where a format has the same money in two files, as Azure's actual
 * and amortised cost together, does one of the files leave out what the other has.
 */
public final class ChargeLoad {
  /** The billing period of a reject whose BillingPeriodStart cannot be read. */
  public static final String UNKNOWN_PERIOD = "unknown";

  /** A task reads whole text files, small ones together until they are this large. */
  private static final long TASK_BYTES = 8L << 20;

  /** No more tasks than this, however many files there are. */
  private static final int MOST_TASKS = 1_000;

  private ChargeLoad() {}

  /**
   * Checks the headers of all files.
   *
   * @return the files in the same order, with what was found out about each
   * @throws AlmanacException with one sentence for every file that cannot be read: what is missing,
   *     which export it looks like, and what to do
   */
  public static List<SourceFile> checkHeaders(
      String sourceName, String format, List<SourceFile> files) {
    ChargeHeaders headers = ChargeHeaders.read(sourceName, ChargeReaders.named(format), files);
    List<String> problems = problems(headers);
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
    return headers.known(files);
  }

  /**
   * One sentence for every file that cannot be read, or that another file of the source is missing
   * for; empty when all can.
   */
  public static List<String> headerProblems(
      String sourceName, String format, List<SourceFile> files) {
    ChargeHeaders headers = ChargeHeaders.read(sourceName, ChargeReaders.named(format), files);
    return problems(headers);
  }

  private static List<String> problems(ChargeHeaders headers) {
    return headers.problems().isEmpty() ? headers.surveys().problemsTogether() : headers.problems();
  }

  /**
   * One row per record of the files, in no particular order: the columns of {@link
   * CostMarts#CHARGES}, and what {@link #isRejected} and {@link ChargeWriter} need. Only headers
   * are read at once; records are read whenever the result is used.
   *
   * @param sourceName becomes the column {@code source}
   * @param format the name of a reader
   * @param files as {@link SourceFiles#list} answers
   * @param leftOut takes the months of records that become no row, while they are read
   * @throws AlmanacException as {@link #checkHeaders}
   */
  public static Dataset<Row> read(
      SparkSession spark,
      String sourceName,
      String format,
      List<SourceFile> files,
      LeftOut leftOut) {
    return withInstants(
        spark.createDataFrame(
            records(spark, sourceName, format, files, leftOut), ChargeRows.SCHEMA));
  }

  /** The rows of {@link #read} for {@link ChargeWriter}, which needs no plan around them. */
  public static JavaRDD<Row> records(Dataset<Row> read) {
    Column[] columns =
        Arrays.stream(read.schema().fields())
            .map(
                field ->
                    field.dataType().equals(DataTypes.TimestampType)
                        ? unix_micros(col(field.name())).as(field.name())
                        : col(field.name()))
            .toArray(Column[]::new);
    return read.select(columns).javaRDD();
  }

  /**
   * The same records as {@link #read}, for {@link ChargeWriter}.
   *
   * @throws AlmanacException as {@link #checkHeaders}
   */
  public static JavaRDD<Row> records(
      SparkSession spark,
      String sourceName,
      String format,
      List<SourceFile> files,
      LeftOut leftOut) {
    ChargeReader reader = ChargeReaders.named(format);
    ChargeHeaders headers = ChargeHeaders.read(sourceName, reader, files);
    if (!headers.problems().isEmpty()) {
      throw AlmanacException.input(headers.problems());
    }
    List<JavaRDD<Row>> parts = new ArrayList<>();
    if (!headers.text().isEmpty()) {
      parts.add(text(spark, sourceName, format, headers.text(), leftOut));
    }
    headers
        .parquet()
        .forEach(
            (schema, group) ->
                group.stream()
                    .collect(
                        Collectors.groupingBy(
                            SourceFile::traits, LinkedHashMap::new, Collectors.toList()))
                    .values()
                    .forEach(
                        alike ->
                            parts.add(
                                ParquetFiles.rows(
                                    spark, sourceName, format, schema, alike, leftOut))));
    JavaRDD<Row> rows =
        parts.stream()
            .reduce(JavaRDD::union)
            .orElseGet(() -> JavaSparkContext.fromSparkContext(spark.sparkContext()).emptyRDD());
    return CountedDays.of(rows, files, leftOut);
  }

  /** Whether a row of {@link #read} is a reject; never null. */
  public static Column isRejected() {
    return col(ChargeRows.REJECT_REASON).isNotNull();
  }

  private static JavaRDD<Row> text(
      SparkSession spark,
      String sourceName,
      String format,
      List<SourceFile> files,
      LeftOut leftOut) {
    return JavaSparkContext.fromSparkContext(spark.sparkContext())
        .parallelize(files, tasks(spark, files))
        .flatMap(file -> records(sourceName, format, file, leftOut));
  }

  private static Iterator<Row> records(
      String sourceName, String format, SourceFile file, LeftOut leftOut) {
    if (format.equals(TokenReader.FORMAT)) {
      return TokenUsageFile.rows(sourceName, file, TokenPrices.of(sourceName, file));
    }
    return file.isJsonLines()
        ? JsonLinesFile.rows(sourceName, format, file)
        : CsvFile.rows(sourceName, format, file, leftOut);
  }

  private static int tasks(SparkSession spark, List<SourceFile> files) {
    long bytes = files.stream().mapToLong(SourceFile::size).sum();
    long wanted = Math.max(spark.sparkContext().defaultParallelism(), bytes / TASK_BYTES);
    return (int) Math.min(Math.min(files.size(), MOST_TASKS), wanted);
  }

  private static Dataset<Row> withInstants(Dataset<Row> rows) {
    List<Column> columns = new ArrayList<>();
    for (MartColumn column : CostMarts.CHARGES.columns()) {
      Column value = col(column.name());
      columns.add(
          column.type().equals(DataTypes.TimestampType)
              ? timestamp_micros(value).as(column.name())
              : value);
    }
    columns.add(col(ChargeRows.REJECT_REASON));
    columns.add(col(ChargeRows.RAW_ROW));
    return rows.select(columns.toArray(Column[]::new));
  }
}
