package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.almanac.jobs.mart.ScenarioMarts;
import io.almanac.reports.ForecastLine;
import io.almanac.reports.ScenarioLine;
import io.almanac.reports.TeamLine;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.apache.spark.sql.Row;

/** The months of the mart {@code scenario_totals}: the total, and the teams that change. */
final class ScenarioLines {
  private ScenarioLines() {}

  static List<ScenarioLine> read(MartReader marts, ReportBasis basis) {
    return marts
        .read(ScenarioMarts.SCENARIO_TOTALS)
        .where(
            col("as_of_date")
                .equalTo(lit(basis.asOf().toString()))
                .and(col("billing_currency").equalTo(lit(basis.currency())))
                .and(col("period_type").equalTo(lit("month")))
                .and(col("is_total").or(col("difference_cost").notEqual(lit(0)))))
        .orderBy(
            col("scenario"),
            not(col("is_total")),
            col("team").asc_nulls_last(),
            col("period_start"))
        .collectAsList()
        .stream()
        .map(ScenarioLines::line)
        .toList();
  }

  private static ScenarioLine line(Row row) {
    String team = row.getAs("team");
    return new ScenarioLine(
        row.getAs("scenario"),
        row.<Boolean>getAs("is_total")
            ? ForecastLine.TOTAL
            : team == null ? TeamLine.UNALLOCATED : team,
        YearMonth.from(row.<LocalDate>getAs("period_start")),
        row.getAs("baseline_cost"),
        row.getAs("scenario_cost"),
        row.getAs("lower_80"),
        row.getAs("upper_80"),
        row.getAs("changes"));
  }
}
