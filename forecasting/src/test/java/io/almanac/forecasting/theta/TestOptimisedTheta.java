package io.almanac.forecasting.theta;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Expected values are those of statsforecast 2.1.1: {@code OptimizedTheta(season_length=1)} and
 * {@code DynamicOptimizedTheta(season_length=1)} on the same series. Its search stops at a standard
 * deviation of 1e-4 between corners, ours goes on: forecasts agree to three parts in ten thousand.
 */
class TestOptimisedTheta {

  @Test
  void theStaticModelIsThatOfStatsforecast() {
    assertArrayEquals(
        new double[] {247.5931, 247.9503, 248.3075, 248.6647, 249.0219, 249.3791},
        OptimisedTheta.forecast(wandering(), 1, 6),
        0.08);
  }

  @Test
  void theDynamicModelIsThatOfStatsforecast() {
    assertEquals(247.2689, DynamicTheta.forecast(wandering(), 1, 1)[0], 0.08);
  }

  @Test
  void aStraightLineGoesOn() {
    double[] line = new double[50];
    for (int t = 0; t < line.length; t++) {
      line[t] = 10 + 2 * t;
    }

    assertArrayEquals(new double[] {110, 112, 114}, OptimisedTheta.forecast(line, 1, 3), 0.05);
  }

  @Test
  void scalingASeriesScalesItsForecast() {
    double[] values = wandering();
    double[] larger = Arrays.stream(values).map(value -> value * 1024).toArray();
    double[] expected =
        Arrays.stream(OptimisedTheta.forecast(values, 1, 5)).map(v -> v * 1024).toArray();

    assertArrayEquals(expected, OptimisedTheta.forecast(larger, 1, 5), 0.5);
  }

  /** A line, a random walk and noise, from a congruential generator. */
  private static double[] wandering() {
    double[] noise = new double[240];
    long state = 1;
    for (int i = 0; i < noise.length; i++) {
      state = (state * 1103515245L + 12345) % 2147483648L;
      noise[i] = state / 2147483648.0 - 0.5;
    }
    double[] values = new double[120];
    double walk = 0;
    for (int t = 0; t < values.length; t++) {
      walk += noise[t];
      values[t] = 200 + 0.3 * t + 8 * walk + 10 * noise[120 + t];
    }
    return values;
  }
}
