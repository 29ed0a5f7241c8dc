package io.almanac.forecasting.ces;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Expected values are those of statsforecast 2.1.1: {@code ces.cesmodel(y, 7, form, None, None,
 * None, None, 3)} and {@code ces.forecast_ces(model, 7)} on the same series. Both search by
 * downhill simplices that stop at different places near one optimum.
 */
class TestCes {

  @Test
  void withoutSeasonItIsThatOfStatsforecast() {
    assertForm(
        CesForm.NONE,
        1489.6383,
        new double[] {212.2216, 212.2667, 212.3129, 212.3592, 212.4054, 212.4516, 212.4979});
  }

  @Test
  void withLevelsForEachPhaseItIsThatOfStatsforecast() {
    assertForm(
        CesForm.SIMPLE,
        1285.0376,
        new double[] {210.2858, 228.4074, 208.5127, 235.1486, 215.6836, 183.3998, 213.4243});
  }

  @Test
  void withAnAddedSeasonItIsThatOfStatsforecast() {
    assertForm(
        CesForm.PARTIAL,
        1273.7007,
        new double[] {212.0087, 226.3523, 206.7809, 232.8157, 217.3828, 183.5571, 218.1688});
  }

  @Test
  void theFormOfTheSmallestCriterionIsThatOfStatsforecast() {
    double[] week = week();
    assertEquals("CES(p)", Ces.all(week, 7).get(0).form());
    assertArrayEquals(
        Ces.fit(week, 7, CesForm.PARTIAL).forecast(9), Ces.forecast(week, 7, 9), 1e-12);
  }

  @Test
  void scalingASeriesScalesItsForecast() {
    double[] week = week();
    double[] larger = Arrays.stream(week).map(value -> value * 1024).toArray();
    double[] expected =
        Arrays.stream(Ces.forecast(week, 7, 20)).map(value -> value * 1024).toArray();
    assertArrayEquals(expected, Ces.forecast(larger, 7, 20), 1e-9);
  }

  @Test
  void growthWithoutEndIsNoForecast() {
    double[] doubling = new double[40];
    for (int t = 0; t < doubling.length; t++) {
      doubling[t] = Math.pow(1.5, t);
    }
    assertNull(Ces.forecast(doubling, 1, 30));
  }

  @Test
  void tooFewValuesAreNoForecast() {
    assertNull(Ces.forecast(new double[] {1, 2, 3}, 7, 5));
  }

  @Test
  void aConstantStaysOne() {
    double[] constant = new double[60];
    Arrays.fill(constant, 12.5);
    double[] ahead = Ces.forecast(constant, 7, 14);
    assertNotNull(ahead);
    for (double value : ahead) {
      assertEquals(12.5, value, 0.01);
    }
  }

  @Test
  void fittedValuesFollowTheSeries() {
    double[] week = week();
    double[] fitted = Ces.fit(week, 7, CesForm.PARTIAL).fitted();
    double errors = 0;
    double naive = 0;
    for (int t = 7; t < week.length; t++) {
      errors += Math.abs(week[t] - fitted[t]);
      naive += Math.abs(week[t] - week[t - 7]);
    }
    assertTrue(errors < naive, errors + " against " + naive);
  }

  private static void assertForm(CesForm form, double aicc, double[] expected) {
    double[] week = week();
    Ces fit = Ces.fit(week, 7, form);
    double unit = Arrays.stream(week).average().orElse(0);
    // The criterion is computed in units of the mean size.
    assertEquals(aicc, fit.aicc() + 2 * week.length * Math.log(unit), 0.01);
    assertArrayEquals(expected, fit.forecast(expected.length), 0.03);
  }

  /** Twenty weeks with a trend, a shape and something that looks like noise. */
  private static double[] week() {
    double[] shape = {0, 12, -7, 20, 5, -30, 4};
    double[] values = new double[140];
    for (int t = 0; t < values.length; t++) {
      values[t] = 200 + 0.1 * t + shape[t % 7] + ((t * t * 31 + 17 * t) % 23 - 11);
    }
    return values;
  }
}
