package io.almanac.jobs.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.ForecastMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.reports.CostReport;
import io.almanac.reports.Estimate;
import io.almanac.reports.TeamLine;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a report says of a running month, of one that is over, and of months without data. */
@ExtendWith(SparkTest.class)
class TestCostReports {
  private static final YearMonth AUGUST = YearMonth.of(2026, 8);
  private static final YearMonth SEPTEMBER = YearMonth.of(2026, 9);
  private static final YearMonth OCTOBER = YearMonth.of(2026, 10);

  private final Map<Mart, List<Row>> rows = new HashMap<>();

  @Test
  void aMonthThatIsOverEndsWithItsActualCost() {
    company(AUGUST);
    CostReport report = report(SEPTEMBER, 8);

    TeamLine vision = team(report, "vision");
    assertThat(vision.actualToDate()).isEqualByComparingTo("20");
    assertThat(vision.monthEnd()).isEqualByComparingTo("20");
    assertThat(vision.budget()).isEqualByComparingTo("15");
    assertThat(vision.priorMonth()).isEqualByComparingTo("10");
    assertThat(vision.yearToDate()).isEqualByComparingTo("30");
    assertThat(vision.yearToDateBudget()).isEqualByComparingTo("30");
    assertThat(vision.fullYear().mean()).isEqualByComparingTo("160");
    assertThat(report.summary().monthEnd())
        .isEqualTo(Estimate.known(report.summary().actualToDate()));
    assertThat(report.summary().monthEnd().mean()).isEqualByComparingTo("24");
    assertThat(report.summary().drivers())
        .extracting(driver -> driver.team() + " " + plain(driver.thisMonth()))
        .containsExactly("vision 20", "speech 4");
    assertThat(report.cover().isMonthComplete()).isTrue();
    assertThat(chart(report))
        .containsExactly("2026-08-01 10 null", "2026-09-01 24 null", "2026-10-01 null 15");
  }

  @Test
  void aTeamWithABudgetAndWithoutCostIsShownAndTwelveMonthsAreAYear() {
    company(AUGUST);
    budget("team", "robots", "month", "2026-10", "8");
    budget("team", "of long ago", "month", "2025-10", "8");
    budget("total", null, "fiscal-year", "2027", "200");
    CostReport report = report(null, 8);

    assertThat(report.teams())
        .extracting(TeamLine::team)
        .containsExactly("robots", "speech", "vision");
    TeamLine robots = team(report, "robots");
    assertThat(robots.actualToDate()).isZero();
    assertThat(robots.monthEnd()).isNull();
    assertThat(robots.budget()).isEqualByComparingTo("8");
    assertThat(robots.fullYearBudget()).isNull();
    assertThat(team(report, "vision").monthEnd()).isEqualByComparingTo("12");
    assertThat(report.summary().monthEnd().upper80()).isEqualByComparingTo("25");
    assertThat(chart(report))
        .containsExactly("2026-08-01 10 null", "2026-09-01 24 null", "2026-10-01 null 15");
    // 15 a month
    assertThat(team(report, "vision").fullYearBudget()).isEqualByComparingTo("180");
    assertThat(report.summary().budget()).isEqualByComparingTo("23");
    assertThat(report.summary().fullYearBudget()).isEqualByComparingTo("200");
    assertThat(report.cover().notes())
        .contains(
            "The budget of the total for the fiscal year 2027 is USD 200.00 (Summary); the budgets"
                + " of the teams add up to 180.00 (By team).");
  }

  @Test
  void monthsBeforeTheFirstDeliveryAreUnknownAndNotZero() {
    company(OCTOBER);
    CostReport report = report(null, 8);

    TeamLine vision = team(report, "vision");
    assertThat(vision.actualToDate()).isEqualByComparingTo("5");
    assertThat(vision.monthEnd()).isEqualByComparingTo("12");
    assertThat(vision.priorMonth()).isNull();
    assertThat(vision.yearToDate()).isNull();
    assertThat(vision.fullYear()).isNull();
    assertThat(vision.fullYearBudget()).isEqualByComparingTo("180");
    assertThat(report.summary().priorMonth()).isNull();
    assertThat(report.summary().yearToDate()).isNull();
    assertThat(report.summary().fullYear()).isNull();
    assertThat(report.summary().drivers()).isEmpty();
    assertThat(report.cover().notes())
        .contains(
            "Data since 2026-10, after the fiscal year began (2026-08): figures that need months"
                + " without data are left blank.");
  }

  @Test
  void aFiscalYearThatIsOverEndsWithItsActualCost() {
    company(OCTOBER);
    for (YearMonth month = OCTOBER.minusYears(1); month.isBefore(OCTOBER); ) {
      cost("vision", month, "10");
      month = month.plusMonths(1);
    }
    CostReport report = report(SEPTEMBER, 10);

    assertThat(report.cover().isYearComplete()).isTrue();
    // October 2025 to September 2026
    assertThat(team(report, "vision").fullYear().mean()).isEqualByComparingTo("120");
    assertThat(team(report, "speech").fullYear().mean()).isZero();
    assertThat(report.summary().fullYear().lower80()).isEqualByComparingTo("120");
    assertThat(report.cover().notes()).noneMatch(note -> note.startsWith("Data since"));
  }

  /** Costs from a month on, settled up to 17 October, with budgets and forecasts. */
  private void company(YearMonth first) {
    if (first.isBefore(OCTOBER)) {
      cost("vision", AUGUST, "10");
      cost("vision", SEPTEMBER, "20");
      cost("speech", SEPTEMBER, "4");
    }
    cost("vision", OCTOBER, "5");
    cost("speech", OCTOBER, "1");
    for (int month = 0; month < 12; month++) {
      budget("team", "vision", "month", AUGUST.plusMonths(month).toString(), "15");
    }
    forecast("vision", "month", "2026-10", OCTOBER, "12");
    forecast("speech", "month", "2026-10", OCTOBER, "3");
    forecast(null, "month", "2026-10", OCTOBER, "15");
    forecast("vision", "fiscal-year", "2027", AUGUST, "160");
    forecast(null, "fiscal-year", "2027", AUGUST, "190");
  }

  private CostReport report(YearMonth month, int fiscalYearStart) {
    ReportBasis basis =
        new ReportBasis(
            "Months",
            "USD",
            LocalDate.of(2026, 10, 20),
            LocalDate.of(2026, 10, 17),
            new FiscalCalendar(fiscalYearStart),
            "run",
            "test",
            "1",
            "marts",
            List.of(),
            Set.of(),
            month);
    return CostReports.build(this::read, basis);
  }

  private Dataset<Row> read(Mart mart) {
    return SparkTest.spark()
        .createDataFrame(rows.getOrDefault(mart, List.of()), mart.schema())
        .coalesce(1);
  }

  private void cost(String team, YearMonth month, String cost) {
    Map<String, Object> values = new HashMap<>();
    values.put("team", team);
    values.put("charge_month", month.toString());
    values.put("charge_date", month.atDay(1));
    values.put("billing_currency", "USD");
    values.put("is_settled", true);
    values.put("effective_cost", new BigDecimal(cost));
    add(CostMarts.DAILY_COSTS, values);
  }

  /** Ten above and below; of all teams when the team is null. */
  private void forecast(String team, String type, String period, YearMonth start, String mean) {
    Map<String, Object> values = new HashMap<>();
    values.put("team", team);
    values.put("is_total", team == null);
    values.put("level", team == null ? "total" : "team");
    values.put("billing_currency", "USD");
    values.put("period_type", type);
    values.put("period", period);
    values.put("period_start", start.atDay(1));
    values.put("expected_cost", new BigDecimal(mean));
    values.put("lower_80", new BigDecimal(mean).subtract(BigDecimal.TEN));
    values.put("upper_80", new BigDecimal(mean).add(BigDecimal.TEN));
    values.put("as_of_date", "2026-10-20");
    values.put("model", "mean");
    values.put("training_end", LocalDate.of(2026, 10, 17));
    add(ForecastMarts.FORECAST_TOTALS, values);
  }

  private void budget(String scopeType, String scope, String type, String period, String cost) {
    Map<String, Object> values = new HashMap<>();
    values.put("scope_type", scopeType);
    values.put("scope", scope);
    values.put("period_type", type);
    values.put("period", period);
    values.put("billing_currency", "USD");
    values.put("budget_cost", new BigDecimal(cost));
    values.put("as_of_date", "2026-10-20");
    add(ForecastMarts.BUDGET_STATUS, values);
  }

  private void add(Mart mart, Map<String, Object> values) {
    assertThat(mart.columnNames()).containsAll(values.keySet());
    rows.computeIfAbsent(mart, none -> new ArrayList<>())
        .add(RowFactory.create(mart.columnNames().stream().map(values::get).toArray()));
  }

  private static TeamLine team(CostReport report, String team) {
    return report.teams().stream()
        .filter(line -> team.equals(line.team()))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> chart(CostReport report) {
    return report.summary().chart().stream()
        .map(
            point ->
                point.date()
                    + " "
                    + plain(point.actual())
                    + " "
                    + (point.forecast() == null ? "null" : plain(point.forecast().mean())))
        .toList();
  }

  private static String plain(BigDecimal amount) {
    return amount == null ? "null" : amount.stripTrailingZeros().toPlainString();
  }
}
