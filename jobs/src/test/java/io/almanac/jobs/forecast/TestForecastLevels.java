package io.almanac.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.ReconciliationMethod;
import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.ForecastMarts;
import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TestForecastLevels {
  private static final LocalDate FIRST = LocalDate.of(2026, 5, 1);
  private static final LocalDate SETTLED = LocalDate.of(2026, 9, 30);
  private static final LocalDate AS_OF = SETTLED.plusDays(3);
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(40, List.of(0.8, 0.95), List.of());
  private static final List<SeriesKey.Type> ALL =
      List.of(
          SeriesKey.Type.TEAM,
          SeriesKey.Type.PROJECT,
          SeriesKey.Type.SERVICE_CATEGORY,
          SeriesKey.Type.GPU);
  private static final SeriesKey BUDGETED = new SeriesKey(SeriesKey.Type.PROJECT, "alpha", "USD");

  private static final Dataset<Row> COSTS =
      SparkTest.spark().createDataFrame(costs(), CostMarts.DAILY_COSTS.schema());

  /** Every series is fitted once for each way of adding up, not for each test. */
  private static final Map<ForecastLevels, Outlook> OUTLOOKS = new HashMap<>();

  @ParameterizedTest
  @EnumSource(ReconciliationMethod.class)
  void everyLevelSumsToTheTotalOnEveryDayOfEveryCurrency(ReconciliationMethod method) {
    Map<String, Map<String, BigDecimal>> sums = new TreeMap<>();
    for (Row row : days(new ForecastLevels(ALL, method))) {
      sums.computeIfAbsent(
              row.getAs("billing_currency") + " " + row.getAs("target_date"),
              unseen -> new TreeMap<>())
          .merge(row.getAs("level"), row.getAs("mean_cost"), BigDecimal::add);
    }
    assertThat(sums).hasSize(2 * 40);
    sums.forEach(
        (day, levels) -> {
          assertThat(levels)
              .as(day)
              .containsOnlyKeys("total", "team", "project", "service-category", "gpu");
          assertThat(levels.values()).as(day).allMatch(levels.get("total")::equals);
        });
  }

  @Test
  void furtherLevelsChangeNeitherTeamsNorTheTotal() {
    ForecastLevels more = new ForecastLevels(ALL, ReconciliationMethod.BOTTOM_UP);
    for (Mart mart : List.of(ForecastMarts.FORECASTS, ForecastMarts.FORECAST_ACCURACY)) {
      List<String> alone = rows(mart, ForecastLevels.TEAMS).stream().map(Row::mkString).toList();
      assertThat(alone).isNotEmpty();
      assertThat(
              rows(mart, more).stream()
                  .filter(row -> List.of("team", "total").contains(row.<String>getAs("level")))
                  .map(Row::mkString))
          .isEqualTo(alone);
    }
  }

  @Test
  void oneMoreTeamChangesNobodyElsesNumbers() {
    ForecastLevels levels = new ForecastLevels(ALL, ReconciliationMethod.BOTTOM_UP);
    Outlook before = outlook(levels);
    Outlook after =
        fit(
            COSTS.union(
                SparkTest.spark()
                    .createDataFrame(
                        days("newcomers", "alpha", "Compute", true, "USD", 500, 9),
                        CostMarts.DAILY_COSTS.schema())),
            levels);
    for (SeriesKey key : before.forecasts().keySet()) {
      if (key.type() == SeriesKey.Type.TEAM) {
        assertThat(after.find(key).orElseThrow().days())
            .isEqualTo(before.find(key).orElseThrow().days());
      }
    }
    assertThat(after.find(new SeriesKey(SeriesKey.Type.TEAM, "newcomers", "USD"))).isPresent();
  }

  @Test
  void namesSeriesAndLevels() {
    assertThat(
            days(new ForecastLevels(ALL, ReconciliationMethod.BOTTOM_UP)).stream()
                .filter(row -> row.getAs("billing_currency").equals("USD"))
                .map(
                    row -> row.getAs("level") + " " + row.getAs("series") + " " + row.getAs("team"))
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "total total null",
            "team team:vision vision",
            "team team:speech speech",
            "team team: null",
            "project project:alpha null",
            "project project:beta null",
            "project project: null",
            "service-category service-category:Compute null",
            "service-category service-category:Storage null",
            "gpu gpu:yes null",
            "gpu gpu:no null");
  }

  @ParameterizedTest
  @EnumSource(ReconciliationMethod.class)
  void saysWhatReconciliationMoved(ReconciliationMethod method) {
    ForecastLevels levels = new ForecastLevels(ALL, method);
    Outlook outlook = outlook(levels);
    List<Row> moved =
        rows(ForecastMarts.FORECAST_EXPLANATIONS, levels).stream()
            .filter(row -> row.getAs("kind").equals("reconciliation"))
            .toList();
    assertThat(moved).extracting(row -> row.getAs("name")).containsOnly(method.text());
    assertThat(moved.stream().anyMatch(row -> row.getAs("level").equals("team")))
        .isEqualTo(method != ReconciliationMethod.BOTTOM_UP);
    Row alpha =
        moved.stream()
            .filter(row -> row.getAs("series").equals("project:alpha"))
            .findFirst()
            .orElseThrow();
    double change = 0;
    for (int h = 0; h < 40; h++) {
      change += outlook.find(BUDGETED).orElseThrow().days().get(h).mean() / 40;
      change -= outlook.alone().get(BUDGETED).days().get(h).mean() / 40;
    }
    assertThat(alpha.<Double>getAs("value")).isCloseTo(change, within(1e-9));
  }

  @Test
  void aBudgetedProjectIsReconciledOnlyWhenProjectsAreForecast() {
    Outlook teams = outlook(ForecastLevels.TEAMS);
    assertThat(teams.find(BUDGETED).orElseThrow().days())
        .isEqualTo(teams.alone().get(BUDGETED).days());
    assertThat(days(ForecastLevels.TEAMS))
        .extracting(row -> row.getAs("level"))
        .containsOnly("team", "total");

    Outlook projects = outlook(new ForecastLevels(ALL, ReconciliationMethod.BOTTOM_UP));
    assertThat(projects.find(BUDGETED).orElseThrow().days())
        .isNotEqualTo(teams.find(BUDGETED).orElseThrow().days());
  }

  private List<Row> days(ForecastLevels levels) {
    return rows(ForecastMarts.FORECASTS, levels);
  }

  private List<Row> rows(Mart mart, ForecastLevels levels) {
    Outlook outlook = outlook(levels);
    ForecastRows rows = new ForecastRows(outlook, actuals(COSTS, levels), AS_OF);
    List<Row> plain =
        mart.equals(ForecastMarts.FORECASTS)
            ? rows.days()
            : mart.equals(ForecastMarts.FORECAST_ACCURACY) ? rows.accuracy() : rows.explanations();
    return SparkTest.spark().createDataFrame(plain, mart.schema()).collectAsList();
  }

  private static Outlook outlook(ForecastLevels levels) {
    return OUTLOOKS.computeIfAbsent(levels, unseen -> fit(COSTS, levels));
  }

  private static Outlook fit(Dataset<Row> costs, ForecastLevels levels) {
    DailyActuals actuals = actuals(costs, levels);
    FitPlan plan =
        FitPlan.of(actuals, SETTLED, levels, SETTINGS, SeriesContext.ofDrivers(Map.of()));
    return Outlook.of(actuals, SETTLED, levels, plan.fit(SparkTest.spark(), Map.of()));
  }

  private static DailyActuals actuals(Dataset<Row> costs, ForecastLevels levels) {
    return DailyActuals.collect(costs, levels, Set.of(BUDGETED));
  }

  private static List<Row> costs() {
    List<Row> rows = new ArrayList<>();
    rows.addAll(days("vision", "alpha", "Compute", true, "USD", 1000, 1));
    rows.addAll(days("vision", "beta", "Storage", false, "USD", 50, 2));
    rows.addAll(days("speech", "beta", "Compute", true, "USD", 300, 3));
    rows.addAll(days("speech", "alpha", "Storage", false, "USD", 20, 4));
    rows.addAll(days(null, null, "Storage", false, "USD", 5, 5));
    rows.addAll(days("vision", "beta", "Compute", false, "EUR", 80, 6));
    return rows;
  }

  private static List<Row> days(
      String team,
      String project,
      String category,
      boolean gpu,
      String currency,
      double level,
      long seed) {
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    for (LocalDate day = FIRST; day.isBefore(AS_OF); day = day.plusDays(1)) {
      double weekday = day.getDayOfWeek().getValue() > 5 ? 0.5 : 1;
      BigDecimal cost = BigDecimal.valueOf(level * weekday * Math.exp(0.4 * random.nextGaussian()));
      rows.add(
          RowFactory.create(
              day,
              currency,
              team,
              project,
              null,
              null,
              category,
              category,
              gpu,
              true,
              cost,
              cost,
              cost,
              cost,
              null,
              null,
              null,
              null,
              null,
              null,
              day.toString().substring(0, 7)));
    }
    return rows;
  }
}
