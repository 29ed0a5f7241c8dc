package io.almanac.forecasting.decomposition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TestStl {

  @Test
  void theThreePartsAddUpToTheValues() {
    Random random = new Random(1);
    double[] values = random.doubles(300, 0, 100).toArray();

    for (boolean robust : new boolean[] {false, true}) {
      Stl parts = Stl.decompose(values, 7, 11, robust);
      for (int t = 0; t < values.length; t++) {
        assertEquals(
            values[t], parts.trend()[t] + parts.seasonal()[t] + parts.remainder()[t], 1e-9);
      }
    }
  }

  @Test
  void aLineWithASeasonIsTakenApart() {
    double[] season = {3, -1, 2, -4, 0, 5, -5};
    double[] values = new double[210];
    for (int t = 0; t < values.length; t++) {
      values[t] = 10 + 0.5 * t + season[t % 7];
    }

    Stl parts = Stl.decompose(values, 7, 11, false);

    for (int t = 0; t < values.length; t++) {
      assertEquals(10 + 0.5 * t, parts.trend()[t], 0.05, "trend at " + t);
      assertEquals(season[t % 7], parts.seasonal()[t], 0.1, "season at " + t);
    }
    double[] ahead = parts.seasonalAhead(14);
    for (int h = 0; h < 14; h++) {
      assertEquals(season[(210 + h) % 7], ahead[h], 0.1);
    }
  }

  @Test
  void lessThanTwoSeasonsIsAnError() {
    assertThrows(IllegalArgumentException.class, () -> Stl.decompose(new double[13], 7, 11, false));
  }
}
