package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestVolatility {
  @Test
  void itIsTheMeanChangeOverASeason() {
    double[] values = new double[70];
    Arrays.setAll(values, t -> 100 + t % 7 + t / 7 % 2 * 3);

    // From one week to the next each day changes by 3, up or down.
    assertThat(Volatility.at(values, 70, 14, Frequency.DAILY)).isCloseTo(3, within(1e-12));
  }

  @Test
  void whereNothingChangedItIsZeroAndComparesWithNothing() {
    double[] values = new double[70];
    Arrays.fill(values, 0.1);
    values[69] = Math.nextUp(0.1);

    assertThat(Volatility.at(values, 70, 14, Frequency.DAILY)).isZero();
    assertThat(Volatility.ratio(0, 3)).isEqualTo(1);
    assertThat(Volatility.ratio(3, 0)).isEqualTo(1);
    assertThat(Volatility.ratio(3, 2)).isEqualTo(1.5);
  }

  @Property(tries = 12)
  void widthsAfterAFlatStretchDoNotDependOnTheCurrency(
      @ForAll @IntRange(min = -20, max = 20) int doublings) {
    // From a millionth to a million times as much; doubling rounds nothing.
    double scale = Math.pow(2, doublings);

    assertSameWidths(scale, 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 0.01, 1000, 1e6})
  void norOnHowItsAmountsAreRounded(double scale) {
    assertSameWidths(scale, 0.03);
  }

  private static void assertSameWidths(double scale, double tolerance) {
    double[] values = flatThenNoisy();
    double[] scaled = Arrays.stream(values).map(value -> value * scale).toArray();

    double[] expected = widths(values);
    double[] widths = widths(scaled);

    for (int h = 0; h < expected.length; h++) {
      assertThat(widths[h] / scale)
          .as("step " + h)
          .isCloseTo(expected[h], within(tolerance * expected[h]));
    }
  }

  private static double[] widths(double[] values) {
    AutomaticForecast forecast =
        new AutomaticForecaster(Frequency.DAILY, List.of(0.8), 8)
            .forecast(values, LocalDate.of(2025, 9, 27), 30);
    double[] widths = new double[30];
    Arrays.setAll(widths, h -> forecast.upper().get(0.8)[h] - forecast.lower().get(0.8)[h]);
    return widths;
  }

  /** 1,000 a day for 300 days, and then with noise of a fifth. */
  private static double[] flatThenNoisy() {
    Random random = new Random(1);
    double[] values = new double[400];
    Arrays.setAll(values, t -> t < 300 ? 1000 : 1000 * (1 + 0.2 * random.nextGaussian()));
    return values;
  }
}
