package io.almanac.jobs.kubernetes;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.config.KubernetesSetting;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All clusters of a configuration, in its order: the first that a charge belongs to has it. */
public final class Clusters implements Serializable {
  /** No cluster: no charge is divided. */
  public static final Clusters NONE = new Clusters(List.of());

  private static final long serialVersionUID = 1L;

  private final ArrayList<Cluster> clusters;

  Clusters(List<Cluster> clusters) {
    this.clusters = new ArrayList<>(clusters);
  }

  /**
   * Reads every file of every cluster.
   *
   * @throws AlmanacException with every problem of every cluster
   */
  public static Clusters load(List<KubernetesSetting> settings, AllocationRules rules) {
    return load(settings, rules, UsageMemory.none());
  }

  /**
   * Reads every file of every cluster that is another than when it was read last.
   *
   * @param memory what was found in files then; takes what is found in all of them
   * @param rules what of a workload they ask for is kept; the rest only tells namespaces apart
   * @throws AlmanacException with every problem of every cluster
   */
  public static Clusters load(
      List<KubernetesSetting> settings, AllocationRules rules, UsageMemory memory) {
    List<AlmanacException> failures = new ArrayList<>();
    List<Cluster> clusters = new ArrayList<>();
    for (KubernetesSetting setting : settings) {
      try {
        clusters.add(new ClusterFiles(setting, rules, memory).read());
      } catch (AlmanacException e) {
        failures.add(e);
      }
    }
    if (!failures.isEmpty()) {
      throw new AlmanacException(
          failures.stream()
              .map(AlmanacException::exitCode)
              .max(Comparable::compareTo)
              .orElseThrow(),
          failures.stream().flatMap(failure -> failure.problems().stream()).distinct().toList());
    }
    return clusters.isEmpty() ? NONE : new Clusters(clusters);
  }

  /** Whether there are several, which may claim the same charges. */
  public boolean areSeveral() {
    return list().size() > 1;
  }

  /** Whether any charge may be divided. */
  public boolean isNeeded() {
    return !clusters.isEmpty();
  }

  /** What is odd about the files, a sentence each. */
  public List<String> oddities() {
    return clusters.stream().flatMap(cluster -> cluster.oddities().stream()).toList();
  }

  /** Which days are divided, in words, by cluster in order of name. */
  public Map<String, String> days() {
    Map<String, String> days = new TreeMap<>();
    clusters.forEach(cluster -> days.put(cluster.name(), cluster.daysInWords()));
    return days;
  }

  /**
   * Everything in the files that decides about a cluster's charges of a calendar month, as text by
   * cluster and month, such as {@code prod.2026-10}.
   */
  public Map<String, String> months() {
    Map<String, String> months = new TreeMap<>();
    clusters.forEach(
        cluster ->
            cluster
                .months()
                .forEach((month, text) -> months.put(cluster.name() + "." + month, text)));
    return months;
  }

  List<Cluster> list() {
    return clusters;
  }
}
