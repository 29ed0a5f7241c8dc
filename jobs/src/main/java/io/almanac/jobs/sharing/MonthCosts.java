package io.almanac.jobs.sharing;

import io.almanac.jobs.sharing.SharedCosts.Rates;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What teams cost in one billing month, by currency. */
final class MonthCosts {
  private final String period;
  private final Map<String, List<TeamCost>> byCurrency = new TreeMap<>();

  MonthCosts(String period) {
    this.period = period;
  }

  private record TeamCost(String team, String costCenter, Map<String, BigDecimal> amounts) {
    void addTo(MonthBasis basis, BigDecimal rate) {
      Map<String, BigDecimal> worth = new TreeMap<>();
      amounts.forEach((column, amount) -> worth.put(column, amount.multiply(rate)));
      basis.addCost(team, costCenter, worth);
    }
  }

  /**
   * Adds costs.
   *
   * @param team null for costs without an owner, which only say that there is the currency
   * @param costCenter null when not known
   * @param amounts by column of {@code allocated_costs}; no amount is null
   */
  void add(String currency, String team, String costCenter, Map<String, BigDecimal> amounts) {
    List<TeamCost> costs = byCurrency.computeIfAbsent(currency, unseen -> new ArrayList<>());
    if (team != null) {
      costs.add(new TeamCost(team, costCenter, amounts));
    }
  }

  /**
   * What the month is known by in each of its currencies, and in all of them together. With one
   * currency that is the same; with several, costs count that have a rate.
   *
   * @param owners the team of each resource in the month, where it has one
   */
  Map<String, MonthBasis> byCurrency(
      BasisMeasures measures, Map<String, String> owners, Rates rates) {
    Map<String, MonthBasis> months = new TreeMap<>();
    byCurrency
        .keySet()
        .forEach(
            currency ->
                months.put(currency, basis(Map.of(currency, BigDecimal.ONE), measures, owners)));
    if (months.size() > 1) {
      Map<String, BigDecimal> known = new TreeMap<>();
      byCurrency
          .keySet()
          .forEach(
              currency ->
                  rates.find(currency, period).ifPresent(rate -> known.put(currency, rate)));
      MonthBasis all = basis(known, measures, owners);
      months.values().forEach(month -> month.setAllCurrencies(all));
    }
    return months;
  }

  private MonthBasis basis(
      Map<String, BigDecimal> rates, BasisMeasures measures, Map<String, String> owners) {
    MonthBasis basis = new MonthBasis();
    rates.forEach(
        (currency, rate) -> byCurrency.get(currency).forEach(cost -> cost.addTo(basis, rate)));
    measures.addTo(basis, period, rates, owners);
    return basis;
  }
}
