package io.almanac.jobs.sharing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What teams cost and used in one billing month and currency, before anything is shared out unless
 * said otherwise. Where a team has nothing, it has zero: it bears nothing of what goes by it.
 */
final class MonthBasis implements java.io.Serializable {
  private static final long serialVersionUID = 1L;

  private final Map<String, Map<String, BigDecimal>> costs = new TreeMap<>();
  private final Map<String, SortedSet<String>> costCenters = new TreeMap<>();
  private final Map<String, Map<String, BigDecimal>> measures = new TreeMap<>();
  private MonthBasis allCurrencies = this;

  /** Sets what teams cost and used in all currencies of the month; without it, that is this. */
  void setAllCurrencies(MonthBasis all) {
    allCurrencies = all;
  }

  /** The same month with costs in all currencies, in the reporting one. */
  MonthBasis ofAllCurrencies() {
    return allCurrencies;
  }

  /**
   * Adds costs of a team.
   *
   * @param costCenter null when not known
   * @param amounts by column of {@code allocated_costs}; no amount is null
   */
  void addCost(String team, String costCenter, Map<String, BigDecimal> amounts) {
    Map<String, BigDecimal> sums = costs.computeIfAbsent(team, unseen -> new TreeMap<>());
    amounts.forEach((column, amount) -> sums.merge(column, amount, BigDecimal::add));
    SortedSet<String> centers = costCenters.computeIfAbsent(team, unseen -> new TreeSet<>());
    centers.add(costCenter == null ? "" : costCenter);
  }

  /**
   * The same with other costs; cost centres stay those of the teams' own costs.
   *
   * @param gains by team and column, what it has more than before; less if negative
   */
  MonthBasis with(Map<String, Map<String, BigDecimal>> gains) {
    MonthBasis moved = new MonthBasis();
    costs.forEach((team, amounts) -> moved.costs.put(team, new TreeMap<>(amounts)));
    gains.forEach(
        (team, amounts) -> {
          Map<String, BigDecimal> sums =
              moved.costs.computeIfAbsent(team, unseen -> new TreeMap<>());
          amounts.forEach((column, amount) -> sums.merge(column, amount, BigDecimal::add));
        });
    moved.costCenters.putAll(costCenters);
    moved.measures.putAll(measures);
    moved.allCurrencies = allCurrencies == this ? moved : allCurrencies;
    return moved;
  }

  /** Adds what was measured of a team. */
  void addMeasure(String measure, String team, BigDecimal value) {
    measures
        .computeIfAbsent(measure, unseen -> new TreeMap<>())
        .merge(team, value, BigDecimal::add);
  }

  /** The teams that have cost, sorted. */
  SortedSet<String> teams() {
    return new TreeSet<>(costs.keySet());
  }

  /** What a team cost; zero when it has no such cost. */
  BigDecimal cost(String team, String column) {
    return costs.getOrDefault(team, Map.of()).getOrDefault(column, BigDecimal.ZERO);
  }

  /** What was measured of a team; zero when nothing was. */
  BigDecimal measure(String team, String measure) {
    return measures.getOrDefault(measure, Map.of()).getOrDefault(team, BigDecimal.ZERO);
  }

  /** The owner with the cost centre of the team's own costs, where these have one and only one. */
  CostOwner withCostCenter(CostOwner owner) {
    SortedSet<String> centers = costCenters.getOrDefault(owner.team(), new TreeSet<>());
    if (owner.costCenter() != null || centers.size() != 1 || centers.first().isEmpty()) {
      return owner;
    }
    return new CostOwner(owner.team(), owner.project(), owner.environment(), centers.first());
  }
}
