package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
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

  /** Months in which a team has charges and the cost of none is known. */
  private final Map<String, Set<YearMonth>> unknown = new HashMap<>();

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
              YearMonth month = YearMonth.parse(row.getString(1));
              if (row.isNullAt(2)) {
                costs
                    .unknown
                    .computeIfAbsent(row.getString(0), unseen -> new HashSet<>())
                    .add(month);
              } else {
                months.merge(month, row.getDecimal(2), BigDecimal::add);
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

  /**
   * What a team cost in a month; zero when it had no charges, null when it had and the cost of none
   * is known.
   */
  BigDecimal of(String team, YearMonth month) {
    BigDecimal known = months(team).get(month);
    if (known != null) {
      return known;
    }
    return isUnknown(team, month) ? null : BigDecimal.ZERO;
  }

  /** What a team cost from a day's month on to a month, inclusive; null as in {@link #of}. */
  BigDecimal since(String team, LocalDate start, YearMonth last) {
    YearMonth first = YearMonth.from(start);
    Optional<BigDecimal> known =
        months(team).subMap(first, true, last, true).values().stream().reduce(BigDecimal::add);
    boolean unknownOnly =
        unknown.getOrDefault(team, Set.of()).stream()
            .anyMatch(month -> !month.isBefore(first) && !month.isAfter(last));
    return known.orElse(unknownOnly ? null : BigDecimal.ZERO);
  }

  /** What all teams cost in a month; null as in {@link #of}. */
  BigDecimal ofAll(YearMonth month) {
    BigDecimal known = total().get(month);
    if (known != null) {
      return known;
    }
    return byTeam.keySet().stream().anyMatch(team -> isUnknown(team, month))
        ? null
        : BigDecimal.ZERO;
  }

  private NavigableMap<YearMonth, BigDecimal> months(String team) {
    return byTeam.getOrDefault(team, new TreeMap<>());
  }

  private boolean isUnknown(String team, YearMonth month) {
    return unknown.getOrDefault(team, Set.of()).contains(month);
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
