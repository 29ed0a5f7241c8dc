package io.almanac.jobs.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.almanac.forecasting.DailySeries;
import io.almanac.forecasting.DrivenForecaster;
import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.Hierarchy;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverUse;
import io.almanac.jobs.budget.FiscalCalendar;
import io.almanac.jobs.forecast.CostSeries;
import io.almanac.jobs.forecast.DailyActuals;
import io.almanac.jobs.forecast.ForecastLevels;
import io.almanac.jobs.forecast.ForecastRows;
import io.almanac.jobs.forecast.Outlook;
import io.almanac.jobs.forecast.SeriesKey;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.ScenarioMarts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three teams with two months of history that a night forecast until the end of the year. */
class TestScenarioRows {
  private static final LocalDate START = LocalDate.of(2026, 8, 16);
  private static final LocalDate SETTLED = LocalDate.of(2026, 10, 18);
  private static final LocalDate AS_OF = LocalDate.of(2026, 10, 20);
  private static final int DAYS = 64;
  private static final int HORIZON = 74;
  private static final List<Double> LEVELS = List.of(0.8, 0.95);

  private static DailyActuals actuals;
  private static Outlook outlook;
  private static ForecastRows baseline;

  @TempDir private Path folder;

  @BeforeAll
  static void forecast() {
    NavigableMap<SeriesKey, CostSeries> series = new TreeMap<>();
    NavigableMap<SeriesKey, SeriesForecast> forecasts = new TreeMap<>();
    Driver requests =
        new Driver(
            "requests", Driver.Kind.VOLUME, START, new Random(9).doubles(DAYS, 9, 11).toArray());
    DriverUse use = new DriverUse(DrivenForecaster.follow(requests, SETTLED, HORIZON), 0.5);
    for (String name : Arrays.asList("vision", "language", null)) {
      SeriesKey key = new SeriesKey(SeriesKey.Type.TEAM, name, "USD");
      NavigableMap<LocalDate, BigDecimal> costs = new TreeMap<>();
      Random random = new Random(Objects.hashCode(name));
      for (int t = 0; t < DAYS; t++) {
        costs.put(START.plusDays(t), new BigDecimal(100 + random.nextInt(3000)).movePointLeft(1));
      }
      series.put(key, new CostSeries(key, costs));
      DailySeries daily = series.get(key).toDaily(SETTLED).orElseThrow();
      List<DriverUse> uses = "vision".equals(name) ? List.of(use) : List.of();
      forecasts.put(
          key,
          DrivenForecaster.forecast(daily, new ForecastSettings(HORIZON, LEVELS, List.of()), uses));
    }
    SeriesKey total = new SeriesKey(SeriesKey.Type.TOTAL, null, "USD");
    CostSeries sum = series.values().stream().reduce(CostSeries::plus).orElseThrow();
    forecasts.put(
        total,
        Hierarchy.total(sum.toDaily(SETTLED).orElseThrow(), List.copyOf(forecasts.values())));
    series.put(total, new CostSeries(total, sum.costs()));
    actuals = new DailyActuals(series);
    outlook = new Outlook(SETTLED, ForecastLevels.TEAMS, forecasts, forecasts);
    baseline = new ForecastRows(outlook, actuals, AS_OF);
  }

  @Test
  void teamsSumToTheTotalAndDaysToMonthsInEveryScenario() throws IOException {
    ScenarioRows rows =
        rows(
            """
            scenarios:
              - name: launch
                changes:
                  - { kind: driver-growth, driver: requests, growth: 33, from: 2026-11-07 }
                  - { kind: new-cost, team: robotics, per-month: 1000, from: 2026-11-10 }
                  - { kind: migration, team: vision, to: robotics, share: 0.37, cost-factor: 0.7,
                      from: 2026-12-01 }
                  - { kind: price-change, growth: 3.3, from: 2026-12-10, until: 2026-12-20 }
                  - { kind: end, team: language, from: 2026-12-24 }
              - name: nothing
                changes:
                  - { kind: price-change, factor: 1, from: 2026-11-01 }
            """);
    Mart mart = ScenarioMarts.SCENARIO_FORECASTS;
    Map<String, BigDecimal> balance = new TreeMap<>();
    for (Row row : rows.days()) {
      for (String column : List.of("baseline_cost", "scenario_cost", "difference_cost")) {
        BigDecimal cost = money(mart, row, column);
        boolean total = row.getBoolean(mart.columnNames().indexOf("is_total"));
        String key = text(mart, row, "scenario") + text(mart, row, "target_date") + column;
        balance.merge(key, total ? cost.negate() : cost, BigDecimal::add);
      }
      assertThat(money(mart, row, "scenario_cost").subtract(money(mart, row, "baseline_cost")))
          .isEqualByComparingTo(money(mart, row, "difference_cost"));
      assertThat(money(mart, row, "lower_95")).isLessThanOrEqualTo(money(mart, row, "lower_80"));
      assertThat(money(mart, row, "upper_80"))
          .isGreaterThanOrEqualTo(money(mart, row, "scenario_cost"));
      if (text(mart, row, "scenario").equals("nothing")) {
        assertThat(money(mart, row, "difference_cost")).isZero();
      }
    }
    assertThat(balance.values()).allMatch(sum -> sum.signum() == 0);
    assertThat(balance).hasSize(2 * 3 * HORIZON);

    Mart totals = ScenarioMarts.SCENARIO_TOTALS;
    for (Row row : rows.totals()) {
      if (text(totals, row, "period").equals("2026-11")) {
        assertThat(money(totals, row, "scenario_cost"))
            .isEqualByComparingTo(
                sum(
                    rows,
                    text(totals, row, "scenario"),
                    text(totals, row, "series"),
                    "scenario_cost",
                    LocalDate.of(2026, 11, 1),
                    LocalDate.of(2026, 12, 1)));
      }
    }
    assertThat(rows.totals())
        .extracting(row -> text(totals, row, "period"))
        .contains("2026-10", "2026-11", "2026-12", "2026-Q4", "2026");
  }

  @Test
  void everyChangeDoesWhatItSays() throws IOException {
    ScenarioRows rows =
        rows(
            """
            scenarios:
              - name: all
                changes:
                  - { kind: driver-growth, driver: requests, factor: 1.44, from: 2026-11-01,
                      until: 2026-11-10 }
                  - { kind: new-cost, team: language, per-day: 12.5, from: 2026-11-11,
                      until: 2026-11-20 }
                  - { kind: new-cost, team: atlas, per-month: 100, from: 2026-11-01,
                      until: 2026-11-30 }
                  - { kind: price-change, teams: [unallocated], growth: -20, from: 2026-11-21,
                      until: 2026-11-30 }
                  - { kind: migration, team: vision, to: language, share: 0.25, cost-factor: 2,
                      from: 2026-12-01, until: 2026-12-10 }
                  - { kind: end, team: vision, from: 2026-12-21 }
            """);
    assertThat(ratio(rows, "team:vision", 11, 1, 11)).isCloseTo(1.2, within(1e-6));
    assertThat(ratio(rows, "team:vision", 11, 11, 30)).isEqualTo(1);
    assertThat(difference(rows, "team:language", 11, 11, 21)).isCloseTo(125, within(1e-4));
    assertThat(sum(rows, "all", "team:atlas", "scenario_cost", day(11, 1), day(12, 31)))
        .isEqualByComparingTo("100");
    assertThat(ratio(rows, "team:", 11, 21, 30)).isCloseTo(0.8, within(1e-6));
    assertThat(ratio(rows, "team:vision", 12, 1, 11)).isCloseTo(0.75, within(1e-6));
    assertThat(difference(rows, "team:language", 12, 1, 11))
        .isCloseTo(-2 * difference(rows, "team:vision", 12, 1, 11), within(1e-4));
    assertThat(ratio(rows, "team:vision", 12, 21, 31)).isZero();
    assertThat(difference(rows, "team:language", 12, 21, 31)).isZero();
    Mart mart = ScenarioMarts.SCENARIO_FORECASTS;
    Row moved = find(rows, "team:language", day(12, 1));
    assertThat(text(mart, moved, "changes"))
        .isEqualTo(
            "25 % of vision to language at 200 % of the cost from 2026-12-01 until 2026-12-10");
    assertThat(text(mart, find(rows, "team:language", day(12, 11)), "changes")).isNull();
    assertThat(text(mart, find(rows, "total", day(11, 1)), "changes"))
        .isEqualTo(
            "requests +44 % from 2026-11-01 until 2026-11-10; new cost 100 a month from"
                + " 2026-11-01 until 2026-11-30");
  }

  @Test
  void aTeamWithoutAForecastIsToldBeforeAnythingIsPublished() {
    assertThatThrownBy(
            () ->
                rows(
                    """
                    scenarios:
                      - name: typo
                        changes:
                          - { kind: end, team: visoin, from: 2026-12-01 }
                    """))
        .hasMessage(
            "Cannot apply scenario typo to team without a forecast: visoin. Did you mean vision?");
  }

  @Test
  void aDriverThatMovesNobodyIsNoted() throws IOException {
    ScenarioRows rows =
        rows(
            """
            scenarios:
              - name: growth
                changes:
                  - { kind: driver-growth, driver: people, growth: 20, from: 2026-11-01 }
                  - { kind: driver-growth, driver: requests, growth: 20, from: 2026-11-01 }
            """);
    assertThat(rows.notes())
        .containsExactly(
            "Scenario growth changes nothing by people +20 % from 2026-11-01: no series is proven"
                + " to move with it.");
  }

  @Test
  void withoutScenariosThereIsNothing() throws IOException {
    assertThat(rows("scenarios: []\n").days()).isEmpty();
    assertThat(rows("scenarios: []\n").totals()).isEmpty();
  }

  private ScenarioRows rows(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("scenarios.yaml"), text);
    return ScenarioRows.of(
        Scenario.load(file, List.of("people", "requests")),
        outlook,
        actuals,
        baseline,
        new FiscalCalendar(1),
        AS_OF,
        "USD",
        LEVELS);
  }

  private static LocalDate day(int month, int day) {
    return LocalDate.of(2026, month, day);
  }

  private static double ratio(ScenarioRows rows, String series, int month, int from, int until) {
    return sum(rows, "all", series, "scenario_cost", day(month, from), day(month, until))
            .doubleValue()
        / sum(rows, "all", series, "baseline_cost", day(month, from), day(month, until))
            .doubleValue();
  }

  private static double difference(
      ScenarioRows rows, String series, int month, int from, int until) {
    return sum(rows, "all", series, "difference_cost", day(month, from), day(month, until))
        .doubleValue();
  }

  /** The sum of a column over the days from one to another, exclusive. */
  private static BigDecimal sum(
      ScenarioRows rows,
      String scenario,
      String series,
      String column,
      LocalDate from,
      LocalDate until) {
    Mart mart = ScenarioMarts.SCENARIO_FORECASTS;
    List<BigDecimal> amounts = new ArrayList<>();
    for (Row row : rows.days()) {
      LocalDate day = row.getAs(mart.columnNames().indexOf("target_date"));
      if (text(mart, row, "scenario").equals(scenario)
          && text(mart, row, "series").equals(series)
          && !day.isBefore(from)
          && day.isBefore(until)) {
        amounts.add(money(mart, row, column));
      }
    }
    return amounts.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static Row find(ScenarioRows rows, String series, LocalDate day) {
    Mart mart = ScenarioMarts.SCENARIO_FORECASTS;
    return rows.days().stream()
        .filter(row -> text(mart, row, "series").equals(series))
        .filter(row -> text(mart, row, "target_date").equals(day.toString()))
        .findFirst()
        .orElseThrow();
  }

  private static BigDecimal money(Mart mart, Row row, String column) {
    return row.getDecimal(mart.columnNames().indexOf(column));
  }

  private static String text(Mart mart, Row row, String column) {
    Object value = row.get(mart.columnNames().indexOf(column));
    return value == null ? null : value.toString();
  }
}
