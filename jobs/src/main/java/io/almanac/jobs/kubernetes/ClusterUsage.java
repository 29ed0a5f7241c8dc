package io.almanac.jobs.kubernetes;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What all files of a cluster say together. Of windows of one day that overlap, the one of the
 * newest file holds, and of files as new as each other the one whose path comes last; windows that
 * do not overlap add up, as the hours of a day do.
 */
final class ClusterUsage {
  /** The day on which summer time ends. */
  private static final long LONGEST_DAY = 25 * 3600;

  private final TreeMap<LocalDate, TreeMap<Workload, BigDecimal>> days = new TreeMap<>();
  private final TreeSet<LocalDate> spread = new TreeSet<>();
  private int incomplete;
  private int costsWithoutGpu;

  /** Sums files up. */
  ClusterUsage(List<FileUsage> files) {
    List<FileUsage> newestFirst = new ArrayList<>(files);
    newestFirst.sort(
        Comparator.comparingLong((FileUsage usage) -> usage.file().modifiedMillis())
            .thenComparing(usage -> usage.file().relativePath())
            .reversed());
    Map<LocalDate, List<Span>> taken = new TreeMap<>();
    for (FileUsage file : newestFirst) {
      file.windows().forEach((span, window) -> add(span, window, taken));
    }
  }

  private void add(Span span, FileUsage.Window window, Map<LocalDate, List<Span>> taken) {
    boolean any = false;
    for (Span part : span.byDay()) {
      List<Span> before = taken.computeIfAbsent(part.day(), unseen -> new ArrayList<>());
      if (before.stream().noneMatch(part::overlaps)) {
        before.add(part);
        any = true;
        TreeMap<Workload, BigDecimal> day =
            days.computeIfAbsent(part.day(), unseen -> new TreeMap<>());
        window.day(part.day()).forEach((who, cost) -> day.merge(who, cost, BigDecimal::add));
        if (span.seconds() > LONGEST_DAY) {
          spread.add(part.day());
        }
      }
    }
    if (any) {
      incomplete += window.incomplete();
      costsWithoutGpu += window.costsWithoutGpu();
    }
  }

  /** Costs by workload by day; a day may have none. */
  Map<LocalDate, TreeMap<Workload, BigDecimal>> days() {
    return days;
  }

  /**
   * What is odd about the files, a sentence each without the cluster.
   *
   * @param spreadsIdle whether nobody asks for what is idle
   */
  List<String> oddities(boolean spreadsIdle) {
    List<String> oddities = new ArrayList<>();
    if (incomplete > 0) {
      oddities.add(count(incomplete) + " a cost that is no number, which counts as nothing.");
    }
    if (costsWithoutGpu > 0) {
      oddities.add(
          count(costsWithoutGpu) + " a cost of GPUs and no GPU; it counts as the files have it.");
    }
    negative(oddities);
    if (!spread.isEmpty()) {
      oddities.add(
          String.format(
              Locale.ROOT,
              "%d days from %s to %s stand in windows of more than a day, whose costs are spread"
                  + " evenly over the time that workloads ran.",
              spread.size(),
              spread.first(),
              spread.last()));
    }
    boolean idle =
        days.values().stream().anyMatch(day -> day.keySet().stream().anyMatch(Workload::isIdle));
    if (!spreadsIdle && !idle && !days.isEmpty()) {
      oddities.add(
          "its files have nothing idle, so that workloads bear all of its charges; write idle:"
              + " spread if that is meant.");
    }
    return oddities;
  }

  private void negative(List<String> oddities) {
    BigDecimal sum = BigDecimal.ZERO;
    TreeSet<String> namespaces = new TreeSet<>();
    TreeSet<LocalDate> on = new TreeSet<>();
    for (Map.Entry<LocalDate, TreeMap<Workload, BigDecimal>> day : days.entrySet()) {
      for (Map.Entry<Workload, BigDecimal> cost : day.getValue().entrySet()) {
        if (cost.getValue().signum() < 0) {
          sum = sum.add(cost.getValue());
          namespaces.add(cost.getKey().namespace());
          on.add(day.getKey());
        }
      }
    }
    if (!on.isEmpty()) {
      oddities.add(
          String.format(
              Locale.ROOT,
              "costs below zero count as nothing: %s of %s on %d days from %s to %s.",
              sum.stripTrailingZeros().toPlainString(),
              String.join(", ", namespaces),
              on.size(),
              on.first(),
              on.last()));
    }
  }

  private static String count(int allocations) {
    return allocations == 1 ? "1 allocation has" : allocations + " allocations have";
  }
}
