package io.almanac.jobs.sharing;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Shared costs of one day, service and owner.
 *
 * @param what values of {@link SharedRows#WHAT}: what was paid for
 * @param owner who bears it
 * @param allocated by which rule of which version the first owner was decided
 * @param share the part of the charges that the owner bears, 0 to 1
 * @param amounts values of {@link SharedRows#AMOUNTS}; each may be null
 * @param chargeRows how many charges the row sums up
 * @param conditions one character for each split rule: 1 where its conditions hold
 * @param path names and bases of the split rules behind it; empty for none
 * @param first the owner before anything was shared out; null when nothing was
 * @param keptBy the last split rule that found nobody to bear it; null when none did
 */
record SharedRow(
    List<Object> what,
    CostOwner owner,
    List<String> allocated,
    BigDecimal share,
    List<BigDecimal> amounts,
    long chargeRows,
    String conditions,
    List<SplitRule> path,
    CostOwner first,
    SplitRule keptBy) {

  SharedRow {
    what = Collections.unmodifiableList(what);
    amounts = Collections.unmodifiableList(amounts);
    path = List.copyOf(path);
  }

  /** Whether a split rule shared it out. */
  boolean isShared() {
    return !path.isEmpty();
  }

  /** Effective cost; zero when there is none. */
  BigDecimal effectiveCost() {
    BigDecimal cost = amounts.get(SharedRows.EFFECTIVE);
    return cost == null ? BigDecimal.ZERO : cost;
  }

  /** Puts rows in an order that does not depend on how they came. */
  String order() {
    return String.join(
        "\u0001",
        what.toString(),
        owner.toString(),
        String.valueOf(allocated),
        conditions,
        path.stream().map(SplitRule::name).toList().toString(),
        String.valueOf(first),
        String.valueOf(keptBy == null ? null : keptBy.name()));
  }

  /** The same costs, which stay with their owner because a rule found nobody to bear them. */
  SharedRow kept(SplitRule rule, BigDecimal part, List<BigDecimal> costs, long rows) {
    return new SharedRow(what, owner, allocated, part, costs, rows, conditions, path, first, rule);
  }

  /** A part of the costs, which another owner bears. */
  SharedRow given(
      SplitRule rule, CostOwner target, BigDecimal part, List<BigDecimal> costs, long rows) {
    String environment = target.environment() == null ? owner.environment() : target.environment();
    SplitRule[] longer = Arrays.copyOf(path.toArray(SplitRule[]::new), path.size() + 1);
    longer[path.size()] = rule;
    return new SharedRow(
        what,
        new CostOwner(target.team(), target.project(), environment, target.costCenter()),
        allocated,
        part,
        costs,
        rows,
        conditions,
        List.of(longer),
        first == null ? owner : first,
        null);
  }
}
