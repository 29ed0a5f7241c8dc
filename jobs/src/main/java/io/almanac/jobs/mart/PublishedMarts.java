package io.almanac.jobs.mart;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * One complete version of the marts, which does not change any more.
 *
 * @param folder the version's own folder, not the link
 * @param manifest what it consists of
 */
public record PublishedMarts(Path folder, Manifest manifest) {

  /** All rows of a mart; none when the mart has no data. */
  public Dataset<Row> read(SparkSession spark, Mart mart) {
    return MartFiles.read(spark, mart, folder.resolve(mart.name()));
  }
}
