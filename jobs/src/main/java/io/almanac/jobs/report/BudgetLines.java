package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
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
  BigDecimal ofTotal(YearMonth month) {
    BigDecimal total = amounts.get(key("total", null, "month", month.toString()));
    return total != null ? total : sum(team -> ofTeam(team, "month", month.toString()));
  }

  /** A team's monthly budgets from one month to another, inclusive; null when one is missing. */
  BigDecimal ofTeam(String team, YearMonth first, YearMonth last) {
    return team == null ? null : months("team", team, first, last);
  }

  /**
   * A team's budget of a fiscal year: the line of the year, or else the sum of its twelve months;
   * null when there is neither.
   *
   * @param year the fiscal year's name
   * @param first its first month
   */
  BigDecimal ofTeamYear(String team, String year, YearMonth first) {
    BigDecimal line = ofTeam(team, "fiscal-year", year);
    return line != null ? line : ofTeam(team, first, first.plusMonths(11));
  }

  /**
   * The budget of the total for a fiscal year, as in {@link #ofTeamYear}, or else the sum of those
   * of the teams; null when there is none.
   */
  BigDecimal ofTotalYear(String year, YearMonth first) {
    BigDecimal line = amounts.get(key("total", null, "fiscal-year", year));
    BigDecimal total = line != null ? line : months("total", null, first, first.plusMonths(11));
    return total != null ? total : sum(team -> ofTeamYear(team, year, first));
  }

  /** The teams with a budget of a fiscal year or of one of its months. */
  SortedSet<String> teams(String year, YearMonth first) {
    Set<String> periods = new HashSet<>(Set.of(year));
    for (int month = 0; month < 12; month++) {
      periods.add(first.plusMonths(month).toString());
    }
    return amounts.keySet().stream()
        .filter(line -> line.get(0).equals("team") && periods.contains(line.get(3)))
        .map(line -> line.get(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private BigDecimal sum(Function<String, BigDecimal> ofTeam) {
    return amounts.keySet().stream()
        .filter(line -> line.get(0).equals("team"))
        .map(line -> line.get(1))
        .distinct()
        .map(ofTeam)
        .filter(Objects::nonNull)
        .reduce(BigDecimal::add)
        .orElse(null);
  }

  private BigDecimal months(String type, String scope, YearMonth first, YearMonth last) {
    BigDecimal sum = BigDecimal.ZERO;
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      BigDecimal budget = amounts.get(key(type, scope, "month", month.toString()));
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
