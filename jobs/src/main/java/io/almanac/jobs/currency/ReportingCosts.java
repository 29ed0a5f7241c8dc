package io.almanac.jobs.currency;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Mart;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Costs as the reporting currency sees them, for everything that compares, forecasts or reports
 * costs of all bills together.
 */
public final class ReportingCosts {
  /** The costs of a row, in the bill's currency. */
  static final List<String> COSTS =
      List.of("billed_cost", "effective_cost", "contracted_cost", "list_cost");

  private ReportingCosts() {}

  /** The column that has a cost in the reporting currency. */
  static String converted(String cost) {
    return "reporting_" + cost;
  }

  /**
   * The rows of a mart: of {@link CostMarts#ALLOCATED_COSTS} and {@link CostMarts#DAILY_COSTS}
   * those that have a rate with their costs and {@code billing_currency} in the reporting currency;
   * rows without a rate, and all of other marts, as they are. Where nothing was converted nothing
   * changes.
   *
   * @param currency the reporting currency
   */
  public static Dataset<Row> of(Mart mart, Dataset<Row> rows, String currency) {
    if (!mart.equals(CostMarts.ALLOCATED_COSTS) && !mart.equals(CostMarts.DAILY_COSTS)) {
      return rows;
    }
    Column isConverted = isConverted(currency);
    return rows.select(
        Arrays.stream(rows.columns())
            .map(
                name ->
                    COSTS.contains(name)
                        ? when(isConverted, col(converted(name))).otherwise(col(name)).as(name)
                        : name.equals("billing_currency")
                            ? when(isConverted, lit(currency)).otherwise(col(name)).as(name)
                            : col(name))
            .toArray(Column[]::new));
  }

  /**
   * Whether a row of another currency has amounts in the reporting currency. A billing period that
   * was closed while the reporting currency was another one has not. Never null.
   */
  private static Column isConverted(String currency) {
    return coalesce(
        col("exchange_rate")
            .isNotNull()
            .and(col("reporting_currency").equalTo(lit(currency)))
            .and(not(col("billing_currency").equalTo(lit(currency)))),
        lit(false));
  }
}
