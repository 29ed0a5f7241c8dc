package io.almanac.jobs.kubernetes;

import io.almanac.jobs.sharing.LargestRemainder;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How the charges of one day are divided: workloads in order, each with a weight above zero. */
final class DayShares implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int SCALE = 18;

  private final ArrayList<Workload> workloads;
  private final ArrayList<BigDecimal> weights;
  private final LargestRemainder divider;

  private DayShares(Map<Workload, BigDecimal> weights) {
    this.workloads = new ArrayList<>(weights.keySet());
    this.weights = new ArrayList<>(weights.values());
    this.divider = new LargestRemainder(this.weights);
  }

  /**
   * Shares in proportion to costs. Costs that are not above zero weigh nothing.
   *
   * @param costs a day's by workload
   * @param spreadsIdle whether workloads bear what is idle, where there are any
   * @return null when nothing weighs anything
   */
  static DayShares of(Map<Workload, BigDecimal> costs, boolean spreadsIdle) {
    TreeMap<Workload, BigDecimal> weights = new TreeMap<>();
    TreeMap<Workload, BigDecimal> busy = new TreeMap<>();
    costs.forEach(
        (workload, cost) -> {
          if (cost.signum() > 0) {
            weights.put(workload, cost);
            if (!workload.isIdle()) {
              busy.put(workload, cost);
            }
          }
        });
    TreeMap<Workload, BigDecimal> chosen = spreadsIdle && !busy.isEmpty() ? busy : weights;
    return chosen.isEmpty() ? null : new DayShares(chosen);
  }

  /** Who shares, in the order of the parts. */
  List<Workload> workloads() {
    return workloads;
  }

  /**
   * The parts of an amount, which sum to it to the last of 18 digits; each null when the amount is.
   */
  List<BigDecimal> divide(BigDecimal amount) {
    if (amount == null) {
      return new ArrayList<>(Collections.nCopies(workloads.size(), null));
    }
    return divider.divide(amount, SCALE);
  }

  /** Workloads with their weights, which decide about every part. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < workloads.size(); i++) {
      text.append(workloads.get(i))
          .append('=')
          .append(weights.get(i).stripTrailingZeros().toPlainString())
          .append('\n');
    }
    return text.toString();
  }
}
