package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.almanac.jobs.mart.FindingMarts;
import io.almanac.reports.ChangeLine;
import io.almanac.reports.TeamLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Objects;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The mart {@code restatements} but for open months: what moved since the last close, or since the
 * last published night where nothing was closed yet.
 */
final class ChangeLines {
  private ChangeLines() {}

  static List<ChangeLine> read(MartReader marts, ReportBasis basis) {
    Dataset<Row> moved =
        marts
            .read(FindingMarts.RESTATEMENTS)
            .where(
                col("as_of_date")
                    .equalTo(lit(basis.asOf().toString()))
                    .and(col("reason").notEqual(lit("open-period")))
                    .and(
                        col("basis")
                            .equalTo(
                                lit(
                                    basis.finalMonths().isEmpty()
                                        ? "last-published"
                                        : "last-close"))));
    return moved
        .orderBy(
            col("restated_period").desc(),
            col("source"),
            col("billing_currency"),
            col("team").asc_nulls_last(),
            col("reason"))
        .collectAsList()
        .stream()
        .map(ChangeLines::line)
        .toList();
  }

  private static ChangeLine line(Row row) {
    return new ChangeLine(
        YearMonth.parse(row.<String>getAs("restated_period")),
        row.getAs("source"),
        Objects.requireNonNullElse(row.getAs("team"), TeamLine.UNALLOCATED),
        row.getAs("reason"),
        row.getAs("billing_currency"),
        LocalDate.parse(row.<String>getAs("previous_as_of_date")),
        row.getAs("previous_cost"),
        row.getAs("current_cost"),
        row.<BigDecimal>getAs("moved_cost"),
        row.<BigDecimal>getAs("moved_effective_cost"),
        row.<Long>getAs("moved_rows"),
        row.<Boolean>getAs("is_applied"));
  }
}
