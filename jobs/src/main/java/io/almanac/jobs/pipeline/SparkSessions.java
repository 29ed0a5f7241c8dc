package io.almanac.jobs.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/**
 * Starts the one Spark session of a process: embedded on all cores of this machine, or, when
 * spark-submit has named a master, on that cluster.
 */
public final class SparkSessions {
  private SparkSessions() {}

  /**
   * The session, started on first use. What decides about results (time zone, casts, partition
   * types) is the same everywhere; what decides about speed is set for embedded runs only.
   */
  public static SparkSession start() {
    SparkSession.Builder builder =
        SparkSession.builder()
            .appName("almanac")
            .config("spark.sql.session.timeZone", "UTC")
            .config("spark.sql.ansi.enabled", "true")
            .config("spark.sql.datetime.java8API.enabled", "true")
            .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
            // What Parquet's own types say, not the INT96 that it has given up.
            .config("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS")
            // Beyond 8000 bytes of byte code HotSpot interprets a method; the writer of a charge's
            // many columns is such a one unless it is split.
            .config("spark.sql.codegen.hugeMethodLimit", "8000");
    if (!new SparkConf().contains("spark.master")) {
      embed(builder);
    }
    SparkSession session = builder.getOrCreate();
    session.sparkContext().setLogLevel("ERROR");
    return session;
  }

  private static void embed(SparkSession.Builder builder) {
    int cores = Runtime.getRuntime().availableProcessors();
    Path scratch = scratch();
    builder
        .master("local[*]")
        .config("spark.ui.enabled", "false")
        .config("spark.ui.showConsoleProgress", "false")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.sql.shuffle.partitions", Integer.toString(2 * cores))
        // Listing folders as a Spark job pays off on object stores alone.
        .config("spark.sql.sources.parallelPartitionDiscovery.threshold", "10000")
        .config("spark.local.dir", scratch.resolve("spark").toString())
        .config("spark.sql.warehouse.dir", scratch.resolve("warehouse").toString());
  }

  /** A folder of this process under the system's temporary folder, removed at its end. */
  private static Path scratch() {
    try {
      Path folder = Files.createTempDirectory("almanac-");
      // Spark empties its own folders in a hook of its own; what is left then is removed here.
      Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(folder)));
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot create a temporary folder: " + System.getProperty("java.io.tmpdir"), e);
    }
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // Spark removes the same files at the same time; the system empties what stays behind.
    }
  }
}
