package io.almanac.jobs.pipeline;

import io.almanac.jobs.invoices.InvoiceCheck;
import io.almanac.jobs.mart.Owners;
import io.almanac.jobs.reconciliation.CheckResult;
import io.almanac.jobs.report.ReportBasis;
import io.almanac.reports.CostReport;
import io.almanac.reports.IdleGpuLine;
import io.almanac.reports.Summary;
import io.almanac.reports.TeamLine;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/** The few figures of a report that a terminal shows. */
final class Summaries {
  private Summaries() {}

  static NightSummary of(
      CostReport report,
      ReportBasis basis,
      Path marts,
      List<Path> files,
      List<CheckResult> checks,
      List<InvoiceCheck> invoices) {
    Summary summary = report.summary();
    int passed = (int) checks.stream().filter(CheckResult::passed).count();
    return new NightSummary(
        basis.asOf(),
        basis.lastSettledDay(),
        marts,
        files,
        basis.currency(),
        new NightSummary.Line(
            "total",
            summary.actualToDate(),
            summary.monthEnd() == null ? null : summary.monthEnd().mean(),
            summary.budget()),
        teams(report.teams()),
        report.idleGpus().stream()
            .filter(gpu -> gpu.notCountedBecause() == null)
            .map(Summaries::idle)
            .toList(),
        passed,
        checks.size() - passed,
        report.cover().notes(),
        invoices(invoices));
  }

  /** The most expensive first; those whose cost is unknown last. */
  static List<NightSummary.Line> teams(List<TeamLine> teams) {
    return teams.stream()
        .sorted(
            Comparator.comparing(
                TeamLine::actualToDate, Comparator.nullsLast(Comparator.reverseOrder())))
        .map(Summaries::line)
        .toList();
  }

  private static NightSummary.Invoices invoices(List<InvoiceCheck> checks) {
    return new NightSummary.Invoices(
        count(checks, InvoiceCheck.Status.PASS),
        count(checks, InvoiceCheck.Status.EXPLAINED),
        count(checks, InvoiceCheck.Status.NO_INVOICE),
        checks.stream()
            .filter(check -> check.status() == InvoiceCheck.Status.FAIL)
            .map(InvoiceCheck::sentence)
            .toList());
  }

  private static int count(List<InvoiceCheck> checks, InvoiceCheck.Status status) {
    return (int) checks.stream().filter(check -> check.status() == status).count();
  }

  private static NightSummary.Line line(TeamLine team) {
    return new NightSummary.Line(
        team.team() == null ? Owners.UNALLOCATED : team.team(),
        team.actualToDate(),
        team.monthEnd(),
        team.budget());
  }

  private static NightSummary.IdleGpu idle(IdleGpuLine gpu) {
    BigDecimal hours = gpu.idleHours().add(gpu.unallocatedHours());
    return new NightSummary.IdleGpu(
        gpu.host(), gpu.device(), gpu.team(), hours, gpu.recoverableCost());
  }
}
