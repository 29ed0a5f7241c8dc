package io.almanac.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.forecasting.DailySeries;
import io.almanac.forecasting.ForecastPoint;
import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.global.GlobalModels;
import io.almanac.jobs.SparkTest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestOutlook {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(14, List.of(0.8), List.of());

  @Test
  void aSeriesThatCannotBeForecastGetsTheRunRateAndTheReason() {
    double[] values = IntStream.range(0, 100).mapToDouble(t -> t % 2 == 0 ? 90 : 110).toArray();
    DailySeries history = new DailySeries("team:odd", FIRST, values);

    SeriesForecast forecast =
        Outlook.orRunRate(
            history,
            SETTINGS,
            unused -> {
              throw new IllegalStateException("no optimum");
            });

    assertThat(forecast.model()).isEqualTo("run-rate");
    assertThat(forecast.days()).hasSize(14);
    assertThat(forecast.days()).extracting(ForecastPoint::mean).containsOnly(100.0);
    // Errors have always been 10, and 8 origins stretch 80 % a little.
    assertThat(forecast.days().get(0).upper(0.8)).isBetween(110.0, 112.0);
    assertThat(forecast.explanation().notes())
        .singleElement()
        .asString()
        .contains("no optimum")
        .contains("run rate");
  }

  @Test
  void aGlobalModelTakesPartWhereThereAreEnoughSeries() {
    LocalDate settled = FIRST.plusDays(299);
    DailyActuals many = teams(CommonModel.FEWEST_SERIES, 300);

    Optional<GlobalModels> common = CommonModel.learn(many, settled, 14);

    assertThat(common).isPresent();
    Map<SeriesKey, SeriesForecast> with =
        FitPlan.of(
                many,
                settled,
                ForecastLevels.TEAMS,
                SETTINGS.with(common.get()),
                SeriesContext.ofDrivers(Map.of()))
            .fit(SparkTest.spark(), Map.of());
    assertThat(with.values())
        .anyMatch(one -> one.explanation().weights().containsKey("global-boosting"));
    assertThat(CommonModel.learn(teams(CommonModel.FEWEST_SERIES - 1, 300), settled, 14)).isEmpty();
    LocalDate tooSoon = FIRST.plusDays(CommonModel.SHORTEST_HISTORY - 2L);
    assertThat(CommonModel.learn(many, tooSoon, 14)).isEmpty();
  }

  private static DailyActuals teams(int count, int days) {
    TreeMap<SeriesKey, CostSeries> series = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      Random random = new Random(i);
      TreeMap<LocalDate, BigDecimal> costs = new TreeMap<>();
      for (int t = 0; t < days; t++) {
        double cost = (t % 7 >= 5 ? 60 : 110) + 5 * random.nextGaussian();
        costs.put(FIRST.plusDays(t), BigDecimal.valueOf(cost));
      }
      SeriesKey key = new SeriesKey(SeriesKey.Type.TEAM, "team-" + i, "USD");
      series.put(key, new CostSeries(key, costs));
      SeriesKey total = new SeriesKey(SeriesKey.Type.TOTAL, null, "USD");
      series.merge(total, new CostSeries(total, costs), CostSeries::plus);
    }
    return new DailyActuals(series);
  }
}
