package io.almanac.forecasting.global;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.automatic.Frequency;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestGlobalModel {
  private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
  private static final int HORIZON = 28;
  private static final GlobalSettings SMALL =
      new GlobalSettings(Frequency.DAILY, HORIZON, 4000, 30, 12, 0.2, 1);
  private static final List<GlobalSeries> COMPANY = company(30, 200);
  private static final GlobalModel MODEL = GlobalModel.fit(COMPANY, SMALL).orElseThrow();

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.37, 1000, 1e9})
  void scalingASeriesScalesItsForecast(double factor) {
    double[] values = COMPANY.get(3).values();
    double[] expected = scaled(MODEL.forecast(values, MONDAY, HORIZON), factor);

    double[] ahead = MODEL.forecast(scaled(values, factor), MONDAY, HORIZON);

    assertArrayEquals(expected, ahead, 1e-9 * factor * 100);
  }

  @Test
  void theOrderOfTheSeriesChangesNothing() {
    List<GlobalSeries> series = new ArrayList<>(COMPANY);
    for (int i = 0; i < 5; i++) {
      double[] few = Arrays.copyOf(COMPANY.get(i).values(), 29 + i);
      series.add(new GlobalSeries("short-" + i, MONDAY, few));
    }
    GlobalModel model = GlobalModel.fit(series, SMALL).orElseThrow();
    Collections.shuffle(series, new Random(5));
    GlobalModel other = GlobalModel.fit(series, SMALL).orElseThrow();

    assertSameForecasts(model, other);
  }

  @Test
  void theNumberOfThreadsChangesNothing() throws Exception {
    for (int threads : new int[] {1, 3, 8}) {
      ForkJoinPool pool = new ForkJoinPool(threads);
      try {
        GlobalModel other = pool.submit(() -> GlobalModel.fit(COMPANY, SMALL).orElseThrow()).get();
        assertSameForecasts(MODEL, other);
      } finally {
        pool.shutdown();
      }
    }
  }

  @Test
  void manyMayAskAtOnce() {
    double[] values = COMPANY.get(0).values();
    double[] expected = MODEL.forecast(values, MONDAY, HORIZON);

    IntStream.range(0, 500)
        .parallel()
        .forEach(i -> assertArrayEquals(expected, MODEL.forecast(values, MONDAY, HORIZON)));
  }

  @Test
  void aModelThatHasTravelledForecastsTheSame() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(MODEL);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertSameForecasts(MODEL, (GlobalModel) in.readObject());
    }
  }

  @Test
  void rowsAreBoundedWhateverTheNumberOfSeries() {
    assertEquals(4000, MODEL.rows(), 200);
    assertTrue(MODEL.rows() <= 4000);
    assertTrue(GlobalModel.fit(company(300, 200), SMALL).orElseThrow().rows() <= 4000);
    // Fewer pairs than rows: 172 origins, of which the last 27 see less than the whole horizon.
    GlobalSettings wide = new GlobalSettings(Frequency.DAILY, HORIZON, 1_000_000, 2, 4, 0.5, 1);
    int pairs = 172 * HORIZON - HORIZON * (HORIZON - 1) / 2;
    assertEquals(2 * pairs, GlobalModel.fit(company(2, 200), wide).orElseThrow().rows());
  }

  @Test
  void anotherSeedTakesOtherRows() {
    GlobalModel other =
        GlobalModel.fit(COMPANY, new GlobalSettings(Frequency.DAILY, HORIZON, 4000, 30, 12, 0.2, 2))
            .orElseThrow();

    double[] values = COMPANY.get(0).values();
    assertTrue(
        !Arrays.equals(
            MODEL.forecast(values, MONDAY, HORIZON), other.forecast(values, MONDAY, HORIZON)));
  }

  @Test
  void whatIsTooShortIsLeftToOthers() {
    assertNull(MODEL.forecast(new double[27], MONDAY, HORIZON));
    assertNull(MODEL.forecast(new double[200], MONDAY, HORIZON), "nothing but zeros");
    assertNotNull(MODEL.forecast(Arrays.copyOf(COMPANY.get(0).values(), 28), MONDAY, HORIZON));
    assertEquals(Optional.empty(), GlobalModel.fit(company(50, 28), SMALL));
    assertEquals(Optional.empty(), GlobalModel.fit(List.of(), SMALL));
  }

  @Test
  void stepsThatWereNotLearnedAreAnError() {
    double[] values = COMPANY.get(0).values();
    assertThrows(IllegalArgumentException.class, () -> MODEL.forecast(values, MONDAY, HORIZON + 1));
  }

  @Test
  void twoSeriesOfOneNameAreAnError() {
    List<GlobalSeries> twice = List.of(COMPANY.get(0), COMPANY.get(0));
    assertThrows(IllegalArgumentException.class, () -> GlobalModel.fit(twice, SMALL));
  }

  @Test
  void aForecastStaysWithinReachOfTheHistory() {
    double[] falling = new double[120];
    for (int t = 0; t < falling.length; t++) {
      falling[t] = Math.max(0, 50 - t * 0.45);
    }
    for (double value : MODEL.forecast(falling, MONDAY, HORIZON)) {
      assertTrue(value >= 0 && value <= 70, "value " + value);
    }
  }

  @Test
  void missingDaysAreNotZeros() {
    double[] values = COMPANY.get(1).values().clone();
    for (int t = 3; t < values.length; t += 11) {
      values[t] = Double.NaN;
    }
    double[] ahead = MODEL.forecast(values, MONDAY, HORIZON);
    double[] complete = MODEL.forecast(COMPANY.get(1).values(), MONDAY, HORIZON);
    double level = Arrays.stream(complete).average().orElseThrow();
    assertEquals(level, Arrays.stream(ahead).average().orElseThrow(), 0.05 * level);
  }

  /** Every series drops in the last week of a month: no season of seven days tells that. */
  @Test
  void whatAllSeriesHaveInCommonIsLearnedFromThem() {
    List<GlobalSeries> all = company(40, 200 + HORIZON);
    List<GlobalSeries> known =
        all.stream()
            .map(one -> new GlobalSeries(one.id(), MONDAY, Arrays.copyOf(one.values(), 200)))
            .toList();
    GlobalModel model = GlobalModel.fit(known, SMALL).orElseThrow();

    double naive = 0;
    double global = 0;
    for (GlobalSeries one : all) {
      double[] ahead = model.forecast(Arrays.copyOf(one.values(), 200), MONDAY, HORIZON);
      for (int h = 0; h < HORIZON; h++) {
        double actual = one.values()[200 + h];
        naive += Math.abs(actual - one.values()[193 + h % 7]);
        global += Math.abs(actual - ahead[h]);
      }
    }
    assertTrue(global < 0.6 * naive, global + " of " + naive);
  }

  @Test
  void quantilesHoldAboutAsMuchAsTheySay() {
    List<GlobalSeries> all = company(40, 200 + HORIZON);
    List<GlobalSeries> known =
        all.stream()
            .map(one -> new GlobalSeries(one.id(), MONDAY, Arrays.copyOf(one.values(), 200)))
            .toList();
    GlobalModel model = GlobalModel.fit(known, SMALL, 0.9).orElseThrow();

    int below = 0;
    for (GlobalSeries one : all) {
      double[] bound = model.forecast(Arrays.copyOf(one.values(), 200), MONDAY, HORIZON);
      for (int h = 0; h < HORIZON; h++) {
        below += one.values()[200 + h] <= bound[h] ? 1 : 0;
      }
    }
    assertEquals(90, 100.0 * below / (40 * HORIZON), 6);
    assertThrows(IllegalArgumentException.class, () -> GlobalModel.fit(known, SMALL, 1));
  }

  @ParameterizedTest
  @EnumSource(Frequency.class)
  void everyFrequencyIsContinued(Frequency frequency) {
    GlobalSettings settings = new GlobalSettings(frequency, 12, 3000, 10, 8, 0.3, 1);
    List<GlobalSeries> series = company(20, 420);

    GlobalModel model = GlobalModel.fit(series, settings).orElseThrow();

    for (GlobalSeries one : series) {
      double[] ahead = model.forecast(one.values(), one.start(), 12);
      assertTrue(Arrays.stream(ahead).allMatch(value -> value > 0), frequency.name());
    }
  }

  private static void assertSameForecasts(GlobalModel one, GlobalModel other) {
    for (GlobalSeries series : COMPANY) {
      assertArrayEquals(
          one.forecast(series.values(), MONDAY, HORIZON),
          other.forecast(series.values(), MONDAY, HORIZON));
    }
  }

  private static double[] scaled(double[] values, double factor) {
    return Arrays.stream(values).map(value -> value * factor).toArray();
  }

  /** Weeks of all sizes, with noise, that all fall by a quarter from day 24 of a month on. */
  static List<GlobalSeries> company(int count, int length) {
    List<GlobalSeries> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Random random = new Random(1000 + i);
      double size = Math.exp(4 * random.nextDouble());
      double weekend = 0.4 + 0.6 * random.nextDouble();
      double[] values = new double[length];
      for (int t = 0; t < length; t++) {
        double day = t % 7 >= 5 ? weekend : 1;
        double month = MONDAY.plusDays(t).getDayOfMonth() >= 24 ? 0.75 : 1;
        values[t] = size * day * month * (1 + 0.04 * random.nextGaussian());
      }
      series.add(new GlobalSeries("series-" + i, MONDAY, values));
    }
    return series;
  }
}
