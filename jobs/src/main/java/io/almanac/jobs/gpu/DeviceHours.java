package io.almanac.jobs.gpu;

import io.almanac.jobs.config.AlmanacConfig.IdleSetting;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The hours of one device or MIG instance, each with a state and its evidence. An hour without
 * enough samples is unknown, whatever the few samples say; one sample of zero proves nothing.
 */
final class DeviceHours {
  private static final long HOUR = 3_600_000L;
  private static final int COMPUTE_SLICES = 7;

  private final IdleSetting setting;
  private final boolean mig;
  private final NavigableMap<Long, Hour> hours = new TreeMap<>();
  private final NavigableMap<Long, Boolean> times = new TreeMap<>();

  DeviceHours(IdleSetting setting, boolean mig) {
    this.setting = setting;
    this.mig = mig;
  }

  /** What is known of one hour while samples come in. */
  private static final class Hour {
    private final Map<GpuMetric, NavigableMap<Long, Double>> values =
        new EnumMap<>(GpuMetric.class);
    private final Map<String, Integer> holders = new TreeMap<>();
  }

  /**
   * One classified hour.
   *
   * @param startMillis its start, milliseconds since 1970
   * @param state unallocated, idle, underused, active or unknown
   * @param reason the evidence in words
   * @param metric the activity metric; null when unknown
   * @param maxActivity the highest sample, 0 to 1; null when unknown
   * @param meanActivity the mean sample, 0 to 1; null when unknown
   * @param maxMemory the highest frame buffer use in MiB; null when not sampled
   * @param meanPower the mean power in W; null when not sampled
   * @param samples activity samples seen
   * @param expected activity samples of a full hour
   * @param namespace of the holder; null when nobody holds it
   * @param workload the holder; null when nobody holds it
   */
  record Classified(
      long startMillis,
      String state,
      String reason,
      String metric,
      Double maxActivity,
      Double meanActivity,
      Double maxMemory,
      Double meanPower,
      long samples,
      long expected,
      String namespace,
      String workload) {}

  /**
   * Takes one sample. The same metric and moment twice, as in files that overlap, counts once with
   * the larger value.
   *
   * @param value null when the exporter had none
   */
  void add(GpuMetric metric, long timeMillis, Double value, String namespace, String workload) {
    Hour hour = hours.computeIfAbsent(timeMillis / HOUR * HOUR, unseen -> new Hour());
    if (metric.tellsActivity(mig)) {
      times.put(timeMillis, true);
    }
    if (workload != null) {
      hour.holders.merge(namespace + "\n" + workload, 1, Integer::sum);
    }
    if (value != null) {
      hour.values
          .computeIfAbsent(metric, unseen -> new TreeMap<>())
          .merge(timeMillis, value, Math::max);
    }
  }

  /** The hours from the first to the last sample, those without any sample included. */
  List<Classified> classify() {
    List<Classified> classified = new ArrayList<>();
    if (hours.isEmpty()) {
      return classified;
    }
    long expected = expectedSamples();
    for (long start = hours.firstKey(); start <= hours.lastKey(); start += HOUR) {
      classified.add(classify(start, hours.getOrDefault(start, new Hour()), expected));
    }
    return classified;
  }

  /** The part of a physical GPU: for 1g.10gb one of seven compute slices (NVIDIA MIG profiles). */
  static BigDecimal fraction(String migProfile) {
    if (migProfile == null || !migProfile.matches("\\d+g\\..*")) {
      return BigDecimal.ONE;
    }
    int slices = Integer.parseInt(migProfile.substring(0, migProfile.indexOf('g')));
    return BigDecimal.valueOf(slices)
        .divide(BigDecimal.valueOf(COMPUTE_SLICES), 18, RoundingMode.DOWN);
  }

  private Classified classify(long start, Hour hour, long expected) {
    GpuMetric metric = null;
    for (GpuMetric candidate : GpuMetric.values()) {
      if (metric == null && candidate.tellsActivity(mig) && hour.values.containsKey(candidate)) {
        metric = candidate;
      }
    }
    double[] activity = values(hour, metric);
    String holder =
        hour.holders.entrySet().stream()
            .max(
                Map.Entry.<String, Integer>comparingByValue()
                    .thenComparing(Map.Entry.comparingByKey()))
            .map(Map.Entry::getKey)
            .orElse(null);
    Double max = activity.length == 0 ? null : Double.valueOf(activity[activity.length - 1]);
    String state = state(activity, expected, holder != null);
    return new Classified(
        start,
        state,
        reason(state, metric, activity, expected),
        metric == null ? null : metric.name(),
        max,
        activity.length == 0 ? null : Double.valueOf(Arrays.stream(activity).average().orElse(0)),
        max(hour, GpuMetric.DCGM_FI_DEV_FB_USED),
        mean(hour, GpuMetric.DCGM_FI_DEV_POWER_USAGE),
        activity.length,
        expected,
        holder == null ? null : text(holder.substring(0, holder.indexOf('\n'))),
        holder == null ? null : holder.substring(holder.indexOf('\n') + 1));
  }

  private String state(double[] sorted, long expected, boolean held) {
    if (sorted.length == 0 || sorted.length < setting.minimumCoverage() * expected) {
      return "unknown";
    }
    double max = sorted[sorted.length - 1];
    if (max <= setting.idleBelow()) {
      return held ? "idle" : "unallocated";
    }
    double p95 = sorted[(int) Math.ceil(0.95 * sorted.length) - 1];
    return p95 < setting.underusedBelow() ? "underused" : "active";
  }

  private String reason(String state, GpuMetric metric, double[] sorted, long expected) {
    String seen = sorted.length + " of " + expected + " samples";
    if (metric == null) {
      return "no activity metric in this hour";
    }
    String highest =
        ", highest "
            + BigDecimal.valueOf(100 * sorted[sorted.length - 1])
                .setScale(1, RoundingMode.HALF_EVEN)
                .toPlainString()
            + " % by "
            + metric.name();
    return switch (state) {
      case "unknown" -> seen + ", too few to tell";
      case "unallocated" -> seen + highest + ", nobody holds it";
      default -> seen + highest;
    };
  }

  /** Samples in an hour at the device's median step. */
  private long expectedSamples() {
    Long before = null;
    List<Long> all = new ArrayList<>();
    for (long time : times.keySet()) {
      if (before != null) {
        all.add(time - before);
      }
      before = time;
    }
    if (all.isEmpty()) {
      return 1;
    }
    all.sort(null);
    return Math.max(1, Math.round((double) HOUR / all.get(all.size() / 2)));
  }

  private static double[] values(Hour hour, GpuMetric metric) {
    if (metric == null) {
      return new double[0];
    }
    double[] values =
        hour.values.get(metric).values().stream().mapToDouble(Double::doubleValue).toArray();
    Arrays.sort(values);
    return values;
  }

  private static Double max(Hour hour, GpuMetric metric) {
    double[] values = hour.values.containsKey(metric) ? values(hour, metric) : new double[0];
    return values.length == 0 ? null : Double.valueOf(values[values.length - 1]);
  }

  private static Double mean(Hour hour, GpuMetric metric) {
    double[] values = hour.values.containsKey(metric) ? values(hour, metric) : new double[0];
    return values.length == 0 ? null : Double.valueOf(Arrays.stream(values).average().orElse(0));
  }

  private static String text(String text) {
    return text.equals("null") ? null : text;
  }
}
