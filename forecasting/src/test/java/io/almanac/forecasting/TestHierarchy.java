package io.almanac.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a total knows of teams that are younger than others, or that nothing is unknown of. */
class TestHierarchy {
  private static final LocalDate END = LocalDate.of(2026, 10, 31);
  private static final int HORIZON = 92;
  private static final List<Double> LEVELS = List.of(0.8, 0.95);
  private static final ForecastSettings SETTINGS = new ForecastSettings(HORIZON, LEVELS, List.of());
  private static final SeriesForecast CONSTANT = constant();

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 20, 30, 70, 200})
  void isAsUncertainAsItsOnlyTeamThatIs(int days) {
    SeriesForecast team = noisy("big", days, 1000, 0.3);
    double[] plan = new double[HORIZON];
    Arrays.fill(plan, 10);
    SeriesForecast planned = Forecaster.planned("plan", END, plan, LEVELS);
    for (List<SeriesForecast> others :
        List.of(List.<SeriesForecast>of(), List.of(CONSTANT, planned))) {
      List<SeriesForecast> teams = new ArrayList<>(others);
      teams.add(team);
      SeriesForecast total = total(teams);
      for (int h = 0; h < HORIZON; h++) {
        for (double level : LEVELS) {
          assertThat(width(total, level, h)).isCloseTo(width(team, level, h), within(1e-6));
        }
      }
      assertThat(month(total).scale()).isCloseTo(month(team).scale(), within(1e-6));
      assertThat(month(total).degreesOfFreedom()).isEqualTo(month(team).degreesOfFreedom());
    }
  }

  @Test
  void ofCertainTeamsIsCertain() {
    SeriesForecast total =
        total(List.of(CONSTANT, Forecaster.planned("p", END, new double[HORIZON], LEVELS)));
    assertThat(width(total, 0.95, 50)).isZero();
    assertThat(month(total).scale()).isZero();
    assertThat(total.accuracy().get(0).wape()).isZero();
  }

  @Test
  void aConstantIsNoEvidenceThatForecastsAreRight() {
    // At origins before the team began nothing was judged but the constant.
    SeriesForecast team = noisy("big", 70, 1000, 0.3);
    SeriesForecast total = total(List.of(CONSTANT, team));
    assertThat(total.accuracy().get(0).forecasts()).isEqualTo(team.accuracy().get(0).forecasts());
    // Constant costs of 10 a day beside some 900.
    assertThat(total.accuracy().get(0).wape())
        .isCloseTo(team.accuracy().get(0).wape(), within(0.02));
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 70})
  void oldTeamsDoNotMakeALargeNewOneCertain(int days) {
    List<SeriesForecast> teams = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      teams.add(noisy("old" + i, 400, 100, 0.05));
    }
    SeriesForecast team = noisy("new", days, 1000, 0.3);
    teams.add(team);
    SeriesForecast total = total(teams);
    double widths = teams.stream().mapToDouble(one -> meanWidth(one)).sum();
    assertThat(meanWidth(total)).isBetween(0.8 * meanWidth(team), widths);
    assertThat(month(total).scale()).isGreaterThan(0.7 * month(team).scale());
  }

  @Test
  void teamsThatErrEachOnTheirOwnAreMoreCertainTogether() {
    List<SeriesForecast> teams = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      teams.add(noisy("t" + i, i % 2 == 0 ? 70 : 400, 1000, 0.3));
    }
    double widths = teams.stream().mapToDouble(one -> meanWidth(one)).sum();
    // A third of it, were errors known exactly.
    assertThat(meanWidth(total(teams))).isBetween(0.2 * widths, 0.6 * widths);
  }

  @Test
  void aYoungTeamErrsAtOlderOriginsAsItDidSince() {
    double[] old = errors(14, 1);
    double[] older = errors(28, 2);
    SeriesForecast first = judged("a", 28, old, older);
    SeriesForecast second = judged("b", 28, errors(14, 3));
    for (List<SeriesForecast> order : List.of(List.of(first, second), List.of(second, first))) {
      Backtest sum = total(order).evidence().calibration();
      assertThat(sum.errors()[1]).hasSize(28);
      assertThat(sum.errors()[0]).containsOnly(4);
      assertThat(sum.errors()[1][0]).isCloseTo(2 + 3, within(1e-9));
      assertThat(sum.errors()[1][13]).isCloseTo(2 + 3, within(1e-9));
      // Beyond what was judged it grows with the root of the distance: 28 days to 14.
      assertThat(sum.errors()[1][27]).isCloseTo(2 + 3 * Math.sqrt(2), within(1e-9));
    }
    // What is published as accuracy stays what was judged.
    assertThat(total(List.of(first, second)).evidence().replayed().errors()[1][0]).isEqualTo(4);
  }

  @Test
  void originsThatShareErrorsCountOnce() {
    double[][] errors = new double[6][];
    Arrays.setAll(errors, k -> errors(28, k % 2 == 0 ? 1 : -1));
    SeriesForecast small = judged("small", 28, errors);
    SeriesForecast large = judged("large", 28, errors(28, 100), errors(28, -100));
    assertThat(total(List.of(small, large)).evidence().calibration().independent()).isEqualTo(2);
    assertThat(total(List.of(small)).evidence().calibration().independent()).isEqualTo(6);
  }

  @Test
  void sumsOfDaysLeaveOutOriginsThatHardlyKnowThem() {
    double[] unknown = errors(28, Double.NaN);
    double[] most = errors(28, 2);
    Arrays.fill(most, 0, 8, Double.NaN);
    SeriesForecast forecast =
        judged("s", 28, errors(28, 1), errors(28, -1), unknown, most, errors(28, 1));
    TotalForecast sum = forecast.total(END.plusDays(1), END.plusDays(29));
    // Sums of 28, -28, 56 (twenty days known, eight like them) and 28.
    assertThat(sum.scale()).isCloseTo(Math.sqrt((3 * 28 * 28 + 56 * 56) / 4.0), within(1e-9));
    assertThat(sum.degreesOfFreedom()).isEqualTo(4);
  }

  @Test
  void aLongGapIsNoCertainty() {
    Random random = new Random(4);
    double[] values = new double[400];
    Arrays.setAll(
        values, day -> day > 4 && day < 395 ? Double.NaN : 1000 + 50 * random.nextGaussian());
    SeriesForecast forecast = forecast("s", values);
    TotalForecast month = month(forecast);
    assertThat(month.scale()).isGreaterThan(100);
    assertThat(month.probabilityAbove(1.02 * month.mean())).isBetween(0.05, 0.5);
  }

  private static double[] errors(int days, double error) {
    double[] errors = new double[days];
    Arrays.fill(errors, error);
    return errors;
  }

  /** A forecast of 100 a day with such errors by origin. */
  private static SeriesForecast judged(String id, int horizon, double[]... errors) {
    double[][] actuals = new double[errors.length][];
    Arrays.setAll(actuals, k -> errors(errors[k].length, 100));
    Backtest backtest = new Backtest(errors, actuals);
    return new SeriesForecast(
        id,
        Forecaster.COMBINATION,
        END.minusDays(99),
        END,
        errors(horizon, 100),
        false,
        LEVELS,
        new Evidence(backtest, backtest, backtest, backtest),
        Doubt.none(horizon),
        1,
        new Explanation(Map.of(), Map.of(), Map.of()));
  }

  private static SeriesForecast constant() {
    double[] values = new double[400];
    Arrays.fill(values, 10);
    return forecast("constant", values);
  }

  private static SeriesForecast noisy(String id, int days, double level, double noise) {
    Random random = new Random(id.hashCode());
    double[] values = new double[days];
    for (int i = 0; i < days; i++) {
      boolean weekend = END.minusDays(days - 1L - i).getDayOfWeek().getValue() > 5;
      values[i] = level * (1 + noise * random.nextGaussian()) * (weekend ? 0.7 : 1);
    }
    return forecast(id, values);
  }

  private static SeriesForecast forecast(String id, double[] values) {
    return Forecaster.forecast(
        new DailySeries(id, END.minusDays(values.length - 1L), values), SETTINGS);
  }

  private static SeriesForecast total(List<SeriesForecast> teams) {
    return Hierarchy.total(new DailySeries("total", END.minusDays(399), new double[400]), teams);
  }

  /** Above the mean, where no bound at zero cuts it. */
  private static double width(SeriesForecast forecast, double level, int step) {
    return forecast.days().get(step).upper(level) - forecast.days().get(step).mean();
  }

  private static double meanWidth(SeriesForecast forecast) {
    double sum = 0;
    for (int h = 0; h < HORIZON; h++) {
      sum += width(forecast, 0.8, h) / HORIZON;
    }
    return sum;
  }

  private static TotalForecast month(SeriesForecast forecast) {
    return forecast.total(END.plusDays(1), END.plusDays(31));
  }
}
