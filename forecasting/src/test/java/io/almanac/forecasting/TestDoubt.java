package io.almanac.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestDoubt {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(60, List.of(0.8, 0.95), List.of());

  @Test
  void oneDaySaysNextToNothing() {
    SeriesForecast forecast = forecast(36_500);
    // One more value, off by as much as the value itself: a variance of 36500² about a mean that is
    // as uncertain; 1.8856 is the quantile of 90 % with two degrees of freedom.
    double half = 36_500 * Math.sqrt(2) * 1.885618;
    assertThat(forecast.days().get(0).upper(0.8)).isCloseTo(36_500 + half, within(1.0));
    assertThat(forecast.days().get(0).lower(0.8)).isZero();
    TotalForecast month = month(forecast);
    assertThat(month.mean()).isCloseTo(1_095_000, within(1e-3));
    assertThat(month.lower(0.8)).isZero();
    assertThat(month.probabilityAbove(2_000_000)).isBetween(0.1, 0.4);
    assertThat(month.probabilityAbove(500_000)).isBetween(0.6, 0.9);
  }

  @Test
  void aFewDaysAreAsUncertainAsTheyDiffer() {
    SeriesForecast forecast = forecast(100, 900, 50, 700, 20);
    ForecastPoint first = forecast.days().get(0);
    // Mean 354; squares of the distances from it sum to 686,320, to which 354² is added; by five,
    // and a fifth more for the mean; 1.4759 is the quantile of 90 % with five degrees of freedom.
    double scale = Math.sqrt((686_320 + 354 * 354) / 5.0 * 1.2);
    assertThat(first.upper(0.8) - first.mean()).isCloseTo(scale * 1.475884, within(0.01));
    ForecastPoint week = forecast.days().get(7);
    assertThat(week.upper(0.8) - week.mean())
        .isCloseTo(scale * 1.475884 * Math.sqrt(2), within(0.01));
    assertThat(forecast.days()).allMatch(day -> day.lower(0.95) >= 0);
    TotalForecast month = month(forecast);
    assertThat(month.probabilityAbove(1.3 * month.mean())).isBetween(0.2, 0.5);
    assertThat(month.probabilityAbove(0.7 * month.mean())).isBetween(0.5, 0.8);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 13})
  void fewEqualDaysProveNoConstant(int days) {
    SeriesForecast forecast = forecast(equal(days));
    assertThat(forecast.model()).isEqualTo("constant");
    // The one value counted beside them is off by 10.
    double scale = 10 / Math.sqrt(days) * Math.sqrt(1 + 1.0 / days);
    double quantile = Normal.halfWidth(0.8, Math.max(2, days));
    assertThat(forecast.days().get(0).upper(0.8)).isCloseTo(10 + scale * quantile, within(1e-9));
    assertThat(month(forecast).probabilityAbove(330)).isBetween(0.1, 0.5);
  }

  @Test
  void twoWeeksOfEqualDaysDo() {
    SeriesForecast forecast = forecast(equal(14));
    assertThat(forecast.days()).allMatch(day -> day.upper(0.95) == 10 && day.lower(0.95) == 10);
    assertThat(month(forecast).scale()).isZero();
  }

  @Test
  void fewEqualDaysOfALongTimeProveNoConstantEither() {
    double[] values = new double[200];
    Arrays.fill(values, Double.NaN);
    values[0] = 10;
    values[100] = 10;
    values[199] = 10;
    assertThat(forecast(values).days()).allMatch(day -> day.upper(0.8) > 15);
  }

  @Test
  void dependsOnNoUnit() {
    Doubt one = Doubt.of(new double[] {3, 5, 4}, none(), 10);
    Doubt other = Doubt.of(new double[] {-3072, -5120, -4096}, none(), 10);
    for (int h = 0; h < 10; h++) {
      assertThat(other.scale()[h]).isCloseTo(1024 * one.scale()[h], within(1e-6));
    }
  }

  @Test
  void whatWasJudgedHasNoOther() {
    Backtest judged = new Backtest(new double[][] {{1}}, new double[][] {{9}});
    assertThat(Doubt.of(new double[] {3, 5, 4}, judged, 10).isNone()).isTrue();
  }

  @Test
  void degreesOfFreedomAreThoseOfTheLargestPart() {
    assertThat(Doubt.freedom(new double[] {7}, new int[] {3})).isEqualTo(3);
    assertThat(Doubt.freedom(new double[] {1e6, 1e-6}, new int[] {3, 12})).isEqualTo(3);
    // (1 + 1)² / (1 / 3 + 1 / 3)
    assertThat(Doubt.freedom(new double[] {5, 5}, new int[] {3, 3})).isEqualTo(6);
  }

  private static Backtest none() {
    return new Backtest(new double[0][], new double[0][]);
  }

  private static double[] equal(int days) {
    double[] values = new double[days];
    Arrays.fill(values, 10);
    return values;
  }

  private static SeriesForecast forecast(double... values) {
    return Forecaster.forecast(new DailySeries("s", START, values), SETTINGS);
  }

  private static TotalForecast month(SeriesForecast forecast) {
    LocalDate first = forecast.trainingEnd().plusDays(1);
    return forecast.total(first, first.plusDays(30));
  }
}
