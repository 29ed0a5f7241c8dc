package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.currency.ReportingCosts;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.ForecastMarts;
import io.almanac.jobs.mart.PublishedMarts;
import io.almanac.jobs.mart.ScenarioMarts;
import io.almanac.jobs.reconciliation.CheckResult;
import io.almanac.jobs.reconciliation.Reconciliation;
import io.almanac.jobs.report.MartReader;
import io.almanac.reports.WorkbookTotals;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/** Every check of a night, on what was read back from the marts and the workbook. */
final class NightChecks {
  private NightChecks() {}

  /**
   * Whether the version that the night builds on is as it was published: what it takes over of it
   * would otherwise be missing from what it publishes itself.
   *
   * @throws AlmanacException naming every partition that is not
   */
  static void requireWhole(PublishedMarts version) {
    List<String> problems =
        new ArrayList<>(
            version.mismatches().stream()
                .map(mismatch -> "Cannot trust published marts: " + mismatch + ".")
                .toList());
    if (!problems.isEmpty()) {
      problems.add(
          "Restore "
              + version.folder()
              + " from a backup. Without one, remove "
              + version.folder().getParent().resolveSibling("current")
              + ": the next night reads every bill again, and closes and restatements begin anew.");
      throw new AlmanacException(ExitCode.CHECKS_FAILED, problems);
    }
  }

  /** Whether nothing was lost between what was read and what the marts hold. */
  static List<CheckResult> ofMarts(
      ChargeStage.Result charges, AllocatedTotals allocated, MartReader marts, LocalDate asOf) {
    List<CheckResult> checks = new ArrayList<>();
    checks.addAll(
        Reconciliation.nothingLost(charges.ingested(), charges.charges(), charges.rejects()));
    checks.addAll(
        Reconciliation.everythingOwned(
            charges.charges(), allocated.allocated(), allocated.unallocated()));
    Map<String, BigDecimal> effective = new TreeMap<>();
    Map<String, BigDecimal> billed = new TreeMap<>();
    Map<String, BigDecimal> reportedEffective = new TreeMap<>();
    Map<String, BigDecimal> reportedBilled = new TreeMap<>();
    for (Row row :
        marts
            .read(CostMarts.DAILY_COSTS)
            .groupBy("billing_currency", "reporting_currency")
            .agg(
                sum("effective_cost"),
                sum("billed_cost"),
                sum("reporting_effective_cost"),
                sum("reporting_billed_cost"))
            .collectAsList()) {
      String currency = row.isNullAt(0) ? "" : row.getString(0);
      effective.merge(currency, orZero(row.getDecimal(2)), BigDecimal::add);
      billed.merge(currency, orZero(row.getDecimal(3)), BigDecimal::add);
      if (!row.isNullAt(1)) {
        reportedEffective.merge(row.getString(1), orZero(row.getDecimal(4)), BigDecimal::add);
        reportedBilled.merge(row.getString(1), orZero(row.getDecimal(5)), BigDecimal::add);
      }
    }
    checks.addAll(
        Reconciliation.sameByCurrency(
            "allocated_costs = daily_costs (effective)",
            allocated.effectiveByCurrency(),
            effective,
            "effective cost of all days and owners"));
    checks.addAll(
        Reconciliation.sameByCurrency(
            "allocated_costs = daily_costs (billed)",
            allocated.billedByCurrency(),
            billed,
            "billed cost of all days and owners"));
    checks.addAll(
        Reconciliation.sameByCurrency(
            "allocated_costs = daily_costs (effective, converted)",
            allocated.reportedEffective(),
            reportedEffective,
            "effective cost of all days and owners in the reporting currency"));
    checks.addAll(
        Reconciliation.sameByCurrency(
            "allocated_costs = daily_costs (billed, converted)",
            allocated.reportedBilled(),
            reportedBilled,
            "billed cost of all days and owners in the reporting currency"));
    checks.addAll(forecasts(marts, asOf));
    checks.addAll(scenarios(marts, asOf));
    return checks;
  }

  /** Whether the written workbook, read back, says what the marts say. */
  static CheckResult ofWorkbook(WorkbookTotals workbook, MartReader marts, String currency) {
    Row settled =
        ReportingCosts.of(CostMarts.DAILY_COSTS, marts.read(CostMarts.DAILY_COSTS), currency)
            .where(col("is_settled").and(col("billing_currency").equalTo(lit(currency))))
            .agg(sum("effective_cost"))
            .first();
    return Reconciliation.same(
        "workbook = marts",
        currency,
        workbook.detailEffectiveCost().add(workbook.hiddenEffectiveCost()),
        orZero(settled.getDecimal(0)),
        workbook.tolerance(),
        "effective cost of settled days: the rows of the Detail sheet, read back from the file,"
            + " against daily_costs, within what the file's numbers can hold");
  }

  /** Every level of the forecasts against the total, by currency. */
  private static List<CheckResult> forecasts(MartReader marts, LocalDate asOf) {
    Map<String, BigDecimal> totals = new TreeMap<>();
    List<CheckResult> checks = new ArrayList<>();
    List<Row> sums =
        marts
            .read(ForecastMarts.FORECASTS)
            .where(col("as_of_date").equalTo(lit(asOf.toString())))
            .groupBy("billing_currency", "level", "is_total")
            .agg(sum("mean_cost"))
            .orderBy(col("billing_currency"), col("is_total").desc(), col("level"))
            .collectAsList();
    for (Row row : sums) {
      if (row.getBoolean(2)) {
        totals.put(row.getString(0), orZero(row.getDecimal(3)));
      } else {
        checks.add(
            Reconciliation.same(
                row.getString(1) + " forecasts = total forecast",
                row.getString(0),
                orZero(row.getDecimal(3)),
                totals.getOrDefault(row.getString(0), BigDecimal.ZERO),
                BigDecimal.ZERO,
                "expected cost of all days of the horizon"));
      }
    }
    return checks;
  }

  /** The teams of every scenario against its total, by currency. */
  private static List<CheckResult> scenarios(MartReader marts, LocalDate asOf) {
    List<CheckResult> checks = new ArrayList<>();
    marts
        .read(ScenarioMarts.SCENARIO_FORECASTS)
        .where(col("as_of_date").equalTo(lit(asOf.toString())))
        .groupBy("scenario", "billing_currency")
        .agg(
            sum(when(col("is_total"), lit(0)).otherwise(col("scenario_cost"))),
            sum(when(col("is_total"), col("scenario_cost")).otherwise(lit(0))))
        .orderBy("scenario", "billing_currency")
        .collectAsList()
        .forEach(
            row ->
                checks.add(
                    Reconciliation.same(
                        "team forecasts = total forecast in scenario " + row.getString(0),
                        row.getString(1),
                        orZero(row.getDecimal(2)),
                        orZero(row.getDecimal(3)),
                        BigDecimal.ZERO,
                        "expected cost of all days of the horizon")));
    return checks;
  }

  private static BigDecimal orZero(BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }
}
