package io.almanac.jobs.pipeline;

import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.reconciliation.CheckResult;
import io.almanac.jobs.reconciliation.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Whether closed billing periods are as they were closed, and nothing held back was lost. */
final class PeriodChecks {
  /** What was closed against what {@code allocated_costs} holds. */
  static final String AS_CLOSED = "closed period = as closed";

  private static final String HELD = "late delivery = charges + rejects";

  private PeriodChecks() {}

  static List<CheckResult> of(
      PeriodEvents events, ChargeStage.Result charges, AllocatedTotals allocated) {
    List<ControlTotal> now = new ArrayList<>(allocated.allocated());
    now.addAll(allocated.unallocated());
    List<CheckResult> checks = new ArrayList<>();
    for (String period : events.closed()) {
      checks.addAll(
          asClosed(events.closing(period).orElseThrow(), PeriodEvents.totals(now, period)));
    }
    for (CheckResult check :
        Reconciliation.nothingLost(
            charges.held().ingested(), charges.held().charges(), charges.held().rejects())) {
      checks.add(
          new CheckResult(
              HELD,
              check.source(),
              check.period(),
              check.invoice(),
              check.currency(),
              check.amounts(),
              check.left(),
              check.right(),
              check.passed(),
              check.explanation()));
    }
    return checks;
  }

  private static List<CheckResult> asClosed(PeriodEvent closing, List<ControlTotal> now) {
    Map<ControlTotal, ControlTotal> nowBy =
        now.stream().collect(Collectors.toMap(ControlTotal::zero, total -> total));
    Map<ControlTotal, ControlTotal> closedBy =
        closing.totals().stream().collect(Collectors.toMap(PeriodChecks::key, total -> total));
    List<ControlTotal> both = new ArrayList<>(now);
    both.addAll(closing.totals());
    List<CheckResult> checks = new ArrayList<>();
    for (ControlTotal any : ControlTotal.merge(both.stream().map(PeriodChecks::key).toList())) {
      ControlTotal was = closedBy.getOrDefault(any, any);
      ControlTotal is = nowBy.getOrDefault(any, any);
      checks.add(
          new CheckResult(
              AS_CLOSED,
              any.source(),
              any.period(),
              CheckResult.ALL,
              any.currency().isEmpty() ? null : any.currency(),
              CheckResult.Amounts.NONE,
              was.billed(),
              is.billed(),
              was.rows() == is.rows()
                  && was.billed().compareTo(is.billed()) == 0
                  && was.effective().compareTo(is.effective()) == 0,
              "billed cost, effective cost and rows of allocated_costs since the close as of "
                  + closing.asOf()));
    }
    return checks;
  }

  private static ControlTotal key(ControlTotal total) {
    return total.zero();
  }
}
