package io.almanac.jobs.sample;

import java.time.Instant;
import java.util.List;

/**
 * A machine whose GPUs are measured.
 *
 * @param model as DCGM names it
 * @param memoryMib memory of one GPU in MiB
 * @param idleWatts power of one GPU that does nothing
 * @param maxWatts power limit of one GPU
 * @param labels which generation of label names its exporter and Prometheus produce
 * @param activities what each GPU, or each MIG slice of the only GPU, does
 * @param mig whether the activities are slices of one GPU
 */
record GpuHost(
    Resource resource,
    String model,
    int memoryMib,
    int idleWatts,
    int maxWatts,
    Labels labels,
    List<GpuActivity> activities,
    boolean mig) {

  /** Generations of label names. */
  enum Labels {
    /** {@code Hostname}; the pod in {@code exported_pod}, the exporter's own in {@code pod}. */
    EXPORTED,
    /** {@code Hostname}, the pod in {@code pod}. */
    PLAIN,
    /** {@code hostname} in lower case, as since May 2026, the pod in {@code pod}. */
    LOWER_CASE
  }

  /** The name by which the bill knows the machine: AWS's resource id, elsewhere its name. */
  String hostname() {
    return resource.account().provider() == Provider.AWS ? resource.id() : resource.name();
  }

  /**
   * The pod on a device at a time, empty when nobody asked for the device.
   *
   * @param runs the runs on this machine, by start
   */
  String pod(int device, Instant time, List<TrainingRun> runs) {
    String fixed = activities.get(device).pod();
    if (fixed != null) {
      return fixed.isEmpty() ? "" : resource.project() + "-" + fixed + "-" + device;
    }
    String pod = "";
    for (TrainingRun run : runs) {
      boolean now = !time.isBefore(run.start()) && (run.end() == null || time.isBefore(run.end()));
      // A second run at the same time has only the last four devices.
      if (now && (pod.isEmpty() || device >= 4)) {
        pod = run.name();
      }
    }
    return pod.isEmpty() ? "" : pod + "-worker-0";
  }
}
