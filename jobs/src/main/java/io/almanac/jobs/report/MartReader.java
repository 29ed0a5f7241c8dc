package io.almanac.jobs.report;

import io.almanac.jobs.mart.Mart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Where a report's marts come from: the version in the making, or the published one. */
@FunctionalInterface
public interface MartReader {
  /** All rows of a mart. */
  Dataset<Row> read(Mart mart);
}
