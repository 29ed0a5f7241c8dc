package io.almanac.jobs.distribution;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.mart.Marts;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.sample.SampleCompany;
import io.almanac.jobs.sample.SampleFormat;
import io.almanac.jobs.sample.SampleOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * A small company with its own marts, and nights on it as processes.
 *
 * @param folder holds the exports, the settings and, below {@code out}, the marts and reports
 */
record NightFolder(Path folder) {
  private static final long ROWS = 400;

  /** For JVMs that live for seconds. */
  static final Map<String, String> SMALL =
      Map.of(
          "ALMANAC_JAVA_OPTS",
          "-XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=128m",
          "ALMANAC_MEMORY",
          "900m");

  static NightFolder write(Path folder) {
    SampleCompany.write(new SampleOptions(folder, ROWS, SampleFormat.NATIVE, true), line -> {});
    return new NightFolder(folder);
  }

  /** The same company's bills, rules and budgets alone, whose nights take two thirds as long. */
  static NightFolder writeBillsAlone(Path folder) throws IOException {
    NightFolder night = write(folder);
    Files.writeString(
        folder.resolve("almanac.yaml"),
        """
        company: Lumen Robotics
        sources:
          - { name: aws, format: aws-cur, path: billing/aws, settling-days: 2 }
          - { name: gcp, format: focus, path: billing/gcp, settling-days: 2 }
        allocation-rules: allocation-rules.yaml
        budgets: budgets.csv
        output: { marts: out/marts, reports: out/reports }
        """);
    return night;
  }

  Path marts() {
    return folder.resolve("out/marts");
  }

  String[] nightly(String asOf) {
    return new String[] {
      Launched.home().resolve("bin/almanac").toString(),
      "nightly",
      "--conf",
      folder.resolve("almanac.yaml").toString(),
      "--as-of",
      asOf
    };
  }

  /** What the night that was started last has told so far. */
  Path log() {
    return folder.resolve("night.log");
  }

  /** Starts a night that the test may kill: the launcher replaces itself by the JVM. */
  Process start(String asOf) throws IOException {
    Files.deleteIfExists(log());
    ProcessBuilder builder =
        new ProcessBuilder(nightly(asOf)).redirectErrorStream(true).redirectOutput(log().toFile());
    builder.environment().putAll(SMALL);
    return builder.start();
  }

  PublishedMarts published() {
    return new MartStore(marts()).published().orElseThrow();
  }

  /** Every row of every mart as text, sorted. */
  Map<String, List<String>> rows() {
    PublishedMarts published = published();
    Map<String, List<String>> rows = new TreeMap<>();
    for (Mart mart : Marts.ALL) {
      List<String> texts = new ArrayList<>();
      for (Row row : published.read(SparkTest.spark(), mart).collectAsList()) {
        texts.add(row.toString());
      }
      texts.sort(null);
      rows.put(mart.name(), texts);
    }
    return rows;
  }
}
