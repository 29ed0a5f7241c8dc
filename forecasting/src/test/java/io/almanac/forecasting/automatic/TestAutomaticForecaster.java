package io.almanac.forecasting.automatic;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestAutomaticForecaster {
  private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
  private static final AutomaticForecaster DAILY =
      new AutomaticForecaster(Frequency.DAILY, List.of(0.8, 0.95), 8);

  @Test
  void aConstantContinuesWithoutDoubt() {
    double[] values = new double[200];
    Arrays.fill(values, 42.5);

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 30);

    double[] expected = new double[30];
    Arrays.fill(expected, 42.5);
    assertEquals(SeriesKind.CONSTANT, forecast.kind());
    assertArrayEquals(expected, forecast.mean());
    assertArrayEquals(expected, forecast.lower().get(0.95));
    assertArrayEquals(expected, forecast.upper().get(0.95));
  }

  @Test
  void fewEqualValuesProveNoConstant() {
    AutomaticForecast forecast = DAILY.forecast(new double[] {5, 5, 5}, MONDAY, 2);

    assertArrayEquals(new double[] {5, 5}, forecast.mean());
    assertArrayEquals(new double[] {Double.NaN, Double.NaN}, forecast.lower().get(0.8));
    assertArrayEquals(new double[] {Double.NaN, Double.NaN}, forecast.upper().get(0.8));
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-4, 0.5, 1000, 1e8})
  void scalingASeriesScalesItsForecast(double factor) {
    double[] values = weekly(400, 7);
    double[] scaled = Arrays.stream(values).map(value -> value * factor).toArray();

    AutomaticForecast one = DAILY.forecast(values, MONDAY, 28);
    AutomaticForecast other = DAILY.forecast(scaled, MONDAY, 28);

    double[] mean = Arrays.stream(one.mean()).map(value -> value * factor).toArray();
    double[] upper = Arrays.stream(one.upper().get(0.8)).map(value -> value * factor).toArray();
    double tolerance = 2e-3 * 150 * factor;
    assertArrayEquals(mean, other.mean(), tolerance);
    assertArrayEquals(upper, other.upper().get(0.8), 5 * tolerance);
  }

  @Test
  void theSameValuesGiveTheSameForecastWhateverWasForecastBefore() {
    double[] values = weekly(300, 3);
    AutomaticForecast first = DAILY.forecast(values, MONDAY, 20);
    DAILY.forecast(weekly(500, 4), MONDAY, 60);
    AutomaticForecast second = DAILY.forecast(values, MONDAY, 20);

    assertArrayEquals(first.mean(), second.mean());
    assertArrayEquals(first.lower().get(0.8), second.lower().get(0.8));
    assertEquals(first.weights(), second.weights());
  }

  @Test
  void feesOnTheFirstOfTheMonthAreForecastOnTheFirst() {
    double[] values = weekly(500, 5);
    for (int t = 0; t < values.length; t++) {
      values[t] += MONDAY.plusDays(t).getDayOfMonth() == 1 ? 900 : 0;
    }

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 60);

    assertEquals(List.of("day 1"), List.copyOf(forecast.calendar().keySet()));
    assertEquals(900, forecast.calendar().get("day 1"), 20);
    for (int h = 0; h < 60; h++) {
      boolean first = MONDAY.plusDays(500 + h).getDayOfMonth() == 1;
      assertEquals(first, forecast.mean()[h] > 600, "day " + MONDAY.plusDays(500 + h));
    }
  }

  @Test
  void aLastingJumpIsContinuedFromItsNewLevel() {
    double[] values = weekly(400, 6);
    for (int t = 370; t < values.length; t++) {
      values[t] *= 2;
    }

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 28);

    assertEquals(List.of(370), List.copyOf(forecast.jumps().keySet()));
    assertEquals(2, forecast.jumps().get(370), 0.1);
    double expected = Arrays.stream(values, 372, 400).average().orElseThrow();
    assertEquals(expected, Arrays.stream(forecast.mean()).average().orElseThrow(), 0.1 * expected);
  }

  @ParameterizedTest
  @CsvSource({"2, 28", "2, 14", "0.3, 28"})
  void aTeamThatIsIdleAtWeekendsIsContinuedFromItsNewLevel(double factor, int days) {
    double[] values = weekdays(399, 12);
    for (int t = values.length - days; t < values.length; t++) {
      values[t] *= factor;
    }

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 28);

    assertEquals(List.of(399 - days), List.copyOf(forecast.jumps().keySet()));
    assertEquals(factor, forecast.jumps().get(399 - days), 0.05 * factor);
    // Twenty working days of 1000 before the jump.
    assertEquals(20_000 * factor, Arrays.stream(forecast.mean()).sum(), 0.05 * 20_000 * factor);
  }

  @Test
  void nothingIsExpectedOnDaysThatNeverHadAnything() {
    AutomaticForecast forecast = DAILY.forecast(weekdays(399, 13), MONDAY, 28);

    for (int h = 0; h < 28; h++) {
      boolean weekend = h % 7 >= 5;
      assertEquals(weekend ? 0 : 1000, forecast.mean()[h], weekend ? 0 : 50);
      assertEquals(weekend, forecast.lower().get(0.95)[h] == 0);
      assertEquals(weekend, forecast.upper().get(0.95)[h] == 0);
    }
  }

  @Test
  void anOutageHidesNoJump() {
    double[] values = weekly(400, 6);
    Arrays.fill(values, 200, 204, 0);
    for (int t = 370; t < values.length; t++) {
      values[t] *= 2;
    }

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 28);

    assertEquals(List.of(370), List.copyOf(forecast.jumps().keySet()));
    assertEquals(2, forecast.jumps().get(370), 0.1);
  }

  @Test
  void withoutAJumpIdleWeekendsAndOutagesMakeNone() {
    for (int seed = 0; seed < 10; seed++) {
      double[] values = weekdays(399, 200 + seed);
      Arrays.fill(values, 150, 155, 0);
      assertEquals(Map.of(), DAILY.forecast(values, MONDAY, 7).jumps());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {14, 20})
  void whatHasStoppedStaysAtZero(int days) {
    for (double[] values : List.of(weekly(399, 14), weekdays(399, 14))) {
      Arrays.fill(values, 399 - days, 399, 0);

      AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 30);

      assertEquals(SeriesKind.ENDED, forecast.kind());
      assertTrue(Arrays.stream(forecast.mean()).allMatch(value -> value == 0));
    }
  }

  @Test
  void anOutageIsNoEnd() {
    double[] ofDays = weekly(399, 15);
    Arrays.fill(ofDays, 389, 399, 0);
    // Two weeks were closed twice before: a third time is no surprise.
    double[] ofClosedWeeks = weekly(399, 16);
    Arrays.fill(ofClosedWeeks, 60, 74, 0);
    Arrays.fill(ofClosedWeeks, 240, 254, 0);
    Arrays.fill(ofClosedWeeks, 384, 399, 0);

    assertEquals(SeriesKind.REGULAR, SeriesKind.of(ofDays, Frequency.DAILY));
    assertEquals(SeriesKind.REGULAR, SeriesKind.of(ofClosedWeeks, Frequency.DAILY));
  }

  @Test
  void aSingleSpikeDoesNotComeAgain() {
    double[] values = weekly(300, 8);
    values[290] += 5000;

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 28);

    assertTrue(Arrays.stream(forecast.mean()).allMatch(value -> value < 250));
  }

  @Test
  void intervalsHoldAboutAsMuchAsTheySay() {
    int inside80 = 0;
    int inside95 = 0;
    int steps = 0;
    for (int seed = 0; seed < 40; seed++) {
      double[] all = weekly(328, 100 + seed);
      AutomaticForecast forecast = DAILY.forecast(Arrays.copyOf(all, 300), MONDAY, 28);
      for (int h = 0; h < 28; h++) {
        double actual = all[300 + h];
        inside80 += inside(forecast, 0.8, h, actual) ? 1 : 0;
        inside95 += inside(forecast, 0.95, h, actual) ? 1 : 0;
        steps++;
      }
    }
    assertEquals(80, 100.0 * inside80 / steps, 6);
    assertEquals(95.5, 100.0 * inside95 / steps, 3.5);
  }

  @Test
  void whatHasLongEndedStaysAtZero() {
    double[] values = Arrays.copyOf(weekly(300, 9), 340);

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 30);

    assertEquals(SeriesKind.ENDED, forecast.kind());
    assertTrue(Arrays.stream(forecast.mean()).allMatch(value -> value == 0));
  }

  @Test
  void whatIsMostlyZeroIsForecastByItsRate() {
    double[] values = new double[360];
    for (int t = 0; t < values.length; t += 9) {
      values[t] = 90;
    }

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 45);

    assertEquals(SeriesKind.INTERMITTENT, forecast.kind());
    assertEquals(45 * 10, Arrays.stream(forecast.mean()).sum(), 45);
    assertTrue(Arrays.stream(forecast.lower().get(0.95)).allMatch(value -> value >= 0));
  }

  @Test
  void aFewValuesAreForecastWithoutIntervals() {
    AutomaticForecast forecast = DAILY.forecast(new double[] {3, 5, 4}, MONDAY, 5);

    assertTrue(Arrays.stream(forecast.mean()).allMatch(value -> value >= 3 && value <= 5));
    assertTrue(Arrays.stream(forecast.lower().get(0.8)).allMatch(Double::isNaN));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5, 8, 13, 20, 30, 60, 120})
  void anyLengthGivesAFiniteForecast(int length) {
    for (Frequency frequency : Frequency.values()) {
      AutomaticForecast forecast =
          new AutomaticForecaster(frequency, List.of(0.8), 8)
              .forecast(weekly(length, length), MONDAY, 30);
      assertTrue(
          Arrays.stream(forecast.mean()).allMatch(Double::isFinite), frequency + " " + length);
      assertEquals(1, sum(forecast.weights()), 1e-9);
    }
  }

  @Test
  void veryLongHistoriesAreCutToTheirNewestValues() {
    double[] all = weekly(3700, 11);
    Arrays.fill(all, 0, 600, 1e6);

    AutomaticForecast cut = DAILY.forecast(all, MONDAY, 14);
    AutomaticForecast newest =
        DAILY.forecast(Arrays.copyOfRange(all, 700, 3700), MONDAY.plusDays(700), 14);

    assertEquals(700, cut.skipped());
    assertArrayEquals(newest.mean(), cut.mean());
  }

  @Test
  void missingDaysAreNotZeros() {
    double[] values = weekly(300, 10);
    for (int t = 5; t < 300; t += 11) {
      values[t] = Double.NaN;
    }

    AutomaticForecast forecast = DAILY.forecast(values, MONDAY, 28);

    double expected = Arrays.stream(weekly(300, 10)).average().orElseThrow();
    assertEquals(expected, Arrays.stream(forecast.mean()).average().orElseThrow(), 0.1 * expected);
  }

  @Test
  void aSeriesWithoutValuesIsAnError() {
    double[] values = {Double.NaN, Double.NaN};
    assertThrows(IllegalArgumentException.class, () -> DAILY.forecast(values, MONDAY, 5));
    assertThrows(IllegalArgumentException.class, () -> DAILY.forecast(new double[0], MONDAY, 5));
  }

  private static boolean inside(AutomaticForecast forecast, double level, int h, double actual) {
    return forecast.lower().get(level)[h] <= actual && actual <= forecast.upper().get(level)[h];
  }

  private static double sum(Map<String, Double> weights) {
    return weights.values().stream().mapToDouble(Double::doubleValue).sum();
  }

  /** About 1000 on working days, exactly nothing at weekends. */
  private static double[] weekdays(int length, long seed) {
    Random random = new Random(seed);
    double[] values = new double[length];
    for (int t = 0; t < length; t++) {
      values[t] = t % 7 >= 5 ? 0 : 1000 + 50 * random.nextGaussian();
    }
    return values;
  }

  /** About 100 a day, fewer at weekends, with noise. */
  private static double[] weekly(int length, long seed) {
    Random random = new Random(seed);
    double[] values = new double[length];
    for (int t = 0; t < length; t++) {
      values[t] = (t % 7 >= 5 ? 60 : 110) + 5 * random.nextGaussian();
    }
    return values;
  }
}
