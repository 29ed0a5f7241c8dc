package io.almanac.jobs.allocation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_format;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.mart.CostMarts;
import java.time.LocalDate;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Sums allocated costs up per day and owner. */
public final class DailyCosts {
  private DailyCosts() {}

  /**
   * {@link CostMarts#DAILY_COSTS} of {@link CostMarts#ALLOCATED_COSTS}; every cost counts once.
   *
   * @param lastSettledDayPerSource as {@link SettledDays#perSource} gives; a day is settled when it
   *     is for every source, and none is when the map is empty
   */
  public static Dataset<Row> aggregate(
      Dataset<Row> allocatedCosts, Map<String, LocalDate> lastSettledDayPerSource) {
    Column isSettled =
        SettledDays.overall(lastSettledDayPerSource)
            .map(day -> col("charge_date").leq(lit(day)))
            .orElse(lit(false));
    Column[] key =
        CostMarts.DAILY_COSTS.key().stream().map(name -> col(name)).toArray(Column[]::new);
    return CostMarts.DAILY_COSTS.conform(
        allocatedCosts
            .groupBy(key)
            .agg(
                sum("billed_cost").as("billed_cost"),
                sum("effective_cost").as("effective_cost"),
                sum("contracted_cost").as("contracted_cost"),
                sum("list_cost").as("list_cost"),
                sum("reporting_billed_cost").as("reporting_billed_cost"),
                sum("reporting_effective_cost").as("reporting_effective_cost"),
                sum("reporting_contracted_cost").as("reporting_contracted_cost"),
                sum("reporting_list_cost").as("reporting_list_cost"))
            .withColumn("is_settled", isSettled)
            .withColumn("charge_month", date_format(col("charge_date"), "yyyy-MM")));
  }
}
