package io.almanac.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverEffect;
import io.almanac.forecasting.driver.DriverUse;
import io.almanac.forecasting.driver.Elasticity.Basis;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestDrivenForecaster {
  private static final LocalDate START = LocalDate.of(2025, 1, 1);
  private static final int DAYS = 300;
  private static final int HORIZON = 28;
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(HORIZON, List.of(0.8, 0.95), List.of());

  /** A company whose cost follows its requests with an elasticity of 0.8. */
  private record World(double[] requests, double[] cost) {
    static World of(int seed, double elasticity) {
      Random random = new Random(seed);
      double[] requests = new double[DAYS + HORIZON];
      double[] cost = new double[DAYS + HORIZON];
      double log = 0;
      for (int t = 0; t < requests.length; t++) {
        log += 0.04 * random.nextGaussian();
        requests[t] = 1e6 * Math.exp(log + (t % 7 < 2 ? -0.5 : 0));
        cost[t] =
            900
                * Math.pow(requests[t] / 1e6, elasticity)
                * Math.exp(0.03 * random.nextGaussian() + (t % 7 < 2 ? -0.1 : 0));
      }
      return new World(requests, cost);
    }

    DailySeries history() {
      return new DailySeries("team:api", START, Arrays.copyOf(cost, DAYS));
    }
  }

  @Test
  void withoutAProvenDriverNothingChanges() {
    World world = World.of(1, 0.8);
    double[] unrelated = World.of(99, 0.8).requests();
    SeriesForecast plain = Forecaster.forecast(world.history(), SETTINGS);
    SeriesForecast none = DrivenForecaster.forecast(world.history(), SETTINGS, List.of());
    SeriesForecast tested =
        DrivenForecaster.forecast(world.history(), SETTINGS, uses(unrelated, Double.NaN));
    for (SeriesForecast other : List.of(none, tested)) {
      assertThat(other.days()).isEqualTo(plain.days());
      assertThat(other.accuracy()).isEqualTo(plain.accuracy());
      assertThat(other.explanation().weights()).isEqualTo(plain.explanation().weights());
    }
    DriverEffect effect = tested.explanation().drivers().get(0);
    assertThat(effect.elasticity().basis()).isEqualTo(Basis.UNPROVEN);
    assertThat(effect.share()).isZero();
  }

  @Test
  void aPlanMovesTheForecastByTheElasticity() {
    World world = World.of(2, 0.8);
    double[] plan = world.requests().clone();
    double recent = Arrays.stream(plan, DAYS - 28, DAYS).average().orElseThrow();
    double[] twice = plan.clone();
    for (int t = DAYS; t < plan.length; t++) {
      plan[t] = recent;
      twice[t] = 2 * recent;
    }
    SeriesForecast level = DrivenForecaster.forecast(world.history(), SETTINGS, uses(plan));
    SeriesForecast doubled = DrivenForecaster.forecast(world.history(), SETTINGS, uses(twice));
    DriverEffect effect = doubled.explanation().drivers().get(0);
    assertThat(effect.elasticity().value()).isCloseTo(0.8, within(0.1));
    assertThat(effect.elasticity().standardError()).isBetween(0.005, 0.05);
    assertThat(effect.given()).isEqualTo(1);
    assertThat(sum(doubled) / sum(level))
        .isCloseTo(Math.pow(2, effect.elasticity().value()), within(1e-9));
    assertThat(effect.share()).isCloseTo(1 - Math.pow(2, -0.8), within(0.1));
    assertThat(effect.factor(2)).isCloseTo(sum(doubled) / sum(level), within(1e-9));
    double relative = width(level, 25) / level.days().get(25).mean();
    assertThat(width(doubled, 25) / doubled.days().get(25).mean()).isGreaterThan(relative);
  }

  @Test
  void aKnownFutureIsWorthMoreThanNone() {
    double plain = 0;
    double driven = 0;
    for (int seed = 10; seed < 16; seed++) {
      World world = World.of(seed, 0.8);
      plain += error(Forecaster.forecast(world.history(), SETTINGS), world);
      driven +=
          error(
              DrivenForecaster.forecast(world.history(), SETTINGS, uses(world.requests())), world);
    }
    assertThat(driven).isLessThan(0.5 * plain);
  }

  @Test
  void whatIsForecastOfADriverWidensTheIntervals() {
    World world = World.of(3, 0.8);
    SeriesForecast given =
        DrivenForecaster.forecast(world.history(), SETTINGS, uses(world.requests()));
    SeriesForecast forecast =
        DrivenForecaster.forecast(
            world.history(), SETTINGS, uses(Arrays.copyOf(world.requests(), DAYS)));
    assertThat(forecast.explanation().drivers().get(0).given()).isZero();
    for (int h : new int[] {6, 13, 27}) {
      assertThat(width(forecast, h) / forecast.days().get(h).mean())
          .isGreaterThan(1.3 * width(given, h) / given.days().get(h).mean());
    }
  }

  @Test
  void intervalsWithAForecastDriverHoldAboutAsOftenAsTheySay() {
    int inside = 0;
    int all = 0;
    for (int seed = 100; seed < 112; seed++) {
      World world = World.of(seed, 0.8);
      SeriesForecast forecast =
          DrivenForecaster.forecast(
              world.history(), SETTINGS, uses(Arrays.copyOf(world.requests(), DAYS)));
      for (int h = 0; h < 28; h++) {
        ForecastPoint point = forecast.days().get(h);
        double came = world.cost()[DAYS + h];
        inside += came >= point.lower(0.8) && came <= point.upper(0.8) ? 1 : 0;
        all++;
      }
    }
    assertThat(inside / (double) all).isBetween(0.7, 0.95);
  }

  @Test
  void thePastIsJudgedWithoutWhatNobodyKnewThen() {
    World world = World.of(4, 0.8);
    List<Accuracy> given =
        DrivenForecaster.forecast(world.history(), SETTINGS, uses(world.requests())).accuracy();
    List<Accuracy> forecast =
        DrivenForecaster.forecast(
                world.history(), SETTINGS, uses(Arrays.copyOf(world.requests(), DAYS)))
            .accuracy();
    for (int i = 0; i < given.size(); i++) {
      assertThat(given.get(i).wape()).isEqualTo(forecast.get(i).wape());
      assertThat(given.get(i).totalError()).isEqualTo(forecast.get(i).totalError());
    }
  }

  @Test
  void aDatedRateScalesTheCostFromItsDay() {
    World world = World.of(5, 0);
    double[] price = new double[DAYS + HORIZON];
    Arrays.setAll(price, t -> t < DAYS + 20 ? 4.0 : 5.0);
    SeriesForecast before =
        DrivenForecaster.forecast(world.history(), SETTINGS, rate(Arrays.copyOf(price, DAYS), 0.6));
    SeriesForecast after = DrivenForecaster.forecast(world.history(), SETTINGS, rate(price, 0.6));
    assertThat(before.days()).isEqualTo(Forecaster.forecast(world.history(), SETTINGS).days());
    for (int h = 0; h < HORIZON; h++) {
      assertThat(after.days().get(h).mean() / before.days().get(h).mean())
          .isCloseTo(h < 20 ? 1 : 1 + 0.6 * 0.25, within(1e-12));
    }
  }

  @Test
  void aRateThatHasChangedIsNoJumpOfTheDemand() {
    World world = World.of(6, 0);
    double[] price = new double[DAYS];
    Arrays.setAll(price, t -> t < DAYS - 3 ? 4.0 : 6.0);
    double[] cost = world.cost().clone();
    for (int t = DAYS - 3; t < cost.length; t++) {
      cost[t] *= 1.5;
    }
    SeriesForecast forecast =
        DrivenForecaster.forecast(
            new DailySeries("team:api", START, Arrays.copyOf(cost, DAYS)),
            SETTINGS,
            rate(price, 1));
    double came = Arrays.stream(cost, DAYS, DAYS + HORIZON).sum();
    assertThat(sum(forecast) / came).isCloseTo(1, within(0.05));
  }

  @Test
  void unitsDoNotMatter() {
    World world = World.of(7, 0.8);
    SeriesForecast one =
        DrivenForecaster.forecast(world.history(), SETTINGS, uses(world.requests()));
    DailySeries cents =
        new DailySeries(
            "team:api", START, Arrays.stream(world.history().values()).map(v -> v * 100).toArray());
    double[] thousands = Arrays.stream(world.requests()).map(v -> v / 1000).toArray();
    SeriesForecast other = DrivenForecaster.forecast(cents, SETTINGS, uses(thousands));
    for (int h = 0; h < HORIZON; h++) {
      assertThat(other.days().get(h).upper(0.8) / one.days().get(h).upper(0.8))
          .isCloseTo(100, within(1e-6));
    }
  }

  @Test
  void aDriverYoungerThanTheSeriesIsUsedAllTheSame() {
    World world = World.of(8, 0.8);
    double[] young = Arrays.copyOfRange(world.requests(), 120, DAYS + HORIZON);
    List<DriverUse> uses =
        List.of(use(new Driver("r", Driver.Kind.VOLUME, START.plusDays(120), young), Double.NaN));
    SeriesForecast forecast = DrivenForecaster.forecast(world.history(), SETTINGS, uses);
    assertThat(forecast.explanation().drivers().get(0).elasticity().value())
        .isCloseTo(0.8, within(0.1));
    assertThat(error(forecast, world)).isLessThan(0.1);
    assertThat(forecast.accuracy()).allMatch(row -> Double.isFinite(row.wape()));
  }

  private static double error(SeriesForecast forecast, World world) {
    double absolute = 0;
    double actual = 0;
    for (int h = 0; h < HORIZON; h++) {
      absolute += Math.abs(forecast.days().get(h).mean() - world.cost()[DAYS + h]);
      actual += world.cost()[DAYS + h];
    }
    return absolute / actual;
  }

  private static double sum(SeriesForecast forecast) {
    return forecast.days().stream().mapToDouble(ForecastPoint::mean).sum();
  }

  private static double width(SeriesForecast forecast, int h) {
    return forecast.days().get(h).upper(0.8) - forecast.days().get(h).mean();
  }

  private static List<DriverUse> uses(double[] requests) {
    return uses(requests, Double.NaN);
  }

  private static List<DriverUse> uses(double[] requests, double given) {
    return List.of(use(new Driver("requests", Driver.Kind.VOLUME, START, requests), given));
  }

  private static List<DriverUse> rate(double[] price, double share) {
    return List.of(use(new Driver("price", Driver.Kind.RATE, START, price), share));
  }

  private static DriverUse use(Driver driver, double given) {
    return new DriverUse(
        DrivenForecaster.follow(driver, START.plusDays(DAYS - 1L), HORIZON), given);
  }
}
