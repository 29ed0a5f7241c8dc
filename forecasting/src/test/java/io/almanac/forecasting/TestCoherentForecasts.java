package io.almanac.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Three teams and two services of the same costs; the third team is young. */
class TestCoherentForecasts {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final int DAYS = 200;
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(60, List.of(0.8), List.of());

  private static final double[][] LEAVES = leaves(1);
  private static final List<List<SeriesForecast>> ALONE = alone(LEAVES);
  private static final List<List<SeriesForecast>> LARGER = alone(leaves(1024));

  @ParameterizedTest
  @EnumSource(ReconciliationMethod.class)
  void everyLevelSumsToTheTotal(ReconciliationMethod method) {
    CoherentForecasts coherent = coherent(method, ALONE);
    for (int h = 0; h < 60; h++) {
      double total = coherent.total().days().get(h).mean();
      for (List<SeriesForecast> level : coherent.levels()) {
        double sum = 0;
        for (SeriesForecast part : level) {
          sum += part.days().get(h).mean();
        }
        assertThat(sum).isCloseTo(total, within(1e-6));
      }
    }
  }

  @ParameterizedTest
  @EnumSource(ReconciliationMethod.class)
  void scalesWithTheCosts(ReconciliationMethod method) {
    CoherentForecasts coherent = coherent(method, ALONE);
    CoherentForecasts larger = coherent(method, LARGER);
    assertThat(means(larger)).containsExactly(times(1024, means(coherent)), within(1e-3));
    assertThat(bounds(larger)).containsExactly(times(1024, bounds(coherent)), within(1e-3));
  }

  @ParameterizedTest
  @EnumSource(ReconciliationMethod.class)
  void whatWasNeverNegativeDoesNotBecomeSo(ReconciliationMethod method) {
    for (List<SeriesForecast> level : coherent(method, ALONE).levels()) {
      for (SeriesForecast part : level) {
        for (ForecastPoint day : part.days()) {
          assertThat(day.mean()).isGreaterThanOrEqualTo(0);
          assertThat(day.lower(0.8)).isBetween(0.0, day.mean());
        }
      }
    }
  }

  @Test
  void bottomUpKeepsTeamsAndTheirTotal() {
    List<SeriesForecast> teams = ALONE.get(1);
    CoherentForecasts alone =
        CoherentForecasts.of(
            ReconciliationMethod.BOTTOM_UP, series("total", total(LEAVES)), null, List.of(teams));
    CoherentForecasts coherent = coherent(ReconciliationMethod.BOTTOM_UP, ALONE);
    assertThat(alone.levels().get(0)).isEqualTo(teams);
    assertThat(means(coherent.levels().get(0))).containsExactly(means(teams));
    assertThat(means(List.of(coherent.total()))).containsExactly(means(List.of(alone.total())));
    assertThat(coherent.total().accuracy()).isEqualTo(alone.total().accuracy());
  }

  @Test
  void bottomUpScalesTheOthersOnEveryDay() {
    List<SeriesForecast> base = ALONE.get(2);
    CoherentForecasts coherent = coherent(ReconciliationMethod.BOTTOM_UP, ALONE);
    for (int h = 0; h < 60; h++) {
      double factor =
          coherent.total().days().get(h).mean()
              / (base.get(0).days().get(h).mean() + base.get(1).days().get(h).mean());
      for (int i = 0; i < 2; i++) {
        assertThat(coherent.levels().get(1).get(i).days().get(h).mean())
            .isCloseTo(factor * base.get(i).days().get(h).mean(), within(1e-9));
      }
    }
  }

  @Test
  void structuralMovesEachInProportionToItsSize() {
    double[][] two = {sawtooth(100), sawtooth(300)};
    List<SeriesForecast> teams = forecasts("team:", two);
    // A total that is expected to be twice what the teams say.
    SeriesForecast total = forecast("total", times(2, total(two)));
    CoherentForecasts coherent =
        CoherentForecasts.of(
            ReconciliationMethod.STRUCTURAL, series("total", total(two)), total, List.of(teams));
    double[] before = means(teams);
    double[] after = means(coherent.levels().get(0));
    double[] sizes = {mean(before, 0), mean(before, 60)};
    double all = mean(means(List.of(total)), 0);
    for (int h = 0; h < 60; h++) {
      double gap = total.days().get(h).mean() - before[h] - before[60 + h];
      for (int i = 0; i < 2; i++) {
        assertThat(after[60 * i + h] - before[60 * i + h])
            .isCloseTo(gap * sizes[i] / (all + sizes[0] + sizes[1]), within(1e-6));
      }
    }
  }

  @Test
  void shrinkMovesWhatWasWrongAndNotWhatWasRight() {
    double[] steady = new double[DAYS];
    Arrays.fill(steady, 50);
    double[][] two = {steady, noise(300, 5)};
    List<SeriesForecast> teams = forecasts("team:", two);
    // A total that errs by itself and expects more than the teams do.
    SeriesForecast total = forecast("total", noise(500, 9));
    List<SeriesForecast> reconciled =
        CoherentForecasts.of(
                ReconciliationMethod.SHRINK, series("total", total(two)), total, List.of(teams))
            .levels()
            .get(0);
    double before = mean(means(teams), 60);
    double wanted = mean(means(List.of(total)), 0) - 50;
    assertThat(wanted).isGreaterThan(before + 50);
    assertThat(mean(means(reconciled), 0)).isCloseTo(50, within(0.01));
    assertThat(mean(means(reconciled), 60)).isBetween(before + 10, wanted - 10);
  }

  @ParameterizedTest
  @EnumSource(ReconciliationMethod.class)
  void errorsOfThePastAddUpWhereverAllPartsHaveThem(ReconciliationMethod method) {
    CoherentForecasts coherent = coherent(method, ALONE);
    double[][] total = coherent.total().evidence().replayed().errors();
    // The third team is too young for older origins.
    int origins = coherent.levels().get(0).get(2).evidence().replayed().errors().length;
    assertThat(origins).isBetween(1, total.length - 1);
    for (List<SeriesForecast> level : coherent.levels()) {
      for (int h = 0; h < total[0].length; h++) {
        double sum = 0;
        for (SeriesForecast part : level) {
          sum += part.evidence().replayed().errors()[0][h];
        }
        assertThat(sum).isCloseTo(total[0][h], within(1e-6));
      }
    }
  }

  @Test
  void servicesAreAsUncertainAsTheYoungTeamThatTheyServe() {
    double[] steady = new double[DAYS];
    Arrays.fill(steady, 300);
    double[] young = Arrays.copyOfRange(noise(300, 3), DAYS - 30, DAYS);
    SeriesForecast team =
        Forecaster.forecast(new DailySeries("team:b", START.plusDays(DAYS - 30L), young), SETTINGS);
    // Services that nothing seems to be unknown of, three quarters of all and one quarter.
    double[][] two = {times(1.5, steady), times(0.5, steady)};
    CoherentForecasts coherent =
        CoherentForecasts.of(
            ReconciliationMethod.BOTTOM_UP,
            series("total", times(2, steady)),
            null,
            List.of(List.of(forecast("team:a", steady), team), forecasts("service:", two)));
    for (int h = 0; h < 60; h++) {
      double width = width(team, h);
      assertThat(width).isPositive();
      assertThat(width(coherent.total(), h)).isCloseTo(width, within(1e-6));
      assertThat(width(coherent.levels().get(1).get(0), h)).isCloseTo(0.75 * width, within(1e-6));
      assertThat(width(coherent.levels().get(1).get(1), h)).isCloseTo(0.25 * width, within(1e-6));
    }
  }

  private static double width(SeriesForecast forecast, int day) {
    return forecast.days().get(day).upper(0.8) - forecast.days().get(day).mean();
  }

  /** From the total's own forecast, the teams' and the services'. */
  private static CoherentForecasts coherent(
      ReconciliationMethod method, List<List<SeriesForecast>> alone) {
    return CoherentForecasts.of(
        method, series("total", total(LEAVES)), alone.get(0).get(0), alone.subList(1, 3));
  }

  private static List<List<SeriesForecast>> alone(double[][] leaves) {
    return List.of(
        List.of(forecast("total", total(leaves))),
        forecasts("team:", teams(leaves)),
        forecasts("service:", services(leaves)));
  }

  /** Of each team what it costs by the first and by the second service. */
  private static double[][] leaves(double scale) {
    double[][] leaves = new double[6][];
    for (int i = 0; i < 6; i++) {
      leaves[i] = times(scale, noise(100 << i, i));
    }
    for (int day = 0; day < 100; day++) {
      leaves[4][day] = 0;
      leaves[5][day] = 0;
    }
    return leaves;
  }

  private static double[][] teams(double[][] leaves) {
    return new double[][] {
      plus(leaves[0], leaves[1]), plus(leaves[2], leaves[3]), plus(leaves[4], leaves[5])
    };
  }

  private static double[][] services(double[][] leaves) {
    return new double[][] {
      plus(plus(leaves[0], leaves[2]), leaves[4]), plus(plus(leaves[1], leaves[3]), leaves[5])
    };
  }

  private static double[] total(double[][] leaves) {
    return Arrays.stream(leaves).reduce(new double[DAYS], TestCoherentForecasts::plus);
  }

  private static double[] sawtooth(double level) {
    double[] values = new double[DAYS];
    Arrays.setAll(values, day -> level * (1 + day % 7 / 10.0));
    return values;
  }

  private static double[] noise(double level, long seed) {
    Random random = new Random(seed);
    double[] values = sawtooth(level);
    for (int day = 0; day < DAYS; day++) {
      values[day] *= Math.exp(0.3 * random.nextGaussian());
    }
    return values;
  }

  /** Forecasts; leading zeros are days before the series began. */
  private static List<SeriesForecast> forecasts(String prefix, double[][] values) {
    List<SeriesForecast> forecasts = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      forecasts.add(forecast(prefix + i, values[i]));
    }
    return forecasts;
  }

  private static SeriesForecast forecast(String id, double[] values) {
    return Forecaster.forecast(series(id, values), SETTINGS);
  }

  private static DailySeries series(String id, double[] values) {
    int first = 0;
    while (values[first] == 0) {
      first++;
    }
    return new DailySeries(
        id, START.plusDays(first), Arrays.copyOfRange(values, first, values.length));
  }

  private static double[] means(CoherentForecasts coherent) {
    List<SeriesForecast> all = new ArrayList<>(List.of(coherent.total()));
    coherent.levels().forEach(all::addAll);
    return means(all);
  }

  private static double[] bounds(CoherentForecasts coherent) {
    return coherent.levels().stream()
        .flatMap(List::stream)
        .flatMap(part -> part.days().stream())
        .mapToDouble(day -> day.upper(0.8))
        .toArray();
  }

  private static double[] means(List<SeriesForecast> forecasts) {
    return forecasts.stream()
        .flatMap(one -> one.days().stream())
        .mapToDouble(ForecastPoint::mean)
        .toArray();
  }

  private static double mean(double[] values, int from) {
    return Arrays.stream(values, from, from + 60).average().orElseThrow();
  }

  private static double[] plus(double[] one, double[] other) {
    double[] sum = new double[DAYS];
    Arrays.setAll(sum, day -> one[day] + other[day]);
    return sum;
  }

  private static double[] times(double factor, double[] values) {
    return Arrays.stream(values).map(one -> factor * one).toArray();
  }
}
