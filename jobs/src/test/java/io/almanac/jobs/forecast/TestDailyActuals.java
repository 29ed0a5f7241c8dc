package io.almanac.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkTest.class)
class TestDailyActuals {
  private static final LocalDate FIRST = LocalDate.of(2026, 10, 1);

  private final DailyActuals actuals =
      DailyActuals.collect(
          SparkTest.spark()
              .createDataFrame(
                  List.of(
                      row(FIRST, "USD", "vision", "alpha", "1.000000000000000001"),
                      row(FIRST, "USD", "speech", "alpha", "2"),
                      row(FIRST, "USD", null, null, "4"),
                      row(FIRST.plusDays(2), "USD", "vision", "beta", "8"),
                      row(FIRST.plusDays(3), "EUR", "vision", "beta", "16"),
                      row(FIRST.plusDays(4), "EUR", "vision", "beta", null),
                      row(FIRST.plusDays(4), "GBP", "vision", "beta", null)),
                  CostMarts.DAILY_COSTS.schema()),
          ForecastLevels.TEAMS,
          Set.of(new SeriesKey(SeriesKey.Type.PROJECT, "alpha", "USD")));

  @Test
  void teamsAddUpToTheTotalOfTheirCurrency() {
    assertThat(actuals.total("USD").orElseThrow().costs())
        .containsOnlyKeys(FIRST, FIRST.plusDays(2))
        .containsEntry(FIRST, new BigDecimal("7.000000000000000001"));
    assertThat(actuals.total("EUR").orElseThrow().sum(FIRST, FIRST.plusDays(9)))
        .isEqualByComparingTo("16");
    assertThat(actuals.currencies()).containsExactly("EUR", "USD");
  }

  @Test
  void theUnallocatedTeamIsOneOfThemAndTheLast() {
    assertThat(actuals.teams("USD"))
        .extracting(series -> series.key().name())
        .containsExactly("speech", "vision", null);
  }

  @Test
  void collectsOnlyBudgetedProjects() {
    assertThat(
            actuals
                .find(new SeriesKey(SeriesKey.Type.PROJECT, "alpha", "USD"))
                .orElseThrow()
                .sum(FIRST, FIRST.plusDays(1)))
        .isEqualByComparingTo("3.000000000000000001");
    assertThat(actuals.find(new SeriesKey(SeriesKey.Type.PROJECT, "beta", "USD"))).isEmpty();
  }

  @Test
  void aSettledDayWithoutAChargeHasCostNothing() {
    CostSeries vision =
        actuals.find(new SeriesKey(SeriesKey.Type.TEAM, "vision", "USD")).orElseThrow();
    assertThat(vision.toDaily(FIRST.plusDays(3)).orElseThrow().values())
        .containsExactly(1, 0, 8, 0);
    assertThat(vision.toDaily(FIRST.minusDays(1))).isEmpty();
  }

  @Test
  void aDayWhoseCostsAreAllMissingIsNotLearntFrom() {
    assertThat(actuals.total("EUR").orElseThrow().costs()).containsOnlyKeys(FIRST.plusDays(3));
    assertThat(actuals.total("GBP")).isEmpty();
  }

  private static Row row(LocalDate day, String currency, String team, String project, String cost) {
    BigDecimal money = cost == null ? null : new BigDecimal(cost);
    return RowFactory.create(
        day, currency, team, project, null, null, "Compute", "VM", false, true, money, money, money,
        money, null, null, null, null, null, null, "2026-10");
  }
}
