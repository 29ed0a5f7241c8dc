package io.almanac.jobs.restatement;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.Mart;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;

/** Says what moved in published figures, and why. */
public final class Restatements {
  /** Up to which day of the month the bill of the month before counts as open. */
  public static final int LAST_OPEN_DAY = 10;

  private static final List<String> KEY =
      List.of("source", "billing_period", "team", "billing_currency");

  private Restatements() {}

  /**
   * Sums to compare later: one row per source, billing period, team (null for unallocated) and
   * currency with {@code billed_cost} and the part {@code correction_cost} of charge class
   * Correction.
   */
  public static Dataset<Row> totals(Dataset<Row> allocatedCosts) {
    Column[] key = KEY.stream().map(name -> col(name)).toArray(Column[]::new);
    Column correction =
        when(col("charge_class").eqNullSafe("Correction"), col("billed_cost"))
            .otherwise(lit(0).cast(Mart.MONEY));
    return allocatedCosts
        .groupBy(key)
        .agg(sum("billed_cost").as("billed_cost"), sum(correction).as("correction_cost"));
  }

  /**
   * {@link FindingMarts#RESTATEMENTS}: the rows of two {@link #totals} whose billed cost differs.
   * The reason is the first of these that holds: {@code rule-change}: the period's total of source
   * and currency did not move, teams did; {@code open-period}: the billing period is as-of's month
   * or later, or the month before while as-of is up to {@link #LAST_OPEN_DAY}; {@code
   * late-correction}: the row moved by exactly what its corrections moved; {@code restated-export}
   * otherwise.
   *
   * @param previousAsOf the as-of date of the previous totals, yyyy-MM-dd
   */
  public static Dataset<Row> compare(
      Dataset<Row> previousTotals,
      Dataset<Row> currentTotals,
      LocalDate asOf,
      String previousAsOf) {
    Dataset<Row> both =
        side(previousTotals, "previous", "current")
            .unionByName(side(currentTotals, "current", "previous"))
            .groupBy(KEY.stream().map(name -> col(name)).toArray(Column[]::new))
            .agg(
                sum("previous_cost").as("previous_cost"),
                sum("current_cost").as("current_cost"),
                sum("moved_cost").as("moved_cost"),
                sum("moved_correction").as("moved_correction"));
    YearMonth firstOpen = YearMonth.from(asOf);
    if (asOf.getDayOfMonth() <= LAST_OPEN_DAY) {
      firstOpen = firstOpen.minusMonths(1);
    }
    Column periodMoved =
        sum("moved_cost").over(Window.partitionBy("source", "billing_period", "billing_currency"));
    Column reason =
        when(col("period_moved").equalTo(0), "rule-change")
            .when(col("billing_period").geq(firstOpen.toString()), "open-period")
            .when(col("moved_cost").equalTo(col("moved_correction")), "late-correction")
            .otherwise("restated-export");
    return FindingMarts.RESTATEMENTS.conform(
        both.withColumn("period_moved", periodMoved)
            .where(col("moved_cost").notEqual(0))
            .withColumn("reason", reason)
            .withColumn("restated_period", col("billing_period"))
            .withColumn("previous_as_of_date", lit(previousAsOf))
            .withColumn("as_of_month", lit(YearMonth.from(asOf).toString()))
            .withColumn("as_of_date", lit(asOf.toString())));
  }

  private static Dataset<Row> side(Dataset<Row> totals, String own, String other) {
    Column zero = lit(0).cast(Mart.MONEY);
    Column cost = coalesce(col("billed_cost"), zero);
    Column correction = coalesce(col("correction_cost"), zero);
    boolean isCurrent = own.equals("current");
    return totals.select(
        col("source"),
        col("billing_period"),
        col("team"),
        col("billing_currency"),
        col("billed_cost").as(own + "_cost"),
        lit(null).cast(Mart.MONEY).as(other + "_cost"),
        (isCurrent ? cost : cost.unary_$minus()).as("moved_cost"),
        (isCurrent ? correction : correction.unary_$minus()).as("moved_correction"));
  }
}
