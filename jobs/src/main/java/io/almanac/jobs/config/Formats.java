package io.almanac.jobs.config;

import java.util.List;

/**
 * The names of the formats that can be read. Readers live elsewhere; the loader only has to know
 * what may be asked for.
 *
 * @param sources formats of cost exports
 * @param runHistories formats of experiment trackers' exports
 * @param telemetry formats of GPU telemetry
 */
public record Formats(List<String> sources, List<String> runHistories, List<String> telemetry) {
  /** What this release reads. */
  public static final Formats KNOWN =
      new Formats(
          List.of(
              "focus",
              "aws-cur",
              "aws-cur-2",
              "azure-cost-details",
              "azure-actual",
              "azure-amortized",
              "gcp-billing",
              "llm-tokens",
              "rate-card"),
          List.of("mlflow-export", "mlflow-search-runs"),
          List.of("prometheus"));

  /** Copies its lists. */
  public Formats {
    sources = List.copyOf(sources);
    runHistories = List.copyOf(runHistories);
    telemetry = List.copyOf(telemetry);
  }
}
