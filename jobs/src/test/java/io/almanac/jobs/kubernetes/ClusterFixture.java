package io.almanac.jobs.kubernetes;

import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.config.KubernetesSetting;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/** Writes the files of a cluster, each newer than the one before, and divides amounts by them. */
final class ClusterFixture {
  /** Asks for the tags that tests look at. */
  private static final String RULES =
      """
      version: v1
      rules:
        - name: label
          when: { tags: { team: "*" } }
          owner: { team: "${tag:team}" }
        - name: controller
          when: { tags: { "kubernetes:controller": "*", "kubernetes:namespace": "ml-*" } }
          owner: { team: ml }
        - name: platform
          when: { tags: { "kubernetes:cluster": "*" } }
          owner: { team: platform }
      """;

  private final Path folder;
  private KubernetesSetting setting;
  private AllocationRules rules;
  private int written;

  ClusterFixture(Path folder) {
    this.folder = folder;
    this.setting =
        new KubernetesSetting(
            "prod",
            folder,
            "{\"tags\":{\"cluster\":\"prod\"}}",
            Optional.empty(),
            "USD",
            ZoneId.of("UTC"),
            false,
            KubernetesSetting.COSTS);
  }

  /** The rules that tell workloads apart. */
  static AllocationRules rules(Path folder) {
    try {
      Path file = Files.createDirectories(folder.resolve("_rules")).resolve("rules.yaml");
      return AllocationRules.load(Files.writeString(file, RULES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An answer with these steps. */
  static String answer(String... steps) {
    return "{\"code\":200,\"status\":\"success\",\"data\":[" + String.join(",", steps) + "]}";
  }

  /** A step of allocations. */
  static String step(String... allocations) {
    return "{" + String.join(",", allocations) + "}";
  }

  /** An allocation of a whole window of days, the last not included, with fields as JSON. */
  static String allocation(String name, String from, String to, String fields) {
    String window = "\"start\":\"" + from + "T00:00:00Z\",\"end\":\"" + to + "T00:00:00Z\"";
    String properties =
        name.startsWith("__")
            ? "\"cluster\":\"one\""
            : "\"cluster\":\"one\",\"namespace\":\"" + name.split("/", -1)[0] + "\"";
    return "\"%s\":{\"name\":\"%s\",\"properties\":{%s},\"window\":{%s},%s,%s}"
        .formatted(name, name, properties, window, window, fields);
  }

  /** An allocation of 1 October 2026. */
  static String allocation(String name, String fields) {
    return allocation(name, "2026-10-01", "2026-10-02", fields);
  }

  ClusterFixture file(String name, String text) {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  ClusterFixture packed(String name, String text) {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file(name, packed.toByteArray());
  }

  ClusterFixture file(String name, byte[] bytes) {
    try {
      Path file = Files.write(folder.resolve(name), bytes);
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_790_000_000_000L + 1000L * written++));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ClusterFixture with(String zone, boolean spreadsIdle, List<String> costs) {
    setting =
        new KubernetesSetting(
            setting.name(),
            setting.path(),
            setting.charges(),
            setting.clusterId(),
            setting.currency(),
            ZoneId.of(zone),
            spreadsIdle,
            costs);
    return this;
  }

  ClusterFixture clusterId(String id) {
    setting =
        new KubernetesSetting(
            setting.name(),
            setting.path(),
            setting.charges(),
            Optional.of(id),
            setting.currency(),
            setting.timeZone(),
            setting.spreadsIdle(),
            setting.costs());
    return this;
  }

  ClusterFixture named(String name, String charges) {
    setting =
        new KubernetesSetting(
            name,
            setting.path(),
            charges,
            setting.clusterId(),
            setting.currency(),
            setting.timeZone(),
            setting.spreadsIdle(),
            setting.costs());
    return this;
  }

  ClusterFixture path(Path path) {
    setting =
        new KubernetesSetting(
            setting.name(),
            path,
            setting.charges(),
            setting.clusterId(),
            setting.currency(),
            setting.timeZone(),
            setting.spreadsIdle(),
            setting.costs());
    return this;
  }

  KubernetesSetting setting() {
    return setting;
  }

  Clusters clusters() {
    rules = rules == null ? rules(folder) : rules;
    return Clusters.load(List.of(setting), rules);
  }

  Clusters clusters(UsageMemory memory) {
    rules = rules == null ? rules(folder) : rules;
    return Clusters.load(List.of(setting), rules, memory);
  }

  Cluster cluster() {
    return clusters().list().get(0);
  }

  /**
   * The parts of an amount on a day, such as {@code ml {team=a} 12.5}; none when it stays whole.
   */
  List<String> parts(String day, String amount) {
    DayShares shares = cluster().day(LocalDate.parse(day));
    if (shares == null) {
      return List.of();
    }
    List<String> parts = new ArrayList<>();
    List<BigDecimal> divided = shares.divide(new BigDecimal(amount));
    for (int i = 0; i < divided.size(); i++) {
      Workload workload = shares.workloads().get(i);
      Map<String, String> tags = new TreeMap<>(workload.tags());
      tags.remove("kubernetes:namespace");
      tags.remove("kubernetes:cluster");
      parts.add(
          workload.namespace()
              + (tags.isEmpty() ? "" : " " + tags)
              + " "
              + divided.get(i).stripTrailingZeros().toPlainString());
    }
    return parts;
  }
}
