package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.KpiMarts;
import io.almanac.jobs.mart.SplitColumns;
import io.almanac.reports.AllocationFigures;
import io.almanac.reports.KpiLine;
import io.almanac.reports.SharedCostLine;
import io.almanac.reports.TeamLine;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;

/** The newest months of {@code allocation_kpis}, and the month's shared costs and clusters. */
final class AllocationLines {
  private static final int MONTHS = 6;

  private AllocationLines() {}

  static AllocationFigures read(MartReader marts, ReportBasis basis) {
    return new AllocationFigures(
        figures(marts, basis), shared(marts, basis), NamespaceLines.read(marts, basis));
  }

  private static List<KpiLine> figures(MartReader marts, ReportBasis basis) {
    return marts
        .read(KpiMarts.ALLOCATION_KPIS)
        .where(
            col("as_of_date")
                .equalTo(lit(basis.asOf().toString()))
                .and(col("billing_currency").equalTo(lit(basis.currency())))
                .and(col("billing_month").gt(lit(basis.month().minusMonths(MONTHS).toString())))
                .and(col("billing_month").leq(lit(basis.month().toString()))))
        .orderBy(
            col("billing_month").desc(),
            col("kpi").equalTo("cost-per-unit"),
            not(col("kpi").equalTo("share-allocated")),
            col("kpi"),
            col("kpi_value").desc_nulls_last(),
            col("kpi_key"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new KpiLine(
                    YearMonth.parse(row.<String>getAs("billing_month")),
                    row.getAs("kpi"),
                    row.getAs("kpi_key"),
                    row.getAs("scope"),
                    row.getAs("numerator"),
                    row.getAs("denominator"),
                    row.<String>getAs("kpi").startsWith("share-")))
        .toList();
  }

  private static List<SharedCostLine> shared(MartReader marts, ReportBasis basis) {
    if (basis.lastSettledDay() == null) {
      return List.of();
    }
    return marts
        .read(CostMarts.ALLOCATED_COSTS)
        .where(
            col("sharing")
                .isNotNull()
                .and(col("billing_period").equalTo(lit(basis.month().toString())))
                .and(col("billing_currency").equalTo(lit(basis.currency())))
                .and(col("charge_date").leq(lit(basis.lastSettledDay()))))
        .groupBy(
            "split_path", "sharing", "shared_from_team", "shared_from_project", "team", "project")
        .agg(sum("effective_cost").as("cost"))
        .orderBy(
            "split_path", "sharing", "shared_from_team", "shared_from_project", "team", "project")
        .collectAsList()
        .stream()
        .map(AllocationLines::line)
        .toList();
  }

  private static SharedCostLine line(Row row) {
    String splits = row.getAs("split_path");
    boolean given = SplitColumns.given(row.getAs("sharing"), splits);
    String to = owner(row.getAs("team"), row.getAs("project"));
    BigDecimal cost = row.getAs("cost");
    return new SharedCostLine(
        splits,
        given ? owner(row.getAs("shared_from_team"), row.getAs("shared_from_project")) : to,
        to,
        SplitColumns.kept(row.getAs("sharing")),
        cost == null ? BigDecimal.ZERO : cost);
  }

  private static String owner(String team, String project) {
    return Stream.of(team == null ? TeamLine.UNALLOCATED : team, project == null ? "" : project)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" / "));
  }
}
