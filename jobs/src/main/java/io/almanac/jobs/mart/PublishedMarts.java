package io.almanac.jobs.mart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

  /**
   * What the files hold other than the manifest says, by the files' footers; one sentence for each
   * mart that differs, none when the version is whole.
   */
  public List<String> mismatches() {
    List<String> mismatches = new ArrayList<>();
    manifest
        .marts()
        .forEach(
            (name, entry) -> {
              Map<String, Long> found = MartFiles.partitionRows(folder.resolve(name));
              found.values().removeIf(rows -> rows == 0);
              Map<String, Long> expected = new TreeMap<>(entry.partitions());
              expected.values().removeIf(rows -> rows == 0);
              if (!found.equals(expected)) {
                mismatches.add(
                    "Cannot trust mart "
                        + name
                        + ": its files hold "
                        + found
                        + ", its manifest says "
                        + expected);
              }
            });
    return mismatches;
  }

  /** All rows of a mart; none when the mart has no data. */
  public Dataset<Row> read(SparkSession spark, Mart mart) {
    return MartFiles.read(spark, mart, folder.resolve(mart.name()));
  }
}
