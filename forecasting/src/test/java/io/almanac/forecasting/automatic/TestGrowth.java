package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Series that grow go on growing, however far ahead they are asked for. */
class TestGrowth {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);

  @ParameterizedTest
  @CsvSource({
    "MONTHLY, 24, 1.02, 12, 0.06",
    "MONTHLY, 36, 1.04, 12, 0.10",
    "MONTHLY, 30, 1.08, 12, 0.20",
    "WEEKLY, 120, 1.01, 52, 0.06",
    "WEEKLY, 120, 1.02, 26, 0.06"
  })
  void steadyGrowthGoesOn(
      Frequency frequency, int length, double growth, int horizon, double tolerance) {
    double[] mean = forecast(frequency, growing(length, growth, 0.02), horizon);

    double expected = 0;
    for (int h = 0; h < horizon; h++) {
      expected += 1000 * Math.pow(growth, length + h);
    }
    assertThat(sum(mean, horizon)).isCloseTo(expected, within(tolerance * expected));
  }

  @Test
  void theNextThirtyDaysHardlyDependOnTheHorizon() {
    double[] values = growing(400, Math.pow(1.2, 1 / 30.4), 0.03);
    double expected = 0;
    for (int h = 0; h < 30; h++) {
      expected += 1000 * Math.pow(1.2, (400 + h) / 30.4);
    }

    for (int horizon : new int[] {30, 92, 184}) {
      double sum = sum(forecast(Frequency.DAILY, values, horizon), 30);
      assertThat(sum).as("horizon " + horizon).isCloseTo(expected, within(0.03 * expected));
    }
  }

  @Test
  void whereEveryModelLeavesTheCapsTheyAreHeldThereRatherThanAYearBack() {
    // Too short for anybody to know how the level of a season moves.
    double[] mean = forecast(Frequency.MONTHLY, growing(13, 1.15, 0), 12);

    double last = 1000 * Math.pow(1.15, 12);
    double most = last + 0.4 * (last - 1000);
    for (double value : mean) {
      assertThat(value).isBetween(0.95 * last, 1.001 * most);
    }
  }

  @Test
  void aModelThatExplodesIsLeftOut() {
    Member exploding =
        new Member() {
          @Override
          public String name() {
            return "exploding";
          }

          @Override
          public double[] forecast(double[] values, LocalDate start, int horizon) {
            double[] ahead = new double[horizon];
            Arrays.setAll(ahead, h -> values[values.length - 1] * Math.pow(1.1, h));
            return ahead;
          }
        };
    double[] values = growing(400, Math.pow(1.2, 1 / 30.4), 0.03);

    Combination combination =
        Combination.of(
            SeriesKind.REGULAR,
            Frequency.DAILY,
            List.of(),
            values,
            START,
            60,
            RollingOrigins.of(Frequency.DAILY, 400, 60, 8),
            List.of(exploding));

    assertThat(combination.weights()).doesNotContainKey("exploding").hasSizeGreaterThan(1);
  }

  private static double[] forecast(Frequency frequency, double[] values, int horizon) {
    return new AutomaticForecaster(frequency, List.of(0.8), 8)
        .forecast(values, START, horizon)
        .mean();
  }

  private static double[] growing(int length, double growth, double noise) {
    Random random = new Random(21);
    double[] values = new double[length];
    Arrays.setAll(values, t -> 1000 * Math.pow(growth, t) * (1 + noise * random.nextGaussian()));
    return values;
  }

  private static double sum(double[] values, int count) {
    return Arrays.stream(values, 0, count).sum();
  }
}
