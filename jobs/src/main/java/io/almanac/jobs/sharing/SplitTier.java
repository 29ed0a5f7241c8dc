package io.almanac.jobs.sharing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/**
 * A part of a month's shared costs, and who bears it.
 *
 * @param amount how much of the month's effective cost; null for all that is left
 * @param basis what it goes by
 * @param targets who bears it; empty for every team that has cost in the month
 */
record SplitTier(BigDecimal amount, SplitBasis basis, List<Target> targets)
    implements Serializable {

  SplitTier {
    targets = List.copyOf(targets);
  }

  /**
   * One that bears a part.
   *
   * @param owner the team, and what else of an owner the file states
   * @param stated the weight or amount that the file states; null when the basis gives it
   */
  record Target(CostOwner owner, BigDecimal stated) implements Serializable {}

  /**
   * The weights of those who bear something, above zero and by owner; empty when nobody has what it
   * goes by.
   *
   * @param month before anything is shared out
   * @param now the same after the splits before
   * @param shared teams that do not count as every team, because their costs are shared out
   */
  TreeMap<CostOwner, BigDecimal> weights(MonthBasis month, MonthBasis now, Set<String> shared) {
    MonthBasis before = basis.allCurrencies() ? month.ofAllCurrencies() : month;
    MonthBasis costs = basis.afterSplits() ? now : before;
    List<Target> all = targets;
    if (targets.isEmpty()) {
      all =
          costs.teams().stream()
              .filter(team -> !shared.contains(team))
              .map(team -> new Target(new CostOwner(team, null, null, null), null))
              .toList();
    }
    TreeMap<CostOwner, BigDecimal> weights = new TreeMap<>(CostOwner.ORDER);
    for (Target target : all) {
      String team = target.owner().team();
      BigDecimal weight =
          switch (basis.kind()) {
            case EVEN -> BigDecimal.ONE;
            case WEIGHTS, FIXED -> target.stated();
            case COST -> costs.cost(team, basis.name());
            case MEASURE -> before.measure(team, basis.name());
          };
      if (weight.signum() > 0) {
        weights.merge(before.withCostCenter(target.owner()), weight, BigDecimal::add);
      }
    }
    return weights;
  }
}
