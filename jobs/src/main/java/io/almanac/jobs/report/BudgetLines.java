package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The budgets of teams and of the total, in one currency, as one night published them. */
final class BudgetLines {
  private final Map<List<String>, BigDecimal> amounts = new HashMap<>();

  private BudgetLines() {}

  static BudgetLines read(Dataset<Row> budgetStatus, String asOf, String currency) {
    BudgetLines lines = new BudgetLines();
    budgetStatus
        .where(
            col("as_of_date")
                .equalTo(lit(asOf))
                .and(col("billing_currency").equalTo(lit(currency)))
                .and(col("scope_type").isin("team", "total")))
        .select("scope_type", "scope", "period_type", "period", "budget_cost")
        .collectAsList()
        .forEach(
            row ->
                lines.amounts.put(
                    key(row.getString(0), row.getString(1), row.getString(2), row.getString(3)),
                    row.getDecimal(4)));
    return lines;
  }

  /** A team's budget; null when there is none. */
  BigDecimal ofTeam(String team, String periodType, String period) {
    return team == null ? null : amounts.get(key("team", team, periodType, period));
  }

  /** The budget of the total, or else the sum of those of the teams; null when there is none. */
  BigDecimal ofTotal(String periodType, String period) {
    BigDecimal total = amounts.get(key("total", null, periodType, period));
    return total != null
        ? total
        : amounts.entrySet().stream()
            .filter(line -> line.getKey().get(0).equals("team"))
            .filter(line -> line.getKey().subList(2, 4).equals(List.of(periodType, period)))
            .map(Map.Entry::getValue)
            .reduce(BigDecimal::add)
            .orElse(null);
  }

  /** A team's monthly budgets from one month to another, inclusive; null when one is missing. */
  BigDecimal ofTeam(String team, YearMonth first, YearMonth last) {
    BigDecimal sum = BigDecimal.ZERO;
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      BigDecimal budget = ofTeam(team, "month", month.toString());
      if (budget == null) {
        return null;
      }
      sum = sum.add(budget);
    }
    return sum;
  }

  private static List<String> key(String type, String scope, String periodType, String period) {
    return List.of(type, scope == null ? "" : scope, periodType, period);
  }
}
