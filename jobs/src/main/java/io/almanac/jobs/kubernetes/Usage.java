package io.almanac.jobs.kubernetes;

import io.almanac.jobs.kubernetes.Weighing.Weight;
import java.util.Map;

/**
 * One allocation as a file states it.
 *
 * @param name its name, such as {@code vision/deployment:train}
 * @param cluster the cluster that it names; null when it names none
 * @param running when it ran, within its window
 * @param namespace null when it names none
 * @param tags what rules may ask for, by key
 * @param weight what it weighs
 */
record Usage(
    String name,
    String cluster,
    Span running,
    String namespace,
    Map<String, String> tags,
    Weight weight) {
  /** Begins the keys of tags that tell what a workload is. */
  static final String PREFIX = "kubernetes:";

  /** The namespace, or what OpenCost calls cost that belongs to none. */
  String plainNamespace() {
    for (String special : new String[] {Workload.IDLE, Workload.UNMOUNTED}) {
      boolean inName = namespace == null || special.equals(Workload.IDLE);
      if (special.equals(namespace)
          || (inName && ("/" + name + "/").contains("/" + special + "/"))) {
        return special;
      }
    }
    return namespace == null ? Workload.UNALLOCATED : namespace;
  }
}
