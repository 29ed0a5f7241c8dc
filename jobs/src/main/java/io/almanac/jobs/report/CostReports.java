package io.almanac.jobs.report;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.budget.BudgetPeriod;
import io.almanac.jobs.currency.ReportingCosts;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.ForecastMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartColumn;
import io.almanac.jobs.mart.Marts;
import io.almanac.reports.AccuracyLine;
import io.almanac.reports.ChangeLine;
import io.almanac.reports.CostReport;
import io.almanac.reports.Cover;
import io.almanac.reports.DetailLine;
import io.almanac.reports.Details;
import io.almanac.reports.DictionaryLine;
import io.almanac.reports.ForecastLine;
import io.almanac.reports.ReconciliationLine;
import io.almanac.reports.TeamLine;
import java.time.Month;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Spliterators;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Puts together everything that one workbook says, from the marts of one night. */
public final class CostReports {
  private final MartReader marts;
  private final ReportBasis basis;
  private final YearMonth month;
  private final List<PeriodOutlook> outlooks;
  private final List<ChangeLine> changes;

  private CostReports(MartReader marts, ReportBasis basis) {
    this.marts = mart -> ReportingCosts.of(mart, marts.read(mart), basis.currency());
    this.basis = basis;
    this.month = basis.month();
    this.outlooks =
        PeriodOutlook.read(
            marts.read(ForecastMarts.FORECAST_TOTALS), basis.asOf(), basis.currency());
    this.changes = ChangeLines.read(marts, basis);
  }

  /** The report of one night. */
  public static CostReport build(MartReader marts, ReportBasis basis) {
    return new CostReports(marts, basis).build();
  }

  private CostReport build() {
    BudgetPeriod year = basis.calendar().containing(BudgetPeriod.Type.FISCAL_YEAR, month.atDay(1));
    CostFigures figures =
        new CostFigures(
            cover(List.of()),
            year.text(),
            MonthlyCosts.read(marts.read(CostMarts.DAILY_COSTS), basis.currency()),
            outlooks,
            BudgetLines.read(
                marts.read(ForecastMarts.BUDGET_STATUS),
                basis.asOf().toString(),
                basis.currency()));
    return new CostReport(
        cover(notes(figures.notes())),
        figures.summary(),
        figures.teams(),
        forecasts(),
        accuracy(),
        IdleGpus.read(marts, basis),
        reconciliation(),
        new Details(this::details, Details.MOST_ROWS, "daily_costs in " + basis.martLocation()),
        dictionary(),
        ScenarioLines.read(marts, basis),
        AllocationLines.read(marts, basis),
        changes);
  }

  private Cover cover(List<String> notes) {
    return new Cover(
        basis.company(),
        month,
        basis.asOf(),
        basis.currency(),
        "Effective cost by charge date (UTC): after all discounts, with prepaid commitments spread"
            + " over their use; billed cost where the reconciliation says so",
        basis.lastSettledDay(),
        basis.runId(),
        basis.productVersion(),
        basis.rulesVersion(),
        basis.isFinal() ? Cover.Status.FINAL : Cover.Status.DRAFT,
        Month.of(basis.calendar().startMonth()),
        notes);
  }

  /** What is not in the report's figures: currencies without rates, and incomplete days. */
  private List<String> notes(List<String> ofFigures) {
    List<String> notes = new ArrayList<>(basis.notes());
    notes.addAll(ofFigures);
    if (!basis.finalMonths().isEmpty()) {
      notes.add("FINAL billing periods: " + months(basis.finalMonths().stream()) + ".");
    }
    List<ChangeLine> held = changes.stream().filter(change -> !change.isApplied()).toList();
    if (!held.isEmpty()) {
      notes.add(
          "Late deliveries are held back and not in these figures, for FINAL billing periods "
              + months(held.stream().map(ChangeLine::billingPeriod))
              + "; see Changes.");
    }
    marts
        .read(CostMarts.DAILY_COSTS)
        .groupBy("billing_currency", "is_settled")
        .agg(sum("effective_cost"))
        .orderBy("billing_currency", "is_settled")
        .collectAsList()
        .forEach(
            row -> {
              String currency = row.isNullAt(0) ? "no currency" : row.getString(0);
              if (!basis.currency().equals(currency)) {
                notes.add(
                    "Not converted and not in these figures: "
                        + currency
                        + " "
                        + Amounts.text(row.getDecimal(2)));
              } else if (!row.getBoolean(1)) {
                notes.add(
                    "Days after the last settled day are incomplete and not in these figures: "
                        + currency
                        + " "
                        + Amounts.text(row.getDecimal(2)));
              }
            });
    notes.add(
        "This file was read back and compared with the marts before it was published; the result"
            + " stands in the mart reconciliation as \"workbook = marts\".");
    return notes;
  }

  private static String months(Stream<YearMonth> months) {
    return months.distinct().sorted().map(YearMonth::toString).collect(Collectors.joining(", "));
  }

  private List<ForecastLine> forecasts() {
    return outlooks.stream()
        .filter(one -> one.periodType().equals("month") && one.estimate() != null)
        .sorted(
            Comparator.comparing(PeriodOutlook::isTotal)
                .reversed()
                .thenComparing(
                    PeriodOutlook::team, Comparator.nullsLast(Comparator.<String>naturalOrder()))
                .thenComparing(PeriodOutlook::start))
        .map(
            one ->
                new ForecastLine(
                    one.isTotal()
                        ? ForecastLine.TOTAL
                        : one.team() == null ? TeamLine.UNALLOCATED : one.team(),
                    YearMonth.from(one.start()),
                    one.estimate(),
                    one.lower95(),
                    one.upper95(),
                    one.model(),
                    one.trainingEnd()))
        .toList();
  }

  private List<AccuracyLine> accuracy() {
    return ofAsOf(ForecastMarts.FORECAST_ACCURACY)
        .where(col("billing_currency").equalTo(lit(basis.currency())))
        .where(col("level").isin("total", "team"))
        .orderBy(not(col("is_total")), col("team").asc_nulls_last(), col("horizon_from"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new AccuracyLine(
                    row.<Boolean>getAs("is_total")
                        ? ForecastLine.TOTAL
                        : row.getAs("team") == null ? TeamLine.UNALLOCATED : row.getAs("team"),
                    row.getAs("horizon_from") + "-" + row.getAs("horizon_to") + " days",
                    row.getAs("mase"),
                    row.getAs("wape"),
                    row.getAs("bias"),
                    row.getAs("coverage_80"),
                    row.getAs("coverage_95"),
                    row.<Long>getAs("forecasts")))
        .toList();
  }

  private List<ReconciliationLine> reconciliation() {
    return marts
        .read(CostMarts.RECONCILIATION)
        .orderBy("check_name", "source", "billing_period", "invoice_id", "billing_currency")
        .collectAsList()
        .stream()
        .map(CostReports::reconciliationLine)
        .toList();
  }

  private static ReconciliationLine reconciliationLine(Row row) {
    String name = row.getAs("check_name");
    String[] sides = name.split(" = ", 2);
    return new ReconciliationLine(
        name,
        row.getAs("source"),
        row.getAs("billing_period"),
        row.getAs("invoice_id"),
        row.getAs("billing_currency"),
        sides[0],
        row.getAs("left_cost"),
        sides[sides.length - 1],
        row.getAs("right_cost"),
        row.getAs("invoiced_cost"),
        row.getAs("ingested_cost"),
        row.getAs("rejected_cost"),
        row.getAs("allocated_cost"),
        row.getAs("unallocated_cost"),
        row.getAs("ingested_rows"),
        row.getAs("charge_rows"),
        row.getAs("rejected_rows"),
        row.getAs("status"),
        row.getAs("explanation"),
        row.getAs("explained_cost"));
  }

  /** The settled costs by month, owner and service, newest month first, one partition at a time. */
  private Stream<DetailLine> details() {
    List<String> by =
        List.of(
            "charge_month",
            "team",
            "project",
            "environment",
            "cost_center",
            "service_category",
            "service_name",
            "is_gpu");
    Dataset<Row> rows =
        marts
            .read(CostMarts.DAILY_COSTS)
            .where(col("is_settled").and(col("billing_currency").equalTo(lit(basis.currency()))))
            .groupBy(by.stream().map(name -> col(name)).toArray(org.apache.spark.sql.Column[]::new))
            .agg(sum("effective_cost"), sum("billed_cost"))
            .orderBy(
                col("charge_month").desc(),
                col("team").asc_nulls_last(),
                col("project"),
                col("environment"),
                col("cost_center"),
                col("service_category"),
                col("service_name"),
                col("is_gpu"));
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(rows.toLocalIterator(), 0), false)
        .map(
            row ->
                new DetailLine(
                    YearMonth.parse(row.getString(0)),
                    row.getString(1),
                    row.getString(2),
                    row.getString(3),
                    row.getString(4),
                    row.getString(5),
                    row.getString(6),
                    row.getBoolean(7),
                    row.getDecimal(8),
                    row.getDecimal(9),
                    basis.currency()));
  }

  private Dataset<Row> ofAsOf(Mart mart) {
    return marts.read(mart).where(col("as_of_date").equalTo(lit(basis.asOf().toString())));
  }

  private static List<DictionaryLine> dictionary() {
    List<DictionaryLine> lines = new ArrayList<>();
    for (Mart mart : Marts.ALL) {
      for (MartColumn column : mart.columns()) {
        lines.add(
            new DictionaryLine(
                mart.name(),
                column.name(),
                column.type().simpleString(),
                column.unit().isEmpty() ? null : column.unit(),
                column.comment()));
      }
    }
    return lines;
  }
}
