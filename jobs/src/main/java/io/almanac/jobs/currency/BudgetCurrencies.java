package io.almanac.jobs.currency;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.budget.Budget;
import java.util.List;

/** Whether there are costs that budgets can be compared with. */
public final class BudgetCurrencies {
  private BudgetCurrencies() {}

  /**
   * Checks that budgets are in the reporting currency where costs in theirs are converted: such a
   * budget would have no costs.
   *
   * @throws AlmanacException with one problem for every such budget
   */
  public static void check(List<Budget> budgets, ExchangeRates rates) {
    List<String> problems =
        budgets.stream()
            .filter(budget -> rates.isConfigured() && !budget.currency().equals(rates.into()))
            .map(
                budget ->
                    "Cannot use budget in %s: %s%s of %s. With exchange rates all costs are compared in %s; write its amount in %s."
                        .formatted(
                            budget.currency(),
                            budget.scopeType().text(),
                            budget.scope() == null ? "" : " " + budget.scope(),
                            budget.period().text(),
                            rates.into(),
                            rates.into()))
            .distinct()
            .toList();
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
  }
}
