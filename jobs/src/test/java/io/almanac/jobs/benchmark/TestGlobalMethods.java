package io.almanac.jobs.benchmark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.almanac.forecasting.automatic.Frequency;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestGlobalMethods {
  private static final LocalDate MONDAY = LocalDate.of(2025, 1, 6);
  private static final int HORIZON = 7;

  @Test
  void whatIsToBeForecastIsNotLearned() {
    BenchmarkSet set = set(10, 1);
    BenchmarkSet otherFuture =
        withSeries(
            set,
            set.series().stream()
                .map(
                    one ->
                        new BenchmarkSet.Case(
                            one.id(), one.start(), one.train(), new double[HORIZON]))
                .toList());

    for (Method method : List.of(new GlobalBoosting(), new EngineAndGlobal())) {
      assertArrayEquals(
          method.learn(set).forecast(set, set.series().get(0)).mean(),
          method.learn(otherFuture).forecast(set, set.series().get(0)).mean());
    }
  }

  @Test
  void aSeriesOfSeveralOriginsIsLearnedAsOfTheOldest() {
    BenchmarkSet oldest = set(10, 2);
    List<BenchmarkSet.Case> both = new ArrayList<>();
    for (BenchmarkSet.Case one : oldest.series()) {
      double[] longer = Arrays.copyOf(one.train(), one.train().length + HORIZON);
      Arrays.fill(longer, one.train().length, longer.length, 9e5);
      both.add(new BenchmarkSet.Case(one.id(), one.start(), longer, one.test()));
      both.add(one);
    }

    Method learned = new GlobalBoosting().learn(withSeries(oldest, both));

    assertArrayEquals(
        new GlobalBoosting().learn(oldest).forecast(oldest, oldest.series().get(3)).mean(),
        learned.forecast(oldest, oldest.series().get(3)).mean());
  }

  @Test
  void theMeanLiesBetweenTheEngineAndTheModelWithBoundsAroundIt() {
    BenchmarkSet set = set(10, 3);
    BenchmarkSet.Case one = set.series().get(4);
    double[] engine = Methods.engine(set, one).mean();
    double[] global = new GlobalBoosting().learn(set).forecast(set, one).mean();

    Method.Result both = new EngineAndGlobal().learn(set).forecast(set, one);

    for (int h = 0; h < HORIZON; h++) {
      assertTrue(both.mean()[h] >= Math.min(engine[h], global[h]) - 1e-9);
      assertTrue(both.mean()[h] <= Math.max(engine[h], global[h]) + 1e-9);
      assertTrue(both.lower95()[h] <= both.mean()[h] && both.mean()[h] <= both.upper80()[h]);
    }
  }

  @Test
  void withoutEnoughHistoryTheLastSeasonIsRepeated() {
    BenchmarkSet set = set(3, 4);
    List<BenchmarkSet.Case> few =
        set.series().stream()
            .map(
                one ->
                    new BenchmarkSet.Case(
                        one.id(), one.start(), Arrays.copyOf(one.train(), 20), one.test()))
            .toList();
    BenchmarkSet young = withSeries(set, few);

    double[] ahead = new GlobalBoosting().learn(young).forecast(young, few.get(0)).mean();

    assertArrayEquals(Arrays.copyOfRange(few.get(0).train(), 13, 20), ahead);
    assertFalse(Double.isNaN(ahead[0]));
  }

  private static BenchmarkSet withSeries(BenchmarkSet set, List<BenchmarkSet.Case> series) {
    return new BenchmarkSet(
        set.name(), set.frequency(), set.horizon(), set.scalePeriod(), true, false, series);
  }

  private static BenchmarkSet set(int count, long seed) {
    Random random = new Random(seed);
    List<BenchmarkSet.Case> series = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      double[] values = new double[120 + HORIZON];
      for (int t = 0; t < values.length; t++) {
        values[t] = (i + 1) * ((t % 7 >= 5 ? 60 : 100) + 5 * random.nextGaussian());
      }
      series.add(
          new BenchmarkSet.Case(
              "series-" + i,
              MONDAY,
              Arrays.copyOf(values, 120),
              Arrays.copyOfRange(values, 120, values.length)));
    }
    return new BenchmarkSet("generated", Frequency.DAILY, HORIZON, 7, true, false, series);
  }
}
