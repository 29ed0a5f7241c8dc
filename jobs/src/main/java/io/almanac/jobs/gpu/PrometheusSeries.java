package io.almanac.jobs.gpu;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One series of a Prometheus answer as samples. Knows the label names of all generations of the
 * DCGM exporter, and which values stand for none.
 */
final class PrometheusSeries {
  /** DCGM's blank values lie just below the largest 32 and 64 bit integers. */
  private static final double BLANK_32_FROM = 2147483632.0;

  private static final double BLANK_32_TO = 2147483647.0;
  private static final double BLANK_64 = 9.2e18;

  private final String telemetry;
  private final JsonNode labels;

  PrometheusSeries(String telemetry, JsonNode labels) {
    this.telemetry = telemetry;
    this.labels = labels;
  }

  /** The samples of a matrix or vector result; none for metrics that are not used. */
  List<Row> samples(JsonNode result) {
    Optional<GpuMetric> metric = GpuMetric.named(labels.path("__name__").asText());
    if (metric.isEmpty()) {
      return List.of();
    }
    List<Row> rows = new ArrayList<>();
    result.path("values").forEach(point -> rows.add(sample(metric.get(), point)));
    if (result.has("value")) {
      rows.add(sample(metric.get(), result.get("value")));
    }
    return rows;
  }

  private Row sample(GpuMetric metric, JsonNode point) {
    double value = number(point.path(1).asText());
    return RowFactory.create(
        telemetry,
        first("hostname", "Hostname", "node", "instance"),
        first("UUID", "uuid", "gpu"),
        first("GPU_I_ID"),
        first("GPU_I_PROFILE"),
        first("modelName"),
        held() ? first("exported_namespace", "namespace", "pod_namespace") : null,
        held() ? pod() : null,
        metric.name(),
        Math.round(point.path(0).asDouble() * 1000),
        Double.isNaN(value) ? null : (Double) metric.scaled(value));
  }

  private boolean held() {
    return pod() != null;
  }

  /**
   * The pod that holds the GPU; null when none does. Where Prometheus does not honour labels,
   * {@code pod} names the exporter itself, and {@code exported_pod} the pod that is meant.
   */
  private String pod() {
    if (labels.has("exported_pod")) {
      return first("exported_pod");
    }
    String pod = first("pod", "pod_name");
    return pod != null && pod.toLowerCase(Locale.ROOT).contains("dcgm-exporter") ? null : pod;
  }

  private String first(String... names) {
    for (String name : names) {
      String value = labels.path(name).asText();
      if (!value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  /** NaN for text that is no number, for infinities and for DCGM's blank values. */
  private static double number(String text) {
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
    boolean blank =
        Double.isInfinite(value)
            || Math.abs(value) >= BLANK_64
            || (value >= BLANK_32_FROM && value <= BLANK_32_TO);
    return blank ? Double.NaN : value;
  }
}
