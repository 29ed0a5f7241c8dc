package io.almanac.jobs.sample;

import io.almanac.jobs.sample.GpuActivity.Reading;
import io.almanac.jobs.sample.GpuHost.Labels;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;

/**
 * Two weeks of DCGM metrics, one Prometheus range query answer a day. Both ends of a query are
 * included, so midnight stands in two files, as in real exports.
 */
final class GpuTelemetry {

  static final LocalDate FIRST = LocalDate.of(2026, 10, 5);
  static final LocalDate LAST = LocalDate.of(2026, 10, 18);
  static final int STEP_SECONDS = 900;
  private static final int STEPS_A_DAY = 96;

  static final String GPU_UTIL = "DCGM_FI_DEV_GPU_UTIL";
  static final String FB_USED = "DCGM_FI_DEV_FB_USED";
  static final String POWER_USAGE = "DCGM_FI_DEV_POWER_USAGE";
  static final String ENGINE_ACTIVE = "DCGM_FI_PROF_GR_ENGINE_ACTIVE";
  private static final List<String> METRICS =
      List.of(GPU_UTIL, FB_USED, POWER_USAGE, ENGINE_ACTIVE);

  /** DCGM's blank value of 64-bit integers, and one of 32 bits. */
  private static final String BLANK_64 = "9223372036854775794";

  private static final String BLANK_32 = "2147483632";

  /** The exporter of one machine was down. */
  private static final Instant DOWN_FROM = Instant.parse("2026-10-12T03:00:00Z");

  private static final Instant DOWN_TO = Instant.parse("2026-10-12T14:00:00Z");

  /** One device fell out of the scrape. */
  private static final Instant LOST_FROM = Instant.parse("2026-10-14T02:00:00Z");

  private static final Instant LOST_TO = Instant.parse("2026-10-14T07:00:00Z");

  private static final int FLOOR_MIB = 4;

  private final List<GpuHost> hosts;
  private final List<TrainingRun> runs;

  GpuTelemetry(Company company) {
    runs = company.runs();
    hosts = hosts(company);
  }

  private static List<GpuHost> hosts(Company company) {
    List<GpuActivity> azure =
        List.of(
            GpuActivity.TRAINING,
            GpuActivity.TRAINING,
            GpuActivity.TRAINING,
            GpuActivity.TRAINING,
            GpuActivity.TRAINING,
            GpuActivity.TRAINING,
            GpuActivity.NOTEBOOK,
            GpuActivity.BLANKS);
    return List.of(
        new GpuHost(
            company.resource("lang-p5-1"),
            "NVIDIA H100 80GB HBM3",
            81_559,
            92,
            690,
            Labels.EXPORTED,
            Collections.nCopies(8, GpuActivity.TRAINING),
            false),
        new GpuHost(
            company.resource("perc-p4d-2"),
            "NVIDIA A100-SXM4-40GB",
            40_960,
            58,
            395,
            Labels.EXPORTED,
            Collections.nCopies(8, GpuActivity.HANGING),
            false),
        new GpuHost(
            company.resource("res-p4d-1"),
            "NVIDIA A100-SXM4-40GB",
            40_960,
            54,
            395,
            Labels.PLAIN,
            Collections.nCopies(8, GpuActivity.UNALLOCATED),
            false),
        new GpuHost(
            company.resource("serv-pick-g6e"),
            "NVIDIA L40S",
            46_068,
            38,
            340,
            Labels.EXPORTED,
            Collections.nCopies(4, GpuActivity.SERVING_LITTLE),
            false),
        new GpuHost(
            company.resource("man-nd-1"),
            "NVIDIA H100 80GB HBM3",
            81_559,
            94,
            690,
            Labels.PLAIN,
            azure,
            false),
        new GpuHost(
            company.resource("res-a100-1"),
            "NVIDIA A100 80GB PCIe",
            81_920,
            62,
            295,
            Labels.PLAIN,
            List.of(GpuActivity.NOTEBOOK, GpuActivity.LEFT_OPEN),
            true),
        new GpuHost(
            company.resource("sim-a3-2"),
            "NVIDIA H100 80GB HBM3",
            81_559,
            90,
            690,
            Labels.LOWER_CASE,
            Collections.nCopies(8, GpuActivity.TRAINING),
            false));
  }

  /** The measured machines. */
  List<GpuHost> hosts() {
    return hosts;
  }

  /** Writes one file a day and gives the number of series in all of them. */
  int write(Path folder) throws IOException {
    Files.createDirectories(folder);
    int series = 0;
    for (LocalDate day = FIRST; !day.isAfter(LAST); day = day.plusDays(1)) {
      SortedMap<String, StringBuilder> matrix = matrix(day);
      series += matrix.size();
      try (Writer out =
          new OutputStreamWriter(
              new GZIPOutputStream(Files.newOutputStream(folder.resolve(day + ".json.gz"))),
              StandardCharsets.UTF_8)) {
        out.write("{\"status\":\"success\",\"data\":{\"resultType\":\"matrix\",\"result\":[\n");
        String separator = "";
        for (Map.Entry<String, StringBuilder> entry : matrix.entrySet()) {
          out.write(separator);
          out.write("{\"metric\":" + entry.getKey() + ",\"values\":[" + entry.getValue() + "]}");
          separator = ",\n";
        }
        out.write("\n]}}\n");
      }
    }
    return series;
  }

  /** Samples by series, the series named by its labels as JSON. */
  private SortedMap<String, StringBuilder> matrix(LocalDate day) {
    SortedMap<String, StringBuilder> matrix = new TreeMap<>();
    Instant start = Ledger.start(day);
    for (GpuHost host : hosts) {
      String id = host.resource().id();
      List<TrainingRun> here = runs.stream().filter(run -> run.resourceIds().contains(id)).toList();
      for (int device = 0; device < host.activities().size(); device++) {
        // A series ends with its pod: pod, then metric, then samples.
        SortedMap<String, SortedMap<String, StringBuilder>> pods = new TreeMap<>();
        for (int step = 0; step <= STEPS_A_DAY; step++) {
          Instant time = start.plusSeconds((long) step * STEP_SECONDS);
          if (measured(host, device, time)) {
            String pod = host.pod(device, time, here);
            sample(host, device, time, pod, pods.computeIfAbsent(pod, name -> new TreeMap<>()));
          }
        }
        for (Map.Entry<String, SortedMap<String, StringBuilder>> pod : pods.entrySet()) {
          for (Map.Entry<String, StringBuilder> metric : pod.getValue().entrySet()) {
            String labels = Json.text(labels(metric.getKey(), host, device, pod.getKey()));
            matrix.put(labels, metric.getValue());
          }
        }
      }
    }
    return matrix;
  }

  private static boolean measured(GpuHost host, int device, Instant time) {
    return switch (host.resource().name()) {
      case "man-nd-1" -> time.isBefore(DOWN_FROM) || !time.isBefore(DOWN_TO);
      case "sim-a3-2" -> device != 5 || time.isBefore(LOST_FROM) || !time.isBefore(LOST_TO);
      default -> true;
    };
  }

  private static void sample(
      GpuHost host,
      int device,
      Instant time,
      String pod,
      SortedMap<String, StringBuilder> metrics) {
    long key = Noise.key("gpu " + host.resource().name() + device);
    GpuActivity activity = host.activities().get(device);
    Reading reading = pod.isEmpty() ? Reading.NOTHING : activity.read(key, time);
    boolean blank =
        activity == GpuActivity.BLANKS && Noise.uniform(key + 5, time.getEpochSecond()) < 0.03;
    for (String metric : METRICS) {
      // A MIG slice has no utilisation in percent.
      if (host.mig() && metric.equals(GPU_UTIL)) {
        continue;
      }
      String value = blank ? blank(metric) : value(metric, host, reading, key, time);
      StringBuilder values = metrics.computeIfAbsent(metric, name -> new StringBuilder());
      if (!values.isEmpty()) {
        values.append(',');
      }
      values.append('[').append(time.getEpochSecond()).append(",\"").append(value).append("\"]");
    }
  }

  private static String blank(String metric) {
    return metric.equals(GPU_UTIL) ? BLANK_32 : BLANK_64;
  }

  private static String value(
      String metric, GpuHost host, Reading reading, long key, Instant time) {
    double jitter = Noise.uniform(key + 7, time.getEpochSecond());
    int memory = host.mig() ? host.memoryMib() / 2 : host.memoryMib();
    return switch (metric) {
      case GPU_UTIL -> Long.toString(StrictMath.round(100 * reading.busy()));
      case FB_USED ->
          Long.toString(Math.max(FLOOR_MIB, StrictMath.round(memory * reading.memory())));
      case ENGINE_ACTIVE -> {
        // A kernel runs nearly always; the engine counts a good part of that time.
        long percent = StrictMath.round(100 * reading.busy() * (0.78 + (0.1 * jitter)));
        yield percent == 0 ? "0" : Billionths.text(percent * 10_000_000L);
      }
      default -> {
        double held = reading.memory() > 0 ? 1.25 : 1;
        double work =
            (host.maxWatts() - host.idleWatts()) * reading.busy() * (0.8 + (0.1 * jitter));
        yield Long.toString(StrictMath.round((host.idleWatts() * held) + work + (3 * jitter)));
      }
    };
  }

  private static Map<String, String> labels(String metric, GpuHost host, int device, String pod) {
    String gpu = Integer.toString(host.mig() ? 0 : device);
    String exporter = "dcgm-exporter-" + Noise.hex("exporter " + host.resource().name(), 5);
    Map<String, String> labels = new TreeMap<>();
    labels.put("__name__", metric);
    labels.put("DCGM_FI_DRIVER_VERSION", "570.133.20");
    labels.put("UUID", uuid(host, gpu));
    labels.put("device", "nvidia" + gpu);
    labels.put("gpu", gpu);
    labels.put("instance", exporter + ":9400");
    labels.put("job", "dcgm-exporter");
    labels.put("modelName", host.model());
    labels.put(host.labels() == Labels.LOWER_CASE ? "hostname" : "Hostname", host.hostname());
    if (host.mig()) {
      labels.put("GPU_I_ID", Integer.toString(device + 1));
      labels.put("GPU_I_PROFILE", "3g.40gb");
    }
    boolean exported = host.labels() == Labels.EXPORTED;
    String prefix = exported ? "exported_" : "";
    labels.put(prefix + "pod", pod);
    labels.put(prefix + "namespace", pod.isEmpty() ? "" : host.resource().team());
    labels.put(prefix + "container", pod.isEmpty() ? "" : "main");
    if (exported) {
      labels.put("pod", exporter);
      labels.put("namespace", "gpu-monitoring");
      labels.put("container", "exporter");
    }
    return labels;
  }

  private static String uuid(GpuHost host, String gpu) {
    String hex = Noise.hex("uuid " + host.resource().name() + gpu, 32);
    List<String> groups = new ArrayList<>();
    int from = 0;
    for (int length : new int[] {8, 4, 4, 4, 12}) {
      groups.add(hex.substring(from, from + length));
      from += length;
    }
    return "GPU-" + String.join("-", groups);
  }

  /** Devices by machine, for the summary of what is measured. */
  Map<String, Integer> devices() {
    Map<String, Integer> devices = new LinkedHashMap<>();
    hosts.forEach(host -> devices.put(host.hostname(), host.mig() ? 1 : host.activities().size()));
    return devices;
  }
}
