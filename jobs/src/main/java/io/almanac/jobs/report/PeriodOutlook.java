package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.almanac.reports.Estimate;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * One row of the mart {@code forecast_totals}.
 *
 * @param team the team; null for unallocated and for the total
 * @param isTotal whether it is the sum of all teams
 * @param periodType month, quarter or fiscal-year
 * @param period its name
 * @param start its first day
 * @param actual cost up to the last settled day
 * @param estimate expected cost of the whole period; null without an interval
 * @param lower95 null if unknown
 * @param upper95 null if unknown
 * @param model the method
 * @param trainingEnd the last day learned from
 */
record PeriodOutlook(
    String team,
    boolean isTotal,
    String periodType,
    String period,
    LocalDate start,
    BigDecimal actual,
    Estimate estimate,
    BigDecimal lower95,
    BigDecimal upper95,
    String model,
    LocalDate trainingEnd) {

  static List<PeriodOutlook> read(Dataset<Row> totals, LocalDate asOf, String currency) {
    List<PeriodOutlook> outlooks = new ArrayList<>();
    totals
        .where(
            col("as_of_date")
                .equalTo(lit(asOf.toString()))
                .and(col("billing_currency").equalTo(lit(currency)))
                .and(col("level").isin("total", "team")))
        .select(
            "team",
            "is_total",
            "period_type",
            "period",
            "period_start",
            "actual_cost",
            "expected_cost",
            "lower_80",
            "upper_80",
            "lower_95",
            "upper_95",
            "model",
            "training_end")
        .orderBy("is_total", "team", "period_start", "period_type")
        .collectAsList()
        .forEach(
            row ->
                outlooks.add(
                    new PeriodOutlook(
                        row.getString(0),
                        row.getBoolean(1),
                        row.getString(2),
                        row.getString(3),
                        row.getAs(4),
                        row.getDecimal(5),
                        row.isNullAt(7) || row.isNullAt(8)
                            ? null
                            : new Estimate(row.getDecimal(6), row.getDecimal(7), row.getDecimal(8)),
                        row.getDecimal(9),
                        row.getDecimal(10),
                        row.getString(11),
                        row.getAs(12))));
    return outlooks;
  }

  /** The outlook of one team's, or the total's, period; empty beyond the horizon. */
  static Optional<PeriodOutlook> find(
      List<PeriodOutlook> outlooks, boolean total, String team, String periodType, String period) {
    return outlooks.stream()
        .filter(one -> one.isTotal() == total)
        .filter(one -> total || java.util.Objects.equals(one.team(), team))
        .filter(one -> one.periodType().equals(periodType) && one.period().equals(period))
        .findFirst();
  }
}
