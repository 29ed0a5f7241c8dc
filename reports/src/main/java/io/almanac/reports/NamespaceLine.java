package io.almanac.reports;

import java.math.BigDecimal;

/**
 * What one namespace of a Kubernetes cluster cost in the report's month.
 *
 * @param cluster the cluster
 * @param namespace the namespace, or what stands in for one, such as {@code __idle__}; null for
 *     charges that are not divided
 * @param remark what it is where it is no namespace; may be empty
 * @param days on how many days it has cost
 * @param cost effective cost; null when no charge tells it
 */
public record NamespaceLine(
    String cluster, String namespace, String remark, long days, BigDecimal cost) {

  /** Checks that the cluster is named. */
  public NamespaceLine {
    Require.text(cluster, "cluster of a namespace");
    Require.present(remark, "remark on a namespace");
  }
}
