package io.almanac.jobs.forecast;

import io.almanac.forecasting.SeriesForecast;
import io.almanac.jobs.budget.Budget;
import io.almanac.jobs.budget.BudgetStatusRules;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.forecast.ForecastRows.PeriodForecast;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Budgets as rows of the mart {@code budget_status}, as of one date. */
public final class BudgetRows {
  private final Outlook outlook;
  private final DailyActuals actuals;
  private final ForecastRows forecasts;
  private final FiscalCalendar calendar;
  private final LocalDate asOf;

  /** Prepares the rows of one night. */
  public BudgetRows(
      Outlook outlook,
      DailyActuals actuals,
      ForecastRows forecasts,
      FiscalCalendar calendar,
      LocalDate asOf) {
    this.outlook = outlook;
    this.actuals = actuals;
    this.forecasts = forecasts;
    this.calendar = calendar;
    this.asOf = asOf;
  }

  /** The projects and cost centres that have budgets: their series are forecast as well. */
  public static Set<SeriesKey> scopes(List<Budget> budgets) {
    Set<SeriesKey> scopes = new TreeSet<>();
    for (Budget budget : budgets) {
      if (budget.scopeType() == Budget.ScopeType.PROJECT
          || budget.scopeType() == Budget.ScopeType.COST_CENTER) {
        scopes.add(key(budget));
      }
    }
    return scopes;
  }

  /** One row per budget line. */
  public List<Row> rows(List<Budget> budgets) {
    List<Row> rows = new ArrayList<>();
    budgets.forEach(budget -> rows.add(row(budget)));
    return rows;
  }

  private Row row(Budget budget) {
    SeriesKey key = key(budget);
    LocalDate start = calendar.start(budget.period());
    LocalDate end = calendar.end(budget.period());
    LocalDate settled = outlook.lastSettledDay();
    LocalDate through =
        settled == null || settled.isBefore(start)
            ? null
            : settled.isBefore(end) ? settled : end.minusDays(1);
    BigDecimal actual =
        through == null
            ? BigDecimal.ZERO
            : actuals
                .find(key)
                .map(series -> series.sum(start, through.plusDays(1)))
                .orElse(BigDecimal.ZERO);
    boolean closed = through != null && through.equals(end.minusDays(1));
    Optional<SeriesForecast> forecast =
        outlook.find(key).filter(one -> !end.isAfter(one.horizonEnd().plusDays(1)));
    PeriodForecast expected =
        closed ? null : forecast.map(one -> forecasts.period(key, one, start, end)).orElse(null);
    BigDecimal rest = closed ? BigDecimal.ZERO : expected == null ? null : expected.rest();
    Double probability =
        expected == null ? null : Double.valueOf(expected.probabilityAbove(budget.amount()));
    BigDecimal cut = cut(budget, actual, rest);
    return RowFactory.create(
        budget.scopeType().text(),
        budget.scope(),
        budget.period().type().text(),
        budget.period().text(),
        budget.currency(),
        start,
        end,
        budget.amount(),
        actual,
        through,
        rest,
        rest == null ? null : actual.add(rest),
        closed ? actual : expected == null ? null : expected.lower(0.8),
        closed ? actual : expected == null ? null : expected.upper(0.8),
        probability,
        overrun(key, budget, actual, start, end),
        cut,
        cut == null ? null : cut.doubleValue() / rest.doubleValue(),
        BudgetStatusRules.status(budget.amount(), end, actual, through, rest, probability),
        YearMonth.from(asOf).toString(),
        asOf.toString());
  }

  /**
   * What must be saved of the rest to stay within the budget; null when nothing must, or when the
   * budget is spent already.
   */
  private static BigDecimal cut(Budget budget, BigDecimal actual, BigDecimal rest) {
    if (rest == null || actual.compareTo(budget.amount()) > 0) {
      return null;
    }
    BigDecimal over = actual.add(rest).subtract(budget.amount());
    return over.signum() > 0 ? over : null;
  }

  /** The day on which actual or expected cost passes the budget; null when neither does. */
  private LocalDate overrun(
      SeriesKey key, Budget budget, BigDecimal actual, LocalDate start, LocalDate end) {
    if (actual.compareTo(budget.amount()) > 0) {
      return actuals.find(key).map(series -> firstDayAbove(series, budget, start)).orElse(null);
    }
    return outlook
        .find(key)
        .filter(forecast -> !start.isAfter(forecast.trainingEnd().plusDays(1)))
        .flatMap(
            forecast ->
                forecast.firstDayAbove(actual.doubleValue(), budget.amount().doubleValue(), end))
        .orElse(null);
  }

  private static LocalDate firstDayAbove(CostSeries series, Budget budget, LocalDate start) {
    BigDecimal sum = BigDecimal.ZERO;
    for (var day : series.costs().tailMap(start, true).entrySet()) {
      sum = sum.add(day.getValue());
      if (sum.compareTo(budget.amount()) > 0) {
        return day.getKey();
      }
    }
    return null;
  }

  private static SeriesKey key(Budget budget) {
    SeriesKey.Type type =
        switch (budget.scopeType()) {
          case TOTAL -> SeriesKey.Type.TOTAL;
          case TEAM -> SeriesKey.Type.TEAM;
          case PROJECT -> SeriesKey.Type.PROJECT;
          case COST_CENTER -> SeriesKey.Type.COST_CENTER;
        };
    return new SeriesKey(type, budget.scope(), budget.currency());
  }
}
