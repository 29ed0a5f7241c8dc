/**
 * Charges of Kubernetes clusters, divided among the workloads that OpenCost or Kubecost saw on
 * them. Their costs are weights and never enter a bill. May use {@code mart}, {@code config},
 * {@code charges}, {@code allocation} and {@code sharing}.
 */
package io.almanac.jobs.kubernetes;
