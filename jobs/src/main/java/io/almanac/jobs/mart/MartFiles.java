package io.almanac.jobs.mart;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
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

  /** Rows of one file, from its footer. */
  static long rows(Path file) {
    try (ParquetFileReader reader =
        ParquetFileReader.open(
            HadoopInputFile.fromPath(
                new org.apache.hadoop.fs.Path(file.toUri()), new Configuration(false)))) {
      return reader.getRecordCount();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read Parquet file: " + file, e);
    }
  }
}
