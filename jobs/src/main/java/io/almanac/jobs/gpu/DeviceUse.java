package io.almanac.jobs.gpu;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What one device (or slice) did in the evidence window, whoever held it: by this, advice for one
 * workload on it is advice that can be followed.
 */
final class DeviceUse {
  /** Telemetry that is silent for longer than this says that a device is gone. */
  private static final Duration GONE = Duration.ofDays(1);

  private final List<Part> parts = new ArrayList<>();
  private Instant telemetryEnd = Instant.MIN;

  /**
   * A part of the device's hours.
   *
   * @param workload who held it; null for nobody
   * @param from the first hour
   * @param until the end of the last hour
   * @param lastKnown the last hour whose state is known; null when none is
   * @param used GPU hours active or underused
   */
  record Part(String workload, Instant from, Instant until, Instant lastKnown, BigDecimal used) {}

  /** The devices that groups of hours are of, by what identifies a device in its telemetry. */
  static Map<List<String>, DeviceUse> of(List<GpuIdle.Group> groups) {
    Map<String, Instant> ends = new HashMap<>();
    Map<List<String>, DeviceUse> devices = new HashMap<>();
    for (GpuIdle.Group group : groups) {
      ends.merge(group.telemetry(), group.until(), DeviceUse::later);
      devices.computeIfAbsent(group.deviceKey(), unseen -> new DeviceUse()).parts.add(group.part());
    }
    devices.forEach((key, device) -> device.telemetryEnd = ends.get(key.get(0)));
    return devices;
  }

  /** Hours from the first to the last sample, those without one included. */
  long observedHours() {
    Instant from = parts.stream().map(Part::from).min(Instant::compareTo).orElseThrow();
    Instant until = parts.stream().map(Part::until).max(Instant::compareTo).orElseThrow();
    return Math.max(1, Duration.between(from, until).toHours());
  }

  /** GPU hours in which workloads other than this one used the device. */
  BigDecimal usedByOthers(String workload) {
    return parts.stream()
        .filter(part -> !Objects.equals(part.workload(), workload))
        .map(Part::used)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /**
   * What could be done about a workload that idles, or about nobody who holds the device: {@code
   * stop} a workload that is still there, {@code return} a device that nobody holds and nobody
   * uses, {@code share} any other, which others use or which was idle in the past only.
   */
  String advice(String workload) {
    if (!isThere(workload)) {
      return "share";
    }
    if (workload != null) {
      return "stop";
    }
    return usedByOthers(null).signum() > 0 ? "share" : "return";
  }

  /** Whether a workload held the device, or nobody did, in its last hour of a known state. */
  private boolean isThere(String workload) {
    Instant last =
        parts.stream()
            .map(Part::lastKnown)
            .filter(Objects::nonNull)
            .max(Instant::compareTo)
            .orElse(null);
    return last != null
        && !last.plus(GONE).isBefore(telemetryEnd)
        && parts.stream()
            .anyMatch(
                part -> last.equals(part.lastKnown()) && Objects.equals(part.workload(), workload));
  }

  private static Instant later(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
