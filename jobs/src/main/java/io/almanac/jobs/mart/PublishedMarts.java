package io.almanac.jobs.mart;

import java.io.UncheckedIOException;
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
   * What the files hold other than the manifest says, by the files' footers; one text for each
   * partition that differs, none when the version is whole.
   */
  public List<String> mismatches() {
    List<String> mismatches = new ArrayList<>();
    manifest
        .marts()
        .forEach(
            (name, entry) -> {
              Map<String, Long> found;
              try {
                found = MartFiles.partitionRows(folder.resolve(name));
              } catch (UncheckedIOException e) {
                mismatches.add("mart " + name + " (" + e.getMessage() + ")");
                return;
              }
              Set<String> partitions = new TreeSet<>(entry.partitions().keySet());
              partitions.addAll(found.keySet());
              for (String partition : partitions) {
                long published = entry.partitions().getOrDefault(partition, 0L);
                long there = found.getOrDefault(partition, 0L);
                if (published != there) {
                  mismatches.add(
                      "mart %s, %s (%s rows were published, its files have %s)"
                          .formatted(name, partition, published, there));
                }
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
