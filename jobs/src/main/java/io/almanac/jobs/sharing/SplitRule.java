package io.almanac.jobs.sharing;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One rule that shares costs out.
 *
 * @param name tells it from others
 * @param pool what is shared
 * @param tiers who bears it: one tier, or several in turn of which the last takes what is left
 * @param sharedTeams teams whose costs this rule or one before it shares out; they do not count
 *     where every team bears a part
 */
record SplitRule(String name, SharedPool pool, List<SplitTier> tiers, Set<String> sharedTeams)
    implements Serializable {
  private static final int SCALE = 18;

  SplitRule {
    tiers = List.copyOf(tiers);
    sharedTeams = Set.copyOf(sharedTeams);
  }

  /** Whether it goes by costs as the splits before it leave them. */
  boolean isAfterSplits() {
    return tiers.stream().anyMatch(tier -> tier.basis().afterSplits());
  }

  /** The rule and what it goes by, such as {@code tax by cost}. */
  String text() {
    return name
        + " by "
        + tiers.stream().map(tier -> tier.basis().text()).collect(Collectors.joining(", "));
  }

  /**
   * In which proportions those who bear something bear the month's costs, sorted by owner. Under
   * {@code keeps} stands what nobody else bears, because nobody has what a tier goes by.
   *
   * @param month what is known before anything is shared out
   * @param now the same after the splits before this one
   * @param total effective cost of the month's shared costs; tiers of a negative one are filled
   *     from zero downwards, and a total of zero belongs to the first tier
   */
  Map<CostOwner, BigDecimal> weights(
      BigDecimal total, MonthBasis month, MonthBasis now, CostOwner keeps) {
    Map<CostOwner, BigDecimal> weights = new TreeMap<>(CostOwner.ORDER);
    BigDecimal left = total.abs();
    for (SplitTier tier : tiers) {
      BigDecimal amount = tier.amount() == null ? left : tier.amount().min(left);
      left = left.subtract(amount);
      Map<CostOwner, BigDecimal> proportions = tier.weights(month, now, sharedTeams);
      if (proportions.isEmpty()) {
        proportions = Map.of(keeps, BigDecimal.ONE);
      }
      if (total.signum() == 0 || tiers.size() == 1) {
        return proportions;
      }
      List<CostOwner> owners = new ArrayList<>(proportions.keySet());
      List<BigDecimal> parts = new LargestRemainder(proportions.values()).divide(amount, SCALE);
      for (int i = 0; i < owners.size(); i++) {
        if (parts.get(i).signum() > 0) {
          weights.merge(owners.get(i), parts.get(i), BigDecimal::add);
        }
      }
    }
    return weights;
  }
}
