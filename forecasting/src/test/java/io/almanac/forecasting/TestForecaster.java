package io.almanac.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.almanac.forecasting.regression.LinearAlgebra;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestForecaster {
  private static final LocalDate START = LocalDate.of(2025, 1, 1);
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(90, List.of(0.8, 0.95), List.of());

  @Test
  void nativeLinearAlgebraWorksHere() {
    assertThat(LinearAlgebra.problem()).isEmpty();
  }

  @Test
  void continuesTrendAndWeek() {
    IntToDoubleFunction truth = day -> 1000 + 2 * day + (day % 7 < 2 ? -200 : 50);
    SeriesForecast forecast = forecast(400, truth);
    for (int h = 0; h < 90; h++) {
      assertThat(forecast.days().get(h).mean())
          .isCloseTo(truth.applyAsDouble(400 + h), within(40.0));
    }
    assertThat(forecast.days().get(0).date()).isEqualTo(START.plusDays(400));
    assertThat(forecast.trainingEnd()).isEqualTo(START.plusDays(399));
  }

  @Test
  void learnsWhatIsChargedOnTheFirstOfTheMonth() {
    SeriesForecast forecast =
        forecast(300, day -> 100 + (START.plusDays(day).getDayOfMonth() == 1 ? 5000 : 0));
    for (ForecastPoint point : forecast.days()) {
      assertThat(point.mean())
          .as(point.date().toString())
          .isCloseTo(point.date().getDayOfMonth() == 1 ? 5100 : 100, within(30.0));
    }
  }

  @Test
  void nothingIsExpectedOnWeekdaysThatNeverHadAnything() {
    Random random = new Random(12);
    double[] noise = random.doubles(399, -50, 50).toArray();
    SeriesForecast forecast = forecast(399, day -> day % 7 >= 5 ? 0 : 1000 + noise[day]);

    for (int h = 0; h < 90; h++) {
      ForecastPoint point = forecast.days().get(h);
      boolean idle = h % 7 >= 5;
      assertThat(point.mean()).isCloseTo(idle ? 0 : 1000, within(idle ? 0.0 : 60));
      assertThat(point.upper(0.95) == 0).as("day %s", h).isEqualTo(idle);
    }
  }

  @Test
  void aTeamThatHasEndedDoesNotTakeTheTotalsAccuracyAway() {
    Random random = new Random(11);
    double[] noise = random.doubles(400, -10, 10).toArray();
    SeriesForecast busy = named("busy", 400, day -> 200 + noise[day]);
    SeriesForecast ended = named("ended", 400, day -> day < 90 ? 50 : 0);
    assertThat(ended.model()).isEqualTo("ended");

    SeriesForecast total =
        Hierarchy.total(
            series("total", 400, day -> 200 + noise[day] + (day < 90 ? 50 : 0)),
            List.of(busy, ended));

    assertThat(total.accuracy()).isNotEmpty();
    assertThat(total.accuracy().get(0).wape())
        .isCloseTo(busy.accuracy().get(0).wape(), within(1e-12));
  }

  @Test
  void aConstantGoesOnWithoutUncertainty() {
    SeriesForecast forecast = forecast(200, day -> 42);
    ForecastPoint last = forecast.days().get(89);
    assertThat(last.mean()).isCloseTo(42, within(1e-6));
    assertThat(last.upper(0.95) - last.lower(0.95)).isLessThan(1e-3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 5, 14, 27, 28, 30, 41, 42, 56, 100})
  void anyLengthGivesFiniteNestedIntervals(int length) {
    Random random = new Random(7);
    double[] values = random.doubles(length, 10, 20).toArray();
    SeriesForecast forecast = Forecaster.forecast(new DailySeries("s", START, values), SETTINGS);
    assertThat(forecast.days()).hasSize(90);
    for (ForecastPoint point : forecast.days()) {
      assertThat(point.mean()).isFinite();
      assertThat(point.lower(0.95)).isFinite().isLessThanOrEqualTo(point.lower(0.8));
      assertThat(point.lower(0.8)).isLessThanOrEqualTo(point.mean());
      assertThat(point.upper(0.8)).isGreaterThanOrEqualTo(point.mean());
      assertThat(point.upper(0.95)).isFinite().isGreaterThanOrEqualTo(point.upper(0.8));
    }
    TotalForecast total = forecast.total(START.plusDays(length), START.plusDays(length + 90));
    assertThat(total.lower(0.8)).isFinite().isLessThanOrEqualTo(total.mean());
    assertThat(total.probabilityAbove(total.mean() - 1e9)).isCloseTo(1, within(1e-3));
  }

  @Test
  void missingDaysAreNotZero() {
    double[] values = new double[200];
    Arrays.fill(values, 100);
    for (int i = 0; i < values.length; i += 3) {
      values[i] = Double.NaN;
    }
    SeriesForecast forecast = Forecaster.forecast(new DailySeries("s", START, values), SETTINGS);
    assertThat(forecast.days()).allMatch(point -> Math.abs(point.mean() - 100) < 1e-6);
  }

  @Test
  void aSeriesThatIsNeverNegativeHasNoNegativeForecast() {
    SeriesForecast falling = forecast(200, day -> Math.max(0, 1000 - 5 * day));
    assertThat(falling.days()).allMatch(point -> point.mean() >= 0 && point.lower(0.95) >= 0);
    SeriesForecast credit = forecast(200, day -> -50);
    assertThat(credit.days().get(10).mean()).isCloseTo(-50, within(1e-6));
  }

  @Test
  void scalesWithTheUnit() {
    Random random = new Random(3);
    double[] values = random.doubles(250, 50, 150).toArray();
    SeriesForecast dollars = Forecaster.forecast(new DailySeries("s", START, values), SETTINGS);
    SeriesForecast cents =
        Forecaster.forecast(
            new DailySeries("s", START, Arrays.stream(values).map(v -> v * 100).toArray()),
            SETTINGS);
    assertThat(cents.model()).isEqualTo(dollars.model());
    for (int h = 0; h < 90; h++) {
      assertThat(cents.days().get(h).upper(0.8))
          .isCloseTo(100 * dollars.days().get(h).upper(0.8), within(0.01));
    }
  }

  @Test
  void theSameSeriesGivesTheSameForecast() {
    IntToDoubleFunction truth = day -> 100 + day * 0.3 + (day * 37 % 11);
    for (int h = 0; h < 90; h++) {
      assertThat(forecast(300, truth).days().get(h)).isEqualTo(forecast(300, truth).days().get(h));
    }
  }

  @Test
  void intervalsHoldAboutAsOftenAsTheySay() {
    // 40 random walks with weekly season: the truth of the next 28 days is known.
    int inside = 0;
    int all = 0;
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      double level = 1000;
      double[] values = new double[328];
      for (int i = 0; i < values.length; i++) {
        level += 5 * random.nextGaussian();
        values[i] = level + (i % 7 < 2 ? -150 : 60) + 20 * random.nextGaussian();
      }
      SeriesForecast forecast =
          Forecaster.forecast(
              new DailySeries("s", START, Arrays.copyOf(values, 300)),
              new ForecastSettings(28, List.of(0.8), List.of()));
      for (int h = 0; h < 28; h++) {
        ForecastPoint point = forecast.days().get(h);
        inside +=
            values[300 + h] >= point.lower(0.8) && values[300 + h] <= point.upper(0.8) ? 1 : 0;
        all++;
      }
    }
    assertThat(inside / (double) all).isBetween(0.72, 0.93);
  }

  @Test
  void theSameNumberOfDaysIsNeverMoreCertainFurtherAhead() {
    Random random = new Random(11);
    double[] walk = new double[400];
    double level = 500;
    for (int i = 0; i < walk.length; i++) {
      level = Math.max(100, level + 10 * random.nextGaussian());
      walk[i] = level;
    }
    SeriesForecast forecast =
        Forecaster.forecast(
            new DailySeries("s", START, walk), new ForecastSettings(165, List.of(0.8), List.of()));
    double before = 0;
    for (int start = 0; start + 30 <= 165; start += 15) {
      LocalDate from = START.plusDays(400L + start);
      TotalForecast total = forecast.total(from, from.plusDays(30));
      assertThat(total.scale()).isGreaterThanOrEqualTo(before);
      assertThat(total.lower(0.8)).isNotNegative();
      before = total.scale();
    }
  }

  @Test
  void teamsAddUpToTheTotal() {
    SeriesForecast a = named("a", 300, day -> 100 + day % 7);
    SeriesForecast b = named("b", 120, day -> 50 + 0.5 * day);
    DailySeries history = series("total", 300, day -> 150 + day % 7);
    SeriesForecast total = Hierarchy.total(history, List.of(a, b));
    SeriesForecast turned = Hierarchy.total(history, List.of(b, a));
    for (int h = 0; h < 90; h++) {
      assertThat(total.days().get(h).mean())
          .isCloseTo(a.days().get(h).mean() + b.days().get(h).mean(), within(1e-9));
      assertThat(turned.days().get(h)).isEqualTo(total.days().get(h));
    }
    assertThat(total.trainingStart()).isEqualTo(a.trainingStart());
  }

  @Test
  void reportsAccuracyByDistance() {
    Random random = new Random(5);
    SeriesForecast forecast = forecast(400, day -> 100 + 10 * random.nextGaussian());
    List<Accuracy> rows = forecast.accuracy();
    assertThat(rows).extracting(Accuracy::horizonFrom).containsExactly(1, 8, 29);
    // The mean of independent noise is off by 0.8 deviations, its weekly change by 1.13.
    assertThat(rows.get(0).mase()).isBetween(0.55, 0.9);
    assertThat(rows.get(0).coverage().get(0.8)).isBetween(0.65, 0.95);
    assertThat(Math.abs(rows.get(0).bias())).isLessThan(0.05);
  }

  @Test
  void tellsWhenABudgetWillBePassed() {
    SeriesForecast forecast = forecast(100, day -> 10);
    LocalDate first = START.plusDays(100);
    assertThat(forecast.firstDayAbove(0, 95, first.plusDays(90))).contains(first.plusDays(9));
    assertThat(forecast.firstDayAbove(0, 95, first.plusDays(9))).isEmpty();
    assertThat(forecast.firstDayAbove(50, 95, first.plusDays(90))).contains(first.plusDays(4));
  }

  @Test
  void survivesSerialisation() throws IOException, ClassNotFoundException {
    SeriesForecast forecast = forecast(200, day -> 100 + day % 7);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(forecast);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      SeriesForecast copy = (SeriesForecast) in.readObject();
      assertThat(copy.days()).isEqualTo(forecast.days());
      assertThat(copy.accuracy()).isEqualTo(forecast.accuracy());
    }
  }

  @Test
  void refusesASeriesWithoutValues() {
    assertThatThrownBy(
            () ->
                Forecaster.forecast(
                    new DailySeries("empty", START, new double[] {Double.NaN}), SETTINGS))
        .hasMessageContaining("Cannot forecast a series without values: empty");
  }

  private static SeriesForecast forecast(int length, IntToDoubleFunction truth) {
    return named("s", length, truth);
  }

  /** A series that ends where one of 400 days would when it is of that length, by its own start. */
  private static SeriesForecast named(String id, int length, IntToDoubleFunction truth) {
    return Forecaster.forecast(series(id, length, truth), SETTINGS);
  }

  private static DailySeries series(String id, int length, IntToDoubleFunction truth) {
    LocalDate start = id.equals("s") ? START : START.plusDays(300 - length);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = truth.applyAsDouble(i);
    }
    return new DailySeries(id, start, values);
  }
}
