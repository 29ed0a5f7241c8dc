package io.almanac.jobs.mart;

import java.util.stream.Stream;

/** The marts of GPU use. */
public final class GpuMarts {
  /** What each GPU did in each hour. */
  public static final Mart GPU_HOURS =
      Mart.named("gpu_hours", "One GPU device or MIG slice in one hour (UTC).")
          .key("telemetry", "host", "device", "mig_instance", "hour")
          .text("telemetry", "The name of the telemetry in the configuration.")
          .text("host", "The machine's name in the telemetry.")
          .text("device", "The UUID of the GPU, or its index where there is no UUID.")
          .text("mig_instance", "The MIG instance, or null for a whole GPU.")
          .text("gpu_model", "The GPU's model name.")
          .decimal(
              "gpu_fraction",
              "physical GPUs",
              "The part of a physical GPU that the row stands for.")
          .instant("hour", "The start of the hour.")
          .text("state", "unallocated, idle, underused, active or unknown.")
          .text("state_reason", "The evidence for the state, in words.")
          .text("activity_metric", "The metric that the state rests on; null when unknown.")
          .statistic("max_activity", "ratio", "The highest activity sample, 0 to 1.")
          .statistic("mean_activity", "ratio", "The mean activity sample, 0 to 1.")
          .statistic("max_memory_used_mib", "MiB", "The highest frame buffer use.")
          .statistic("mean_power_watts", "W", "The mean power draw.")
          .count("samples", "samples", "Activity samples seen.")
          .count("expected_samples", "samples", "Activity samples that a full hour has.")
          .text("namespace", "The Kubernetes namespace that holds the GPU, if any.")
          .text("workload", "The pod that holds the GPU, if any.")
          .columns(Owners.COLUMNS)
          .text("owner_source", "bill, labels or null: where the owner comes from.")
          .text(
              "resource_id",
              "The bill's resource of the host; null when the bill does not show it.")
          .money(
              "hourly_cost", "Effective cost of this GPU (or slice) for one hour; null if unknown.")
          .text("currency", "The currency of hourly_cost.")
          .text("cost_source", "bill, catalogue or null: where hourly_cost comes from.")
          .partitionedBy(Partitions.DAY);

  private static final String[] IDLE_KEY =
      Stream.of(
              Stream.of("as_of_date", "telemetry", "host", "device", "mig_instance", "workload"),
              Owners.NAMES.stream(),
              Stream.of("resource_id", "currency", "cost_source"))
          .flatMap(names -> names)
          .toArray(String[]::new);

  /** Idle devices by money. */
  public static final Mart GPU_IDLE =
      Mart.named(
              "gpu_idle",
              "One device (or slice) and workload as of one date, ranked by recoverable money; more"
                  + " than one row where owner or price changed within the evidence window.")
          .key(IDLE_KEY)
          .count("rank", "", "1 is the most recoverable money; ties by host, device and workload.")
          .text("telemetry", "The name of the telemetry in the configuration.")
          .text("host", "The machine's name in the telemetry.")
          .text("device", "The UUID of the GPU, or its index where there is no UUID.")
          .text("mig_instance", "The MIG instance, or null for a whole GPU.")
          .text("gpu_model", "The GPU's model name.")
          .text("workload", "The pod that holds the GPU; null when nobody does.")
          .text(
              "resource_id",
              "The bill's resource of the host; null when the bill does not show it.")
          .columns(Owners.COLUMNS)
          .decimal(
              "idle_gpu_hours",
              "GPU hours",
              "Hours idle while held, of a slice by its part of the GPU.")
          .decimal("unallocated_gpu_hours", "GPU hours", "Hours that nobody held the GPU.")
          .decimal(
              "underused_gpu_hours",
              "GPU hours",
              "Hours of little use; not counted as recoverable.")
          .decimal("active_gpu_hours", "GPU hours", "Hours of use.")
          .decimal(
              "unknown_gpu_hours",
              "GPU hours",
              "Hours without enough samples; never counted as idle.")
          .instant("evidence_start", "The first hour of the row.")
          .instant("evidence_end", "The end of the last hour of the row, exclusive.")
          .count(
              "observed_hours",
              "hours",
              "Hours from the device's first to its last sample in the evidence window, whoever held"
                  + " it.")
          .decimal(
              "other_used_gpu_hours",
              "GPU hours",
              "Hours in which other workloads used the device, active or underused.")
          .count("samples", "samples", "Activity samples seen.")
          .count("expected_samples", "samples", "Activity samples that the hours should have.")
          .text("activity_metric", "The metric that the states rest on.")
          .money(
              "hourly_cost",
              "Mean effective cost of an idle or unallocated hour of a whole GPU, also where the row"
                  + " is a slice; null if unknown.")
          .text("currency", "The currency of the costs.")
          .text("cost_source", "bill, catalogue or null.")
          .money("idle_cost", "Idle and unallocated hours times hourly cost; null without a price.")
          .money(
              "recoverable_cost",
              "The part of idle_cost that the advice would have saved; null if unknown.")
          .text("confidence", "high, medium or low, by coverage of samples.")
          .text("not_counted_because", "Why recoverable_cost is zero or null; null when it counts.")
          .text(
              "advice",
              "stop: the workload still holds the device. return: nobody holds it and nobody used it."
                  + " share: others use the device, or it was idle in the past only. Null when"
                  + " recoverable_cost does not count.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  private GpuMarts() {}
}
