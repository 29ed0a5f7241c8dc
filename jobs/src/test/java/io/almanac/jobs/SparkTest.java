package io.almanac.jobs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * Gives tests the one Spark session of this JVM, two local cores:
 * {@code @ExtendWith(SparkTest.class)} and {@link #spark()}.
 */
public final class SparkTest implements BeforeAllCallback {
  private static SparkSession session;

  @Override
  public void beforeAll(ExtensionContext context) {
    context
        .getRoot()
        .getStore(Namespace.GLOBAL)
        .getOrComputeIfAbsent(
            SparkTest.class, key -> (AutoCloseable) SparkTest::stop, AutoCloseable.class);
    spark();
  }

  /** The session, started on first use. */
  public static synchronized SparkSession spark() {
    if (session == null) {
      session =
          SparkSession.builder()
              .master("local[2]")
              .appName("almanac tests")
              .config("spark.ui.enabled", "false")
              .config("spark.sql.shuffle.partitions", "2")
              .config("spark.default.parallelism", "2")
              .config("spark.driver.host", "127.0.0.1")
              .config("spark.driver.bindAddress", "127.0.0.1")
              .config("spark.sql.session.timeZone", "UTC")
              .config("spark.sql.datetime.java8API.enabled", "true")
              .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
              .config("spark.sql.warehouse.dir", warehouse())
              .getOrCreate();
      session.sparkContext().setLogLevel("WARN");
    }
    return session;
  }

  private static synchronized void stop() {
    if (session != null) {
      session.stop();
      session = null;
    }
  }

  private static String warehouse() {
    try {
      return Files.createTempDirectory("almanac-warehouse").toString();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot create a temporary folder", e);
    }
  }
}
