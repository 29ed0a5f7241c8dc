package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Effective cost of settled days by team and month, in one currency; a null team is unallocated.
 */
final class MonthlyCosts {
  private final Map<String, NavigableMap<YearMonth, BigDecimal>> byTeam = new HashMap<>();

  private MonthlyCosts() {}

  static MonthlyCosts read(Dataset<Row> dailyCosts, String currency) {
    MonthlyCosts costs = new MonthlyCosts();
    dailyCosts
        .where(col("is_settled").and(col("billing_currency").equalTo(lit(currency))))
        .groupBy("team", "charge_month")
        .agg(sum("effective_cost"))
        .collectAsList()
        .forEach(
            row -> {
              NavigableMap<YearMonth, BigDecimal> months =
                  costs.byTeam.computeIfAbsent(row.getString(0), unseen -> new TreeMap<>());
              // The team is there, but not an amount, when all its costs of the month are missing.
              if (!row.isNullAt(2)) {
                months.merge(YearMonth.parse(row.getString(1)), row.getDecimal(2), BigDecimal::add);
              }
            });
    return costs;
  }

  /** The teams by name, the unallocated last. */
  SortedSet<String> teams() {
    SortedSet<String> teams =
        new TreeSet<>(Comparator.nullsLast(Comparator.<String>naturalOrder()));
    teams.addAll(byTeam.keySet());
    return teams;
  }

  /** What a team cost in a month; zero when it had no cost. */
  BigDecimal of(String team, YearMonth month) {
    return byTeam.getOrDefault(team, new TreeMap<>()).getOrDefault(month, BigDecimal.ZERO);
  }

  /** What a team cost from a day's month on to a month, inclusive. */
  BigDecimal since(String team, LocalDate start, YearMonth last) {
    return byTeam
        .getOrDefault(team, new TreeMap<>())
        .subMap(YearMonth.from(start), true, last, true)
        .values()
        .stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /** What all teams cost by month. */
  NavigableMap<YearMonth, BigDecimal> total() {
    NavigableMap<YearMonth, BigDecimal> total = new TreeMap<>();
    byTeam
        .values()
        .forEach(
            months -> months.forEach((month, cost) -> total.merge(month, cost, BigDecimal::add)));
    return total;
  }

  /** The first month with cost. */
  Optional<YearMonth> first() {
    return total().keySet().stream().findFirst();
  }
}
