package io.almanac.jobs.sample;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes the runs as the two tracking servers export them. */
final class RunExports {

  private static final DateTimeFormatter PANDAS =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ssxxx", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final DateTimeFormatter NICE =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final long HISTORY_POINTS = 3;

  private RunExports() {}

  /** {@code mlflow.search_runs(...).to_csv(index=False)}, newest run first. */
  static void searchRuns(List<TrainingRun> runs, Path file) throws IOException {
    TreeSet<String> metrics = new TreeSet<>();
    TreeSet<String> params = new TreeSet<>();
    TreeSet<String> tags = new TreeSet<>();
    for (TrainingRun run : runs) {
      metrics.addAll(run.metrics().keySet());
      params.addAll(run.params().keySet());
      tags.addAll(run.tags().keySet());
    }
    List<String> header =
        new ArrayList<>(
            List.of("run_id", "experiment_id", "status", "artifact_uri", "start_time", "end_time"));
    metrics.forEach(key -> header.add("metrics." + key));
    params.forEach(key -> header.add("params." + key));
    tags.forEach(key -> header.add("tags." + key));
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get();
    Files.createDirectories(file.getParent());
    try (Writer out = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
        CSVPrinter csv = new CSVPrinter(out, format)) {
      csv.printRecord(header);
      for (int i = runs.size() - 1; i >= 0; i--) {
        TrainingRun run = runs.get(i);
        List<Object> row = new ArrayList<>();
        row.add(run.id());
        row.add(run.experimentId());
        row.add(run.status());
        row.add(run.artifactUri());
        row.add(PANDAS.format(run.start()));
        row.add(run.end() == null ? null : PANDAS.format(run.end()));
        metrics.forEach(key -> row.add(run.metrics().get(key)));
        params.forEach(key -> row.add(run.params().get(key)));
        tags.forEach(key -> row.add(run.tags().get(key)));
        csv.printRecord(row);
      }
    }
  }

  /** The tree that mlflow-export-import writes: experiments, their runs, one file each. */
  static void exportTree(List<TrainingRun> runs, Path folder) throws IOException {
    SortedMap<String, List<TrainingRun>> experiments = new TreeMap<>();
    for (TrainingRun run : runs) {
      experiments.computeIfAbsent(run.experimentId(), id -> new ArrayList<>()).add(run);
    }
    Path root = folder.resolve("experiments");
    List<Object> listed = new ArrayList<>();
    for (Map.Entry<String, List<TrainingRun>> entry : experiments.entrySet()) {
      Path experiment = root.resolve(entry.getKey());
      List<String> ids = entry.getValue().stream().map(TrainingRun::id).toList();
      String name = entry.getValue().get(0).experiment();
      write(experiment.resolve("experiment.json"), experiment(entry.getKey(), name, ids));
      for (TrainingRun run : entry.getValue()) {
        write(experiment.resolve("runs").resolve(run.id()).resolve("run.json"), run(run));
      }
      Map<String, Object> line = new LinkedHashMap<>();
      line.put("id", entry.getKey());
      line.put("name", name);
      line.put("ok_runs", ids.size());
      line.put("failed_runs", 0);
      listed.add(line);
    }
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("experiments", experiments.size());
    info.put("total_runs", runs.size());
    info.put("ok_runs", runs.size());
    info.put("failed_runs", 0);
    write(
        root.resolve("experiments.json"),
        file("export_experiments.py", info, Map.of("experiments", listed)));
  }

  private static Map<String, Object> experiment(String id, String name, List<String> runs) {
    Map<String, Object> experiment = new LinkedHashMap<>();
    experiment.put("experiment_id", id);
    experiment.put("name", name);
    experiment.put("artifact_location", "s3://lumen-mlflow/" + id);
    experiment.put("lifecycle_stage", "active");
    experiment.put("tags", Map.of("mlflow.ownerEmail", "mlops@lumen-robotics.example"));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("experiment", experiment);
    content.put("runs", runs);
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("num_total_runs", runs.size());
    info.put("num_ok_runs", runs.size());
    info.put("num_failed_runs", 0);
    info.put("failed_runs", List.of());
    return file("export_experiment.py", info, content);
  }

  private static Map<String, Object> run(TrainingRun run) {
    Map<String, Object> info = new LinkedHashMap<>();
    info.put("run_uuid", run.id());
    info.put("run_id", run.id());
    info.put("experiment_id", run.experimentId());
    info.put("user_id", run.user());
    info.put("status", run.status());
    info.put("start_time", run.start().toEpochMilli());
    info.put("end_time", run.end() == null ? null : run.end().toEpochMilli());
    info.put("lifecycle_stage", "active");
    info.put("artifact_uri", run.artifactUri());
    info.put("run_name", run.name());
    Map<String, Object> metrics = new LinkedHashMap<>();
    run.metrics().forEach((key, value) -> metrics.put(key, history(run, value)));
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("info", info);
    content.put("params", run.params());
    content.put("metrics", metrics);
    content.put("tags", run.tags());
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("dataset_inputs", List.of());
    inputs.put("model_inputs", List.of());
    content.put("inputs", inputs);
    return file("export_run.py", null, content);
  }

  /** A falling series that ends at the last value, an hour apart. */
  private static List<Object> history(TrainingRun run, double last) {
    List<Object> points = new ArrayList<>();
    for (long n = 1; n <= HISTORY_POINTS; n++) {
      Map<String, Object> point = new LinkedHashMap<>();
      point.put("value", n == HISTORY_POINTS ? last : last + ((HISTORY_POINTS - n) * 0.125));
      point.put("timestamp", run.start().plusSeconds(3600 * n).toEpochMilli());
      point.put("step", n * 1000);
      points.add(point);
    }
    return points;
  }

  private static Map<String, Object> file(
      String script, Map<String, Object> info, Map<String, Object> content) {
    Instant exported = Ledger.start(Company.AS_OF).plusSeconds(3 * 3600);
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("package_version", "1.2.0");
    system.put("script", script);
    system.put("export_file_version", "2");
    system.put("export_time", exported.getEpochSecond());
    system.put("_export_time", NICE.format(exported));
    system.put("mlflow_version", "3.4.0");
    system.put("mlflow_tracking_uri", "http://mlflow.platform.lumen-robotics.example");
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("system", system);
    if (info != null) {
      file.put("info", info);
    }
    file.put("mlflow", content);
    return file;
  }

  private static void write(Path file, Map<String, Object> content) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, Json.indented(content), StandardCharsets.UTF_8);
  }
}
