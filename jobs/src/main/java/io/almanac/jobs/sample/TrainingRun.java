package io.almanac.jobs.sample;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A run of one of the two MLflow servers.
 *
 * @param research true for the research server (CSV), false for the platform server (JSON tree)
 * @param status FINISHED, FAILED, KILLED or RUNNING
 * @param end null while running
 * @param parentId null for a run of its own
 * @param resourceIds machines as the bill calls them; empty when the run does not say
 * @param job the managed training job that is billed for this run alone, or null
 */
record TrainingRun(
    String id,
    boolean research,
    String team,
    String project,
    String name,
    String user,
    String status,
    Instant start,
    Instant end,
    String parentId,
    List<String> resourceIds,
    Resource job) {

  /** The experiment: one per team and project. */
  String experiment() {
    return team + "/" + project;
  }

  /** A short number on the research server, eighteen digits on the newer platform server. */
  String experimentId() {
    double draw = Noise.uniform(Noise.key("experiment " + experiment()), 0);
    return research
        ? Long.toString(10 + (long) (draw * 90))
        : Long.toString(100_000_000_000_000_000L + (long) (draw * 8e17));
  }

  /** Where the run's files lie. */
  String artifactUri() {
    return "s3://lumen-mlflow/" + experimentId() + "/" + id + "/artifacts";
  }

  SortedMap<String, String> params() {
    long key = Noise.key("params " + id);
    SortedMap<String, String> params = new TreeMap<>();
    params.put("batch_size", Integer.toString(32 << (int) (Noise.uniform(key, 1) * 4)));
    params.put("learning_rate", decimal(0.0001 + (0.0019 * Noise.uniform(key, 2)), 5));
    params.put("max_steps", Integer.toString(5000 * (1 + (int) (Noise.uniform(key, 3) * 30))));
    return params;
  }

  /** The last value of each metric; a failed run has only its loss. */
  SortedMap<String, Double> metrics() {
    long key = Noise.key("metrics " + id);
    SortedMap<String, Double> metrics = new TreeMap<>();
    metrics.put("train_loss", Double.valueOf(decimal(0.05 + (1.4 * Noise.uniform(key, 1)), 4)));
    if (status.equals("FINISHED")) {
      metrics.put(
          "eval_success_rate", Double.valueOf(decimal(0.55 + (0.4 * Noise.uniform(key, 2)), 4)));
    }
    return metrics;
  }

  SortedMap<String, String> tags() {
    SortedMap<String, String> tags = new TreeMap<>();
    tags.put("experiment", experiment());
    tags.put("mlflow.runName", name);
    tags.put("mlflow.source.name", "train.py");
    tags.put("mlflow.source.type", "JOB");
    tags.put("mlflow.user", user);
    tags.put("team", team);
    tags.put("user", user);
    if (parentId != null) {
      tags.put("mlflow.parentRunId", parentId);
    }
    if (!resourceIds.isEmpty()) {
      tags.put("resource_id", String.join(",", resourceIds));
    }
    return tags;
  }

  private static String decimal(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }
}
