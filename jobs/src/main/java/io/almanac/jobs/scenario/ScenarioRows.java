package io.almanac.jobs.scenario;

import io.almanac.forecasting.DailySeries;
import io.almanac.forecasting.ForecastPoint;
import io.almanac.forecasting.Hierarchy;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.TotalForecast;
import io.almanac.jobs.budget.BudgetPeriod;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.forecast.DailyActuals;
import io.almanac.jobs.forecast.ForecastRows;
import io.almanac.jobs.forecast.Outlook;
import io.almanac.jobs.forecast.SeriesKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Scenarios as rows of the marts {@code scenario_forecasts} and {@code scenario_totals}: of the
 * teams and the totals, as of one date. Expected costs are rounded once by team and day, and summed
 * from there on, so that everything adds up to the last digit in every scenario.
 */
public final class ScenarioRows {
  private static final int SCALE = 6;

  private final Outlook outlook;
  private final DailyActuals actuals;
  private final ForecastRows baseline;
  private final LocalDate asOf;
  private final List<Row> days = new ArrayList<>();
  private final List<Row> totals = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  private ScenarioRows(
      Outlook outlook, DailyActuals actuals, ForecastRows baseline, LocalDate asOf) {
    this.outlook = outlook;
    this.actuals = actuals;
    this.baseline = baseline;
    this.asOf = asOf;
  }

  /**
   * The rows of one night.
   *
   * @param baseline the rows without scenarios
   * @param currency that of new costs
   * @param levels probability content of the intervals
   */
  public static ScenarioRows of(
      List<Scenario> scenarios,
      Outlook outlook,
      DailyActuals actuals,
      ForecastRows baseline,
      FiscalCalendar calendar,
      LocalDate asOf,
      String currency,
      List<Double> levels) {
    ScenarioRows rows = new ScenarioRows(outlook, actuals, baseline, asOf);
    NavigableMap<SeriesKey, SeriesForecast> teams = new TreeMap<>(outlook.forecasts());
    teams.keySet().removeIf(key -> key.type() != SeriesKey.Type.TEAM);
    if (!teams.isEmpty()) {
      for (Scenario scenario : scenarios) {
        ScenarioOutlook changed = ScenarioOutlook.of(scenario, teams, currency, levels);
        rows.add(scenario, changed, calendar);
        for (Change change : changed.without(scenario)) {
          rows.notes.add(
              "Scenario "
                  + scenario.name()
                  + " changes nothing by "
                  + change.text()
                  + ": no series is proven to move with it.");
        }
      }
    }
    return rows;
  }

  /** Rows of {@code scenario_forecasts}: one per scenario, series and day of the horizon. */
  public List<Row> days() {
    return List.copyOf(days);
  }

  /** Rows of {@code scenario_totals}: months, quarters and fiscal years inside the horizon. */
  public List<Row> totals() {
    return List.copyOf(totals);
  }

  /** What a reader must know of scenarios that are not what their names promise. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  private void add(Scenario scenario, ScenarioOutlook changed, FiscalCalendar calendar) {
    Set<String> currencies = new TreeSet<>();
    changed.teams().keySet().forEach(key -> currencies.add(key.currency()));
    for (String currency : currencies) {
      SeriesKey total = new SeriesKey(SeriesKey.Type.TOTAL, null, currency);
      NavigableMap<LocalDate, BigDecimal> sum = new TreeMap<>();
      List<SeriesForecast> forecasts = new ArrayList<>();
      Set<Change> all = new HashSet<>();
      changed
          .teams()
          .forEach(
              (key, forecast) -> {
                if (key.currency().equals(currency)) {
                  NavigableMap<LocalDate, BigDecimal> means = means(key, forecast);
                  means.forEach((day, mean) -> sum.merge(day, mean, BigDecimal::add));
                  forecasts.add(forecast);
                  all.addAll(changed.changes(key));
                  add(scenario, key, forecast, means, changed.changes(key), calendar);
                }
              });
      SeriesForecast together = Hierarchy.total(history(total, forecasts), forecasts);
      List<Change> changes = scenario.changes().stream().filter(all::contains).toList();
      add(scenario, total, together, sum, changes, calendar);
    }
  }

  private DailySeries history(SeriesKey total, List<SeriesForecast> forecasts) {
    LocalDate settled = forecasts.get(0).trainingEnd();
    return actuals
        .find(total)
        .flatMap(series -> series.toDaily(settled))
        .orElseGet(() -> new DailySeries(total.series(), settled, new double[0]));
  }

  /** A team's expected cost by day: that of the baseline to the last digit where it is the same. */
  private NavigableMap<LocalDate, BigDecimal> means(SeriesKey key, SeriesForecast forecast) {
    NavigableMap<LocalDate, BigDecimal> means = new TreeMap<>();
    List<ForecastPoint> before = outlook.find(key).map(SeriesForecast::days).orElse(List.of());
    for (int h = 0; h < forecast.days().size(); h++) {
      ForecastPoint point = forecast.days().get(h);
      boolean same = h < before.size() && before.get(h).mean() == point.mean();
      means.put(point.date(), same ? expected(key, point.date()) : round(point.mean()));
    }
    return means;
  }

  private void add(
      Scenario scenario,
      SeriesKey key,
      SeriesForecast forecast,
      NavigableMap<LocalDate, BigDecimal> means,
      List<Change> changes,
      FiscalCalendar calendar) {
    for (ForecastPoint point : forecast.days()) {
      BigDecimal mean = means.get(point.date());
      List<Object> row = identity(scenario, key);
      row.add(point.date());
      row.add(expected(key, point.date()));
      row.add(mean);
      row.add(mean.subtract(expected(key, point.date())));
      for (double level : new double[] {0.8, 0.95}) {
        BigDecimal lower = round(point.lower(level));
        BigDecimal upper = round(point.upper(level));
        row.add(lower == null ? null : lower.min(mean));
        row.add(upper == null ? null : upper.max(mean));
      }
      row.add(text(changes, point.date(), point.date().plusDays(1)));
      row.add(forecast.trainingEnd());
      days.add(asOfRow(row));
    }
    for (BudgetPeriod period : ForecastRows.periods(calendar, forecast)) {
      LocalDate start = calendar.start(period);
      totals.add(
          total(scenario, key, forecast, means, changes, period, start, calendar.end(period)));
    }
  }

  private Row total(
      Scenario scenario,
      SeriesKey key,
      SeriesForecast forecast,
      NavigableMap<LocalDate, BigDecimal> means,
      List<Change> changes,
      BudgetPeriod period,
      LocalDate start,
      LocalDate end) {
    LocalDate settled = forecast.trainingEnd();
    LocalDate open = settled.isBefore(start) ? start : settled.plusDays(1);
    BigDecimal actual =
        actuals.find(key).map(series -> series.sum(start, min(open, end))).orElse(BigDecimal.ZERO);
    BigDecimal cost = actual.add(sum(means, open, end));
    BigDecimal before = actual.add(sum(baseline.expected(key), open, end));
    TotalForecast rest =
        open.isBefore(end) ? forecast.total(open, end) : new TotalForecast(0, 0, 1, 0);
    List<Object> row = identity(scenario, key);
    row.add(period.type().text());
    row.add(period.text());
    row.add(start);
    row.add(end);
    row.add(actual);
    LocalDate through = min(settled, end.minusDays(1));
    row.add(through.isBefore(start) ? null : through);
    row.add(before);
    row.add(cost);
    row.add(cost.subtract(before));
    for (double level : new double[] {0.8, 0.95}) {
      BigDecimal below = round(rest.mean() - rest.lower(level));
      BigDecimal above = round(rest.upper(level) - rest.mean());
      row.add(below == null ? null : cost.subtract(below));
      row.add(above == null ? null : cost.add(above));
    }
    row.add(text(changes, open, end));
    row.add(settled);
    return asOfRow(row);
  }

  private BigDecimal expected(SeriesKey key, LocalDate day) {
    return baseline.expected(key).getOrDefault(day, BigDecimal.ZERO);
  }

  private static BigDecimal sum(
      NavigableMap<LocalDate, BigDecimal> means, LocalDate from, LocalDate until) {
    return from.isBefore(until)
        ? means.subMap(from, true, until, false).values().stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
        : BigDecimal.ZERO;
  }

  private static String text(List<Change> changes, LocalDate start, LocalDate end) {
    String text =
        changes.stream()
            .filter(change -> change.isActive(start, end))
            .map(Change::text)
            .collect(Collectors.joining("; "));
    return text.isEmpty() ? null : text;
  }

  private static List<Object> identity(Scenario scenario, SeriesKey key) {
    List<Object> identity = new ArrayList<>();
    identity.add(scenario.name());
    identity.add(key.series());
    identity.add(key.name());
    identity.add(key.type() == SeriesKey.Type.TOTAL);
    identity.add(key.currency());
    return identity;
  }

  private Row asOfRow(List<Object> row) {
    row.add(YearMonth.from(asOf).toString());
    row.add(asOf.toString());
    return RowFactory.create(row.toArray());
  }

  private static BigDecimal round(double amount) {
    return Double.isFinite(amount)
        ? BigDecimal.valueOf(amount).setScale(SCALE, RoundingMode.HALF_EVEN)
        : null;
  }

  private static LocalDate min(LocalDate one, LocalDate other) {
    return one.isBefore(other) ? one : other;
  }
}
