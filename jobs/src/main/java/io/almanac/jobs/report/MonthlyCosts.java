package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
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

  /** Months in which any team has charges. */
  private final NavigableSet<YearMonth> delivered = new TreeSet<>();

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
              costs.delivered.add(month);
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
   * is known, and when the month is {@link #missing}.
   */
  BigDecimal of(String team, YearMonth month) {
    BigDecimal known = months(team).get(month);
    if (known != null) {
      return known;
    }
    return isUnknown(team, month) || isMissing(month) ? null : BigDecimal.ZERO;
  }

  /**
   * What a team cost from one month to another, inclusive; null as in {@link #of}, and when one of
   * the months is {@link #missing}: the sum of the others is not the cost of all.
   */
  BigDecimal between(String team, YearMonth first, YearMonth last) {
    if (!missing(first, last).isEmpty()) {
      return null;
    }
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
    return isMissing(month) || byTeam.keySet().stream().anyMatch(team -> isUnknown(team, month))
        ? null
        : BigDecimal.ZERO;
  }

  /**
   * The months from one to another, inclusive, of which nothing was delivered: those before the
   * first with charges of any team, and gaps between such months. A month after the last of them is
   * not missing: its first settled days may have no charges.
   */
  List<YearMonth> missing(YearMonth first, YearMonth last) {
    List<YearMonth> missing = new ArrayList<>();
    for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
      if (isMissing(month)) {
        missing.add(month);
      }
    }
    return missing;
  }

  private boolean isMissing(YearMonth month) {
    return delivered.isEmpty() || (!delivered.contains(month) && month.isBefore(delivered.last()));
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

  /** The first month with charges; empty when there are none. */
  Optional<YearMonth> first() {
    return delivered.stream().findFirst();
  }
}
