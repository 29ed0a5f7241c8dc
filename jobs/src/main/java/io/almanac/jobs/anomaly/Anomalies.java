package io.almanac.jobs.anomaly;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.PlainAmount;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Finds settled days of the last {@value #DAYS_BACK} days on which a team cost unusually much or
 * little, see {@link CostBand}.
 *
 * <p>A day without rows of a team between its first and last day is a zero day when other teams
 * have rows of that day and currency; when nobody has, the bill is missing and the day unknown:
 * neither judged nor compared with.
 */
public final class Anomalies {
  /** How many days before as-of are judged. */
  public static final int DAYS_BACK = 30;

  /** From which score on, up or down, a day is outside. */
  public static final double LEAST_SCORE = 4;

  /** The least impact as part of the team's cost of the 30 days before the day: 1 %. */
  public static final BigDecimal LEAST_IMPACT_RATIO = new BigDecimal("0.01");

  /** The least impact in the row's currency, whatever the team's cost. */
  public static final BigDecimal LEAST_IMPACT = BigDecimal.ONE;

  /** {@link CostBand#MONTHS} months and {@link CostBand#WEEKS} weeks before the days judged. */
  private static final int HISTORY_DAYS = 340;

  private static final int SURE_PEERS = 6;

  private Anomalies() {}

  /**
   * {@link FindingMarts#ANOMALIES} of {@link io.almanac.jobs.mart.CostMarts#DAILY_COSTS}. Brings
   * one row per team, currency and day of the last 340 days to the driver, in one Spark job.
   */
  public static Dataset<Row> find(
      Dataset<Row> dailyCosts, LocalDate asOf, LocalDate lastSettledDay) {
    List<Row> days =
        dailyCosts
            .where(
                col("charge_date").between(lit(asOf.minusDays(HISTORY_DAYS)), lit(lastSettledDay)))
            .groupBy("team", "billing_currency", "charge_date")
            .agg(sum("effective_cost").as("effective_cost"))
            .where(col("effective_cost").isNotNull())
            .collectAsList();
    List<Row> found = new ArrayList<>();
    series(days).forEach((team, costs) -> judge(team, costs, asOf, lastSettledDay, found));
    return FindingMarts.ANOMALIES.conform(
        dailyCosts.sparkSession().createDataFrame(found, FindingMarts.ANOMALIES.schema()));
  }

  private static Map<Team, NavigableMap<LocalDate, BigDecimal>> series(List<Row> days) {
    Comparator<String> text = Comparator.nullsFirst(Comparator.naturalOrder());
    Map<Team, NavigableMap<LocalDate, BigDecimal>> series =
        new TreeMap<>(Comparator.comparing(Team::currency, text).thenComparing(Team::name, text));
    Map<String, TreeSet<LocalDate>> billed = new HashMap<>();
    for (Row row : days) {
      Team team = new Team(row.getString(0), row.getString(1));
      LocalDate day = row.getAs(2);
      series.computeIfAbsent(team, key -> new TreeMap<>()).put(day, row.getDecimal(3));
      billed.computeIfAbsent(team.currency(), key -> new TreeSet<>()).add(day);
    }
    series.forEach(
        (team, costs) ->
            billed
                .get(team.currency())
                .subSet(costs.firstKey(), costs.lastKey())
                .forEach(day -> costs.putIfAbsent(day, BigDecimal.ZERO)));
    return series;
  }

  private static void judge(
      Team team,
      NavigableMap<LocalDate, BigDecimal> costs,
      LocalDate asOf,
      LocalDate lastSettledDay,
      List<Row> found) {
    LocalDate end = lastSettledDay.isBefore(asOf) ? lastSettledDay.plusDays(1) : asOf;
    LocalDate start = asOf.minusDays(DAYS_BACK);
    if (!start.isBefore(end)) {
      return;
    }
    costs
        .subMap(start, end)
        .forEach(
            (day, cost) ->
                CostBand.of(day, costs)
                    .filter(band -> Math.abs(band.score()) >= LEAST_SCORE)
                    .filter(band -> matters(cost.subtract(band.expected()), month(day, costs)))
                    .ifPresent(band -> found.add(row(team, day, cost, band, asOf))));
  }

  private static boolean matters(BigDecimal impact, BigDecimal month) {
    BigDecimal least = month.abs().multiply(LEAST_IMPACT_RATIO).max(LEAST_IMPACT);
    return impact.abs().compareTo(least) >= 0;
  }

  private static BigDecimal month(LocalDate day, NavigableMap<LocalDate, BigDecimal> costs) {
    return costs.subMap(day.minusDays(30), day).values().stream()
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Row row(Team team, LocalDate day, BigDecimal cost, CostBand band, LocalDate asOf) {
    String peers =
        day.getDayOfMonth() == 1 ? "firsts of a month, each above its weekdays," : "same weekdays";
    String evidence =
        String.format(
            Locale.ROOT,
            "Compared with %d %s before: median %s, %.1f robust standard deviations away.",
            band.peers(),
            peers,
            PlainAmount.of(band.expected()),
            band.score());
    boolean isClear = Math.abs(band.score()) >= 2 * LEAST_SCORE;
    String confidence = band.peers() < SURE_PEERS ? "low" : isClear ? "high" : "medium";
    return RowFactory.create(
        team.name(),
        team.currency(),
        day,
        band.score() > 0 ? "above" : "below",
        cost,
        band.expected(),
        cost.subtract(band.expected()),
        band.score(),
        evidence,
        confidence,
        YearMonth.from(asOf).toString(),
        asOf.toString());
  }

  /** A team, null for unallocated, in one currency. */
  private record Team(String name, String currency) {}
}
