package io.almanac.jobs.kubernetes;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who bears a part of a cluster's charges, as far as allocation rules tell workloads apart.
 *
 * @param namespace a namespace, or {@link #IDLE}, {@link #UNALLOCATED} or {@link #UNMOUNTED}
 * @param tags what rules ask for of it besides the charge's own tags, by key
 */
record Workload(String namespace, TreeMap<String, String> tags)
    implements Comparable<Workload>, Serializable {
  /** Capacity that no workload has asked for or used. */
  static final String IDLE = "__idle__";

  /** Cost without a namespace. */
  static final String UNALLOCATED = "__unallocated__";

  /** Volumes that no pod has mounted. */
  static final String UNMOUNTED = "__unmounted__";

  private static final Comparator<Workload> ORDER =
      Comparator.comparing(Workload::namespace)
          .thenComparing(workload -> workload.tags().toString())
          .thenComparing(workload -> workload.tags().keySet().toString());

  Workload {
    tags = new TreeMap<>(tags);
  }

  /** A workload without tags. */
  static Workload of(String namespace) {
    return new Workload(namespace, new TreeMap<>(Map.of()));
  }

  boolean isIdle() {
    return namespace.equals(IDLE);
  }

  @Override
  public int compareTo(Workload other) {
    return ORDER.compare(this, other);
  }
}
