package io.almanac.jobs.runs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.NamedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The JSON files of mlflow-export-import: every {@code run.json} below the folder, in either
 * layout. The run's identifier is the one in the file, which the folder's name may contradict.
 */
final class MlflowExportReader implements RunReader {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Override
  public String format() {
    return "mlflow-export";
  }

  @Override
  public RunHistory read(String name, Path path) {
    List<RunRecord> runs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    Map<String, String> experiments = new HashMap<>();
    List<Path> files = files(path);
    for (Path file : files) {
      if (file.getFileName().toString().equals("experiment.json")) {
        JsonNode experiment = parse(file, problems).path("experiment");
        if (experiment.hasNonNull("experiment_id")) {
          experiments.putIfAbsent(
              experiment.get("experiment_id").asText(), text(experiment, "name"));
        }
      }
    }
    for (Path file : files) {
      if (file.getFileName().toString().equals("run.json")) {
        JsonNode run = parse(file, problems);
        if (run.path("info").hasNonNull("run_id")) {
          runs.add(run(run, relative(path, file)));
        } else if (!run.isMissingNode()) {
          problems.add("Cannot read run: " + file + ". It has no mlflow.info.run_id.");
        }
      }
    }
    if (runs.isEmpty()) {
      problems.add(
          0,
          "Cannot read run history "
              + name
              + ": "
              + path
              + " has no readable run.json. Export runs by mlflow-export-import, or correct the"
              + " path.");
      throw AlmanacException.input(problems);
    }
    runs.replaceAll(run -> run.withExperimentName(experiments.get(run.experimentId())));
    return RunHistory.of(name, runs, problems);
  }

  private static RunRecord run(JsonNode run, String file) {
    JsonNode info = run.path("info");
    SortedMap<String, String> tags = new TreeMap<>();
    run.path("tags").properties().forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
    String runName = text(info, "run_name");
    return new RunRecord(
        text(info, "run_id"),
        runName == null ? tags.get("mlflow.runName") : runName,
        text(info, "experiment_id"),
        null,
        tags.get("mlflow.parentRunId"),
        text(info, "status"),
        tags.getOrDefault("mlflow.user", text(info, "user_id")),
        instant(info, "start_time"),
        instant(info, "end_time"),
        lastMetric(run.path("metrics")),
        tags,
        file);
  }

  private static List<Path> files(Path path) {
    try {
      return NamedFiles.of(path);
    } catch (IOException e) {
      throw AlmanacException.input(
          "Cannot read run history: " + path + ". Correct the path, or deliver the export there.");
    }
  }

  /** What the exporter wrote; a missing node when the file is none of its files, which is told. */
  private static JsonNode parse(Path file, List<String> problems) {
    try {
      JsonNode content = JSON.readTree(Files.readString(file)).path("mlflow");
      if (content.isMissingNode()) {
        problems.add(
            "Cannot read run history file: "
                + file
                + ". It has no key mlflow; write it by mlflow-export-import.");
      }
      return content;
    } catch (IOException e) {
      problems.add(
          "Cannot read run history file: " + file + ". It is not valid JSON; export it again.");
      return JSON.missingNode();
    }
  }

  /** The last time stamp of all metrics, which come with their whole history; null without any. */
  private static Instant lastMetric(JsonNode metrics) {
    Instant last = null;
    for (JsonNode metric : metrics) {
      for (JsonNode point : metric) {
        Instant time = instant(point, "timestamp");
        if (time != null && (last == null || time.isAfter(last))) {
          last = time;
        }
      }
    }
    return last;
  }

  /** Milliseconds since 1970, as a number or as text; null when absent. */
  private static Instant instant(JsonNode node, String field) {
    return node.hasNonNull(field) && node.get(field).asLong() > 0
        ? Instant.ofEpochMilli(node.get(field).asLong())
        : null;
  }

  private static String text(JsonNode node, String field) {
    return node.hasNonNull(field) && !node.get(field).asText().isEmpty()
        ? node.get(field).asText()
        : null;
  }

  private static String relative(Path path, Path file) {
    Path inside =
        path.equals(file)
            ? file.getFileName()
            : Files.isDirectory(path) ? path.relativize(file) : file;
    return inside.toString().replace('\\', '/');
  }
}
