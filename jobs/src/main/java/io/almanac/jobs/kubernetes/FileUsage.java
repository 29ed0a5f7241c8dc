package io.almanac.jobs.kubernetes;

import io.almanac.jobs.charges.SourceFile;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** What one file says, by window of time: none of its windows overlaps another. */
final class FileUsage {
  private static final int MOST_PROBLEMS = 10;

  private final SourceFile file;
  private final Function<Usage, Workload> workloads;
  private final TreeMap<Span, Window> windows = new TreeMap<>();
  private final TreeSet<String> clusters = new TreeSet<>();
  private final List<String> problems = new ArrayList<>();
  private int moreProblems;

  /** What a file says of one window. */
  static final class Window {
    private final TreeMap<LocalDate, TreeMap<Workload, BigDecimal>> days = new TreeMap<>();
    private int incomplete;
    private int costsWithoutGpu;

    /** Costs by workload of the days of the window that have any. */
    Map<Workload, BigDecimal> day(LocalDate day) {
      return days.getOrDefault(day, new TreeMap<>());
    }

    /** Costs by workload by day. */
    Map<LocalDate, TreeMap<Workload, BigDecimal>> days() {
      return days;
    }

    /** Adds a cost. */
    void add(LocalDate day, Workload workload, BigDecimal cost) {
      days.computeIfAbsent(day, unseen -> new TreeMap<>()).merge(workload, cost, BigDecimal::add);
    }

    /** Counts allocations with such costs as the two below tell. */
    void count(int moreIncomplete, int moreWithoutGpu) {
      incomplete += moreIncomplete;
      costsWithoutGpu += moreWithoutGpu;
    }

    /** Allocations with a cost that is no number. */
    int incomplete() {
      return incomplete;
    }

    /** Allocations with a cost of GPUs and no GPU. */
    int costsWithoutGpu() {
      return costsWithoutGpu;
    }
  }

  /**
   * A file that nothing was read of yet.
   *
   * @param workloads which workload an allocation is of
   */
  FileUsage(SourceFile file, Function<Usage, Workload> workloads) {
    this.file = file;
    this.workloads = workloads;
  }

  /** Adds what one step of an answer, or one day of a CSV, says. */
  void add(Span window, List<Usage> step) {
    for (Span other : Arrays.asList(windows.floorKey(window), windows.higherKey(window))) {
      if (other != null && other.overlaps(window)) {
        problem(
            "%s and %s overlap".formatted(words(other), words(window)), "Write one answer a file.");
        return;
      }
    }
    Window read = begin(window);
    for (Usage usage : step) {
      if (usage.cluster() != null) {
        addCluster(usage.cluster());
      }
      read.count(usage.weight().isIncomplete() ? 1 : 0, usage.weight().hasCostWithoutGpu() ? 1 : 0);
      BigDecimal cost = usage.weight().cost();
      if (cost != null) {
        Workload workload = workloads.apply(usage);
        for (Span part : usage.running().byDay()) {
          read.add(part.day(), workload, usage.running().share(cost, part));
        }
      }
    }
  }

  /** Begins a window that overlaps no other. */
  Window begin(Span span) {
    Window window = new Window();
    windows.put(span, window);
    return window;
  }

  /** Notes a cluster that the file names. */
  void addCluster(String name) {
    clusters.add(name);
  }

  /** Notes what is wrong with the file, and what to do about it. */
  void problem(String what, String remedy) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(
          "Cannot read Kubernetes costs: %s (%s). %s".formatted(file.path(), what, remedy));
    } else {
      moreProblems++;
    }
  }

  /** What is wrong with the file. */
  List<String> problems() {
    List<String> all = new ArrayList<>(problems);
    if (moreProblems > 0) {
      all.add(
          "Cannot read Kubernetes costs: %s (%s more like these)."
              .formatted(file.path(), moreProblems));
    }
    return all;
  }

  SourceFile file() {
    return file;
  }

  /** The clusters that it names. */
  Set<String> clusters() {
    return clusters;
  }

  /** What it says by window. */
  Map<Span, Window> windows() {
    return windows;
  }

  private static String words(Span window) {
    return Instant.ofEpochSecond(window.start()) + " to " + Instant.ofEpochSecond(window.end());
  }
}
