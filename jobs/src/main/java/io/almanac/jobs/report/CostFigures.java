package io.almanac.jobs.report;

import io.almanac.reports.ChartPoint;
import io.almanac.reports.Cover;
import io.almanac.reports.Driver;
import io.almanac.reports.Estimate;
import io.almanac.reports.Summary;
import io.almanac.reports.TeamLine;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What teams and the total cost, are expected to cost, and may: the sheets Summary and By team. */
final class CostFigures {
  private static final int MONTHS_ON_CHART = 13;
  private static final int DRIVERS = 3;

  private final Cover cover;
  private final YearMonth month;
  private final String fiscalYear;
  private final MonthlyCosts costs;
  private final List<PeriodOutlook> outlooks;
  private final BudgetLines budgets;
  private final List<TeamLine> teams;

  /**
   * Prepares the figures.
   *
   * @param cover what the report is about; its notes do not matter
   * @param fiscalYear the name of the month's fiscal year
   * @param costs in the report's currency, as the others
   * @param outlooks forecasts of teams and of the total
   * @param budgets of teams and of the total
   */
  CostFigures(
      Cover cover,
      String fiscalYear,
      MonthlyCosts costs,
      List<PeriodOutlook> outlooks,
      BudgetLines budgets) {
    this.cover = cover;
    this.month = cover.period();
    this.fiscalYear = fiscalYear;
    this.costs = costs;
    this.outlooks = outlooks;
    this.budgets = budgets;
    this.teams = teamLines();
  }

  /** The lines of the teams. */
  List<TeamLine> teams() {
    return teams;
  }

  /** What a reader must know of the figures: months without data, and budgets that differ. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    missing().ifPresent(notes::add);
    budgetsApart(notes);
    return notes;
  }

  /** The teams that have cost or, in the fiscal year, a budget; the unallocated last. */
  private List<TeamLine> teamLines() {
    SortedSet<String> names = costs.teams();
    names.addAll(budgets.teams(fiscalYear, cover.firstMonthOfYear()));
    names.remove(TeamLine.UNALLOCATED);
    return names.stream().map(this::team).toList();
  }

  private TeamLine team(String team) {
    YearMonth first = cover.firstMonthOfYear();
    Estimate end = monthEnd(costs.of(team, month), false, team);
    return new TeamLine(
        team,
        costs.of(team, month),
        end == null ? null : end.mean(),
        budgets.ofTeam(team, "month", month.toString()),
        costs.of(team, month.minusMonths(1)),
        costs.between(team, first, month),
        budgets.ofTeam(team, first, month),
        fullYear(costs.between(team, first, cover.lastMonthOfYear()), false, team),
        budgets.ofTeamYear(team, fiscalYear, first));
  }

  /** What the whole entity costs, is expected to, and may. */
  Summary summary() {
    return new Summary(
        costs.ofAll(month),
        monthEnd(costs.ofAll(month), true, null),
        budgets.ofTotal(month),
        costs.ofAll(month.minusMonths(1)),
        ofTeams(TeamLine::yearToDate),
        fullYear(
            ofTeams(line -> line.fullYear() == null ? null : line.fullYear().mean()), true, null),
        budgets.ofTotalYear(fiscalYear, cover.firstMonthOfYear()),
        drivers(),
        chart());
  }

  /** The actual of a month whose days are all settled: no forecast reaches back to it. */
  private Estimate monthEnd(BigDecimal actual, boolean isTotal, String team) {
    return cover.isMonthComplete()
        ? Estimate.known(actual)
        : outlook(isTotal, team, "month", month.toString());
  }

  /** As of the month, and null when nothing was delivered for a month of the year. */
  private Estimate fullYear(BigDecimal actual, boolean isTotal, String team) {
    if (cover.isYearComplete()) {
      return Estimate.known(actual);
    }
    return costs.missing(cover.firstMonthOfYear(), cover.lastMonthOfYear()).isEmpty()
        ? outlook(isTotal, team, "fiscal-year", fiscalYear)
        : null;
  }

  private Estimate outlook(boolean isTotal, String team, String periodType, String period) {
    return PeriodOutlook.find(outlooks, isTotal, team, periodType, period)
        .map(PeriodOutlook::estimate)
        .orElse(null);
  }

  private List<Driver> drivers() {
    return teams.stream()
        .filter(team -> team.monthEnd() != null && team.priorMonth() != null)
        .filter(team -> team.monthEnd().signum() != 0 || team.priorMonth().signum() != 0)
        .map(team -> new Driver(team.team(), team.monthEnd(), team.priorMonth()))
        .sorted(
            Comparator.comparing(
                    (Driver driver) -> driver.thisMonth().subtract(driver.priorMonth()).abs())
                .reversed()
                .thenComparing(
                    Driver::team, Comparator.nullsLast(Comparator.<String>naturalOrder())))
        .limit(DRIVERS)
        .toList();
  }

  /** Whole months as they were, then months as they are expected, the running one included. */
  private List<ChartPoint> chart() {
    List<ChartPoint> points = new ArrayList<>();
    costs
        .total()
        .tailMap(month.minusMonths(MONTHS_ON_CHART), true)
        .forEach(
            (past, cost) -> {
              if (cover.isComplete(past)) {
                points.add(new ChartPoint(past.atDay(1), cost, null));
              }
            });
    outlooks.stream()
        .filter(one -> one.isTotal() && one.periodType().equals("month"))
        .filter(one -> one.estimate() != null && !cover.isComplete(YearMonth.from(one.start())))
        .sorted(Comparator.comparing(PeriodOutlook::start))
        .forEach(one -> points.add(new ChartPoint(one.start(), null, one.estimate())));
    return points;
  }

  /**
   * Months of the fiscal year of which nothing was delivered, which are not months without cost.
   */
  private Optional<String> missing() {
    List<YearMonth> missing = costs.missing(cover.firstMonthOfYear(), month);
    if (costs.first().isEmpty() || missing.isEmpty()) {
      return Optional.empty();
    }
    String without =
        costs.first().get().isAfter(cover.firstMonthOfYear())
            ? "Data since "
                + costs.first().get()
                + ", after the fiscal year began ("
                + cover.firstMonthOfYear()
                + ")"
            : "No data of "
                + missing.stream().map(YearMonth::toString).collect(Collectors.joining(", "));
    return Optional.of(without + ": figures that need months without data are left blank.");
  }

  /** Where Summary and By team show different budgets because that of the total is its own line. */
  private void budgetsApart(List<String> notes) {
    budgetsApart(month.toString(), budgets.ofTotal(month), TeamLine::budget, notes);
    budgetsApart(
        "the fiscal year " + fiscalYear,
        budgets.ofTotalYear(fiscalYear, cover.firstMonthOfYear()),
        TeamLine::fullYearBudget,
        notes);
  }

  private void budgetsApart(
      String period,
      BigDecimal ofTotal,
      Function<TeamLine, BigDecimal> ofTeam,
      List<String> notes) {
    BigDecimal ofTeams = ofTeams(ofTeam);
    if (ofTotal != null && ofTeams != null && ofTotal.compareTo(ofTeams) != 0) {
      notes.add(
          "The budget of the total for "
              + period
              + " is "
              + cover.currency()
              + " "
              + Amounts.text(ofTotal)
              + " (Summary); the budgets of the teams add up to "
              + Amounts.text(ofTeams)
              + " (By team).");
    }
  }

  /** The sum over the teams; null when none has an amount. */
  private BigDecimal ofTeams(Function<TeamLine, BigDecimal> amount) {
    return teams.stream().map(amount).filter(Objects::nonNull).reduce(BigDecimal::add).orElse(null);
  }
}
