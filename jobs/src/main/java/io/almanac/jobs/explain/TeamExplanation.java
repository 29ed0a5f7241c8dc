package io.almanac.jobs.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.Suggestion;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Owners;
import io.almanac.jobs.mart.SplitColumns;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Which rules and splits made up a team's cost of a month of use, and what splits took from it.
 *
 * @param team as the marts write it; {@link Owners#UNALLOCATED} for what no rule took
 * @param month of the charge dates
 * @param rules a line for each rule, split and currency
 * @param details a line for each rule, split, source, sub account, service and currency
 * @param given what the allocation rules gave to the team and splits gave to others
 * @param totals the sums, one for each currency
 * @param dailyCosts the same from the mart daily_costs, whose charges are not counted
 * @param rulesChanged whether the rules are other ones now than when the marts were made
 */
public record TeamExplanation(
    String team,
    YearMonth month,
    List<Line> rules,
    List<Line> details,
    List<Given> given,
    List<Amount> totals,
    List<Amount> dailyCosts,
    boolean rulesChanged) {
  private static final List<String> RULE =
      List.of("rule_set", "rule_name", "rule_version", "sharing", "split_path", "shared_from_team");
  private static final List<String> DETAIL =
      Stream.concat(
              RULE.stream(),
              Stream.of("source", "sub_account_name", "sub_account_id", "service_name"))
          .toList();

  /** Copies the lists. */
  public TeamExplanation {
    rules = List.copyOf(rules);
    details = List.copyOf(details);
    given = List.copyOf(given);
    totals = List.copyOf(totals);
    dailyCosts = List.copyOf(dailyCosts);
  }

  /**
   * What a rule took, all of it or of one service in one sub account.
   *
   * @param rule the allocation rule with its set, or the splits of a cost that was shared out; null
   *     when no rule took it
   * @param version of the rule's set or file
   * @param splits the split rules in turn and what each goes by; null when none is concerned
   * @param from whom splits took it from, {@link Owners#UNALLOCATED} when from nobody; null where
   *     no split gave it to the team
   * @param kept whether it stays here because no target has what the last split goes by
   * @param asks what the rule asks for now; empty when there is no such rule now
   * @param source null in a line for all of it, as are sub account and service
   */
  public record Line(
      String rule,
      String version,
      String asks,
      String splits,
      String from,
      boolean kept,
      String source,
      String subAccount,
      String service,
      Amount amount) {}

  /**
   * What splits gave to another owner.
   *
   * @param splits the split rules in turn and what each goes by
   * @param to the team that bears it; {@link Owners#UNALLOCATED} for nobody
   */
  public record Given(String splits, String to, Amount amount) {}

  /**
   * Reads it from the published marts.
   *
   * @throws AlmanacException when the team has no cost in the month and gave none away
   */
  public static TeamExplanation of(
      SparkSession spark, AlmanacConfig config, String team, YearMonth month) {
    return of(PublishedCosts.open(spark, config), team, month);
  }

  static TeamExplanation of(PublishedCosts published, String team, YearMonth month) {
    String name = Owners.normalised("team", team);
    Dataset<Row> costs =
        published
            .read(CostMarts.ALLOCATED_COSTS)
            .where(date_format(col("charge_date"), "yyyy-MM").equalTo(month.toString()));
    Dataset<Row> own = costs.where(isTeam("team", name));
    Map<String, String> asks = published.rules().conditions();
    List<Line> rules = grouped(own, RULE).stream().map(row -> line(row, asks, false)).toList();
    List<Given> given =
        grouped(
                costs.where(
                    SplitColumns.GIVEN
                        .and(isTeam("shared_from_team", name))
                        .and(not(col("team").eqNullSafe(col("shared_from_team"))))),
                List.of("split_path", "team"))
            .stream()
            .map(row -> new Given(row.getString(0), shown(row.getString(1)), Amount.of(row, 2)))
            .toList();
    if (rules.isEmpty() && given.isEmpty()) {
      throw AlmanacException.input(nothing(costs, name, month));
    }
    List<Line> details = grouped(own, DETAIL).stream().map(row -> line(row, asks, true)).toList();
    Dataset<Row> days =
        published
            .read(CostMarts.DAILY_COSTS)
            .where(col("charge_month").equalTo(month.toString()).and(isTeam("team", name)))
            .withColumn("charge_rows", lit(0L));
    return new TeamExplanation(
        name, month, rules, details, given, totals(own), totals(days), published.rulesChanged());
  }

  private static Column isTeam(String column, String name) {
    return name.equals(Owners.UNALLOCATED) ? col(column).isNull() : col(column).equalTo(name);
  }

  private static String shown(String team) {
    return team == null ? Owners.UNALLOCATED : team;
  }

  private static String nothing(Dataset<Row> costs, String name, YearMonth month) {
    List<String> teams =
        costs
            .select("team")
            .union(costs.where(SplitColumns.GIVEN).select("shared_from_team"))
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> shown(row.getString(0)))
            .sorted()
            .toList();
    String hint =
        teams.isEmpty()
            ? "Nothing is published of that month."
            : Suggestion.nearest(name, teams)
                .map(nearest -> "Did you mean " + nearest + "?")
                .orElse("Known are " + String.join(", ", teams) + ".");
    return "Cannot find cost of team in " + month + ": " + name + ". " + hint;
  }

  private static List<Row> grouped(Dataset<Row> costs, List<String> by) {
    Column[] key = by.stream().map(column -> col(column)).toArray(Column[]::new);
    Column[] all = new Column[key.length + 1];
    System.arraycopy(key, 0, all, 0, key.length);
    all[key.length] = col("billing_currency");
    return costs
        .groupBy(all)
        .agg(sum("charge_rows"), sum("billed_cost"), sum("effective_cost").as("cost"))
        .orderBy(orderedBy(all))
        .collectAsList();
  }

  private static Column[] orderedBy(Column[] key) {
    Column[] order = new Column[key.length + 1];
    order[0] = col("cost").desc();
    System.arraycopy(key, 0, order, 1, key.length);
    return order;
  }

  private static Line line(Row row, Map<String, String> asks, boolean detailed) {
    String set = row.getString(0);
    String name = row.getString(1);
    String title = AllocationRules.title(set, row.getString(2), name);
    boolean shared = SplitColumns.given(row.getString(3), row.getString(4));
    String account = detailed ? row.getString(7) : null;
    return new Line(
        title,
        row.getString(2),
        // A split may be called as an allocation rule is.
        shared ? "" : asks.getOrDefault(title, ""),
        row.getString(4),
        shared ? shown(row.getString(5)) : null,
        SplitColumns.kept(row.getString(3)),
        detailed ? row.getString(6) : null,
        detailed && account == null ? row.getString(8) : account,
        detailed ? row.getString(9) : null,
        Amount.of(row, (detailed ? DETAIL : RULE).size()));
  }

  private static List<Amount> totals(Dataset<Row> costs) {
    return costs
        .groupBy("billing_currency")
        .agg(sum("charge_rows"), sum("billed_cost"), sum("effective_cost"))
        .orderBy("billing_currency")
        .collectAsList()
        .stream()
        .map(row -> Amount.of(row, 0))
        .toList();
  }

  /** Whether daily_costs says the same to the last decimal. */
  public boolean agreesWithDailyCosts() {
    if (totals.size() != dailyCosts.size()) {
      return false;
    }
    for (int place = 0; place < totals.size(); place++) {
      Amount one = totals.get(place);
      Amount other = dailyCosts.get(place);
      if (!Objects.equals(one.currency(), other.currency())
          || !same(one.billed(), other.billed())
          || !same(one.effective(), other.effective())) {
        return false;
      }
    }
    return true;
  }

  private static boolean same(BigDecimal one, BigDecimal other) {
    if (one == null || other == null) {
      return one == null && other == null;
    }
    return one.compareTo(other) == 0;
  }
}
