package io.almanac.forecasting.card;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * There is no public program of the authors to compare with; what the paper says of each step is
 * checked by itself.
 */
class TestCard {

  @Test
  void deltaTakesTheSmallestGrowthThatAllMeansAgreeOn() {
    // Changes of 1 and a single one of 41: the mean is 2, without the largest change it is 1.
    double[] values = new double[41];
    for (int t = 1; t < values.length; t++) {
      values[t] = values[t - 1] + (t == 20 ? 41 : 1);
    }
    SeriesTraits traits = SeriesTraits.of(values, 1);

    assertTrue(traits.wandering());
    assertArrayEquals(new double[] {81, 82, 83}, Delta.forecast(traits, 3), 1e-9);
  }

  @Test
  void deltaDoesNotGrowWhereTheNewestChangesDisagreeWithTheRest() {
    double[] values = new double[60];
    for (int t = 1; t < values.length; t++) {
      values[t] = values[t - 1] + (t < 54 ? 1 : -1);
    }

    double last = values[values.length - 1];
    assertArrayEquals(
        new double[] {last, last}, Delta.forecast(SeriesTraits.of(values, 1), 2), 1e-9);
  }

  @Test
  void rhoFindsAnAutoregressionThatIsFarFromAUnitRoot() {
    // y = 3 + 0.5 y[-1] exactly, after kicks that the regression explains no better.
    double[] values = new double[200];
    values[0] = 30;
    for (int t = 1; t < values.length; t++) {
      values[t] = 3 + 0.5 * values[t - 1] + 2 * Math.sin(12.9898 * t * t);
    }
    double[] ahead = Rho.forecast(SeriesTraits.of(values, 1), 0, 30);

    assertEquals(6, ahead[29], 0.4);
    assertTrue(Math.abs(ahead[29] - ahead[28]) < 1e-3);
  }

  @Test
  void rhoDropsADriftThatMayBeChance() {
    double[] values = new double[200];
    for (int t = 1; t < values.length; t++) {
      values[t] = values[t - 1] + Math.sin(12.9898 * t * t);
    }

    double last = values[values.length - 1];
    assertArrayEquals(
        new double[] {last, last}, Rho.forecast(SeriesTraits.of(values, 1), 0, 2), 1e-9);
  }

  @Test
  void seasonIsFoundByTheAnalysisOfVariance() {
    double[] week = week(140);
    double[] noise = new double[140];
    for (int t = 0; t < noise.length; t++) {
      noise[t] = 100 + Math.sin(12.9898 * t * t);
    }

    assertTrue(SeriesTraits.of(week, 7).seasonal());
    assertFalse(SeriesTraits.of(noise, 7).seasonal());
  }

  @Test
  void aWeekIsContinued() {
    double[] all = week(154);
    double[] ahead = Card.forecast(Arrays.copyOf(all, 140), new int[] {7}, 14);
    double errors = 0;
    for (int h = 0; h < ahead.length; h++) {
      errors += Math.abs(ahead[h] - all[140 + h]) / ahead.length;
    }
    // The noise alone has a mean size of 6.
    assertTrue(errors < 9, "the mean error is " + errors);
  }

  @Test
  void scalingASeriesScalesItsForecast() {
    double[] week = week(140);
    double[] larger = Arrays.stream(week).map(value -> value * 1024).toArray();
    double[] expected =
        Arrays.stream(Card.forecast(week, new int[] {7}, 20)).map(v -> v * 1024).toArray();

    assertArrayEquals(expected, Card.forecast(larger, new int[] {7}, 20), 1e-6);
  }

  @Test
  void tooFewValuesAreNoForecast() {
    assertNull(Card.forecast(new double[] {1, 2, 3}, new int[] {7}, 5));
  }

  private static double[] week(int length) {
    double[] shape = {0, 12, -7, 20, 5, -30, 4};
    double[] values = new double[length];
    for (int t = 0; t < values.length; t++) {
      values[t] = 200 + 0.1 * t + shape[t % 7] + ((t * t * 31 + 17 * t) % 23 - 11);
    }
    return values;
  }
}
