package io.almanac.jobs.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.config.KubernetesSetting;
import io.almanac.jobs.mart.Checksum;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What the last night found in the files of clusters, so that a file that did not change is not
 * read again: one JSON object a line and file, packed (gzip), under a hash of everything that
 * decides about it. What cannot be read back is forgotten, and its file read. Used by one thread.
 */
public final class UsageMemory {
  /** The name of the file in a version's folder. */
  public static final String NAME = "_kubernetes";

  /** Another one where readers find something else in the same file. */
  private static final int FORMAT = 1;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Map<String, String> before;
  private final Map<String, String> now = new TreeMap<>();

  private UsageMemory(Map<String, String> before) {
    this.before = before;
  }

  /** Remembers nothing. */
  public static UsageMemory none() {
    return new UsageMemory(Map.of());
  }

  /** What a night wrote; nothing without its file, or when the file is damaged. */
  public static UsageMemory read(Optional<Path> file) {
    if (file.filter(Files::exists).isEmpty()) {
      return none();
    }
    Map<String, String> lines = new HashMap<>();
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file.get())), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        int blank = line.indexOf(' ');
        if (blank > 0) {
          lines.put(line.substring(0, blank), line.substring(blank + 1));
        }
      }
    } catch (IOException e) {
      return none();
    }
    return new UsageMemory(lines);
  }

  /** Writes what was found in files that are there still. */
  public void write(Path file) {
    try (BufferedWriter writer =
        new BufferedWriter(
            new OutputStreamWriter(
                new GZIPOutputStream(Files.newOutputStream(file)), StandardCharsets.UTF_8))) {
      for (Map.Entry<String, String> line : now.entrySet()) {
        writer.write(line.getKey() + " " + line.getValue() + "\n");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot write what was found in files of clusters: " + file, e);
    }
  }

  /**
   * Everything that decides about what is found in a file.
   *
   * @param keys the keys of tags that rules ask for
   */
  static String key(KubernetesSetting setting, TreeSet<String> keys, SourceFile file) {
    return Checksum.sha256(
        String.join(
            "\n",
            Integer.toString(FORMAT),
            setting.name(),
            setting.clusterId().toString(),
            setting.timeZone().toString(),
            setting.costs().toString(),
            keys.toString(),
            file.path(),
            Long.toString(file.size()),
            Long.toString(file.modifiedMillis())));
  }

  /** What was found in a file; empty when it has to be read. */
  Optional<FileUsage> find(String key, SourceFile file, Function<Usage, Workload> workloads) {
    String line = before.get(key);
    if (line == null) {
      return Optional.empty();
    }
    try {
      FileUsage usage = new FileUsage(file, workloads);
      JsonNode node = JSON.readTree(line);
      node.path("clusters").forEach(cluster -> usage.addCluster(cluster.textValue()));
      node.path("windows").forEach(window -> read(window, usage));
      now.put(key, line);
      return Optional.of(usage);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** Remembers what was found in a file that nothing is wrong with. */
  void keep(String key, FileUsage usage) {
    ObjectNode node = JSON.createObjectNode();
    ArrayNode clusters = node.putArray("clusters");
    usage.clusters().forEach(clusters::add);
    ArrayNode windows = node.putArray("windows");
    usage.windows().forEach((span, window) -> windows.add(written(span, window)));
    now.put(key, node.toString());
  }

  private static ObjectNode written(Span span, FileUsage.Window window) {
    ObjectNode node = JSON.createObjectNode();
    node.put("start", span.start()).put("end", span.end());
    node.put("incomplete", window.incomplete()).put("without-gpu", window.costsWithoutGpu());
    ObjectNode days = node.putObject("days");
    window
        .days()
        .forEach(
            (day, costs) -> {
              ArrayNode list = days.putArray(day.toString());
              costs.forEach(
                  (workload, cost) -> {
                    ArrayNode one = list.addArray();
                    one.add(workload.namespace()).add(cost.toString());
                    ObjectNode tags = one.addObject();
                    workload.tags().forEach(tags::put);
                  });
            });
    return node;
  }

  private static void read(JsonNode node, FileUsage usage) {
    FileUsage.Window window =
        usage.begin(new Span(node.required("start").longValue(), node.required("end").longValue()));
    window.count(node.required("incomplete").intValue(), node.required("without-gpu").intValue());
    node.required("days")
        .properties()
        .forEach(
            day ->
                day.getValue()
                    .forEach(
                        one -> {
                          TreeMap<String, String> tags = new TreeMap<>();
                          one.required(2)
                              .properties()
                              .forEach(tag -> tags.put(tag.getKey(), tag.getValue().textValue()));
                          window.add(
                              LocalDate.parse(day.getKey()),
                              new Workload(one.required(0).textValue(), tags),
                              new BigDecimal(one.required(1).textValue()));
                        }));
  }
}
