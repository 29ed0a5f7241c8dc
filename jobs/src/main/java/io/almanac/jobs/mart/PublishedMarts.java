package io.almanac.jobs.mart;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
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

  /**
   * SHA-256 of the files of those partitions of a mart that are asked for, by path in the version's
   * folder.
   */
  public Map<String, String> checksums(Mart mart, Predicate<String> partitions) {
    Map<String, String> checksums = new TreeMap<>();
    Path root = folder.resolve(mart.name());
    for (Path file : Folders.parquetFiles(root)) {
      if (partitions.test(MartFiles.partition(root, file))) {
        checksums.put(folder.relativize(file).toString().replace('\\', '/'), Checksum.sha256(file));
      }
    }
    return checksums;
  }

  /**
   * The partitions of a mart that have rows whose files have a column; a release that did not know
   * the column wrote the others.
   */
  public Set<String> partitionsWith(Mart mart, String column) {
    Set<String> partitions = new TreeSet<>();
    Path root = folder.resolve(mart.name());
    for (Path file : Folders.parquetFiles(root)) {
      if (MartFiles.hasColumn(file, column) && MartFiles.rows(file) > 0) {
        partitions.add(MartFiles.partition(root, file));
      }
    }
    return partitions;
  }

  /** All rows of a mart; none when the mart has no data. */
  public Dataset<Row> read(SparkSession spark, Mart mart) {
    return MartFiles.read(spark, mart, folder.resolve(mart.name()));
  }
}
