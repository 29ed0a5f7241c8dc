package io.almanac.jobs.mart;

import io.almanac.jobs.parquet.ParquetScan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** The Parquet files of a mart. */
final class MartFiles {
  private MartFiles() {}

  static Dataset<Row> read(SparkSession spark, Mart mart, Path folder) {
    if (Folders.parquetFiles(folder).isEmpty()) {
      return spark.createDataFrame(List.<Row>of(), mart.schema());
    }
    return spark.read().schema(mart.schema()).parquet(folder.toUri().toString());
  }

  static void append(Mart mart, Dataset<Row> rows, Path folder) {
    mart.conform(rows)
        .write()
        .mode(SaveMode.Append)
        .option("compression", "zstd")
        .partitionBy(mart.partitionColumns().toArray(String[]::new))
        .parquet(folder.toUri().toString());
  }

  /** Rows of each partition below a mart's folder, from the files' footers. */
  static Map<String, Long> partitionRows(Path folder) {
    Map<String, Long> rows = new TreeMap<>();
    for (Path file : Folders.parquetFiles(folder)) {
      rows.merge(partition(folder, file), rows(file), Long::sum);
    }
    return rows;
  }

  /** The partition that a file is in, such as {@code source=aws/billing_period=2026-10}. */
  static String partition(Path folder, Path file) {
    return folder.relativize(file.getParent()).toString().replace('\\', '/');
  }

  /** Rows of one file, from its footer. */
  static long rows(Path file) {
    return footer(file, ParquetFileReader::getRecordCount);
  }

  /** Whether a file has a column, by its footer. */
  static boolean hasColumn(Path file, String column) {
    return footer(
        file, reader -> reader.getFooter().getFileMetaData().getSchema().containsField(column));
  }

  private static <T> T footer(Path file, Function<ParquetFileReader, T> read) {
    try (ParquetFileReader reader = ParquetScan.open(file.toString())) {
      return read.apply(reader);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read Parquet file: " + file, e);
    }
  }
}
