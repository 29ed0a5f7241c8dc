package io.almanac.forecasting.arima;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Expected values are those of R 4.2.2 with its forecast package 8.20: {@code Arima(y, order,
 * seasonal, xreg, method = "CSS", optim.control = list(reltol = 1e-14))} on Box and Jenkins'
 * airline passengers, and on a series that a formula gives.
 */
class TestSeasonalArima {
  private static final double[][] NO_REGRESSORS = {};

  /** The months of 1949 to 1960, R's AirPassengers. */
  private static final double[] AIRLINE = {
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118, 115, 126, 141, 135, 125, 149, 170,
    170, 158, 133, 114, 140, 145, 150, 178, 163, 172, 178, 199, 199, 184, 162, 146, 166, 171, 180,
    193, 181, 183, 218, 230, 242, 209, 191, 172, 194, 196, 196, 236, 235, 229, 243, 264, 272, 237,
    211, 180, 201, 204, 188, 235, 227, 234, 264, 302, 293, 259, 229, 203, 229, 242, 233, 267, 269,
    270, 315, 364, 347, 312, 274, 237, 278, 284, 277, 317, 313, 318, 374, 413, 405, 355, 306, 271,
    306, 315, 301, 356, 348, 355, 422, 465, 467, 404, 347, 305, 336, 340, 318, 362, 348, 363, 435,
    491, 505, 404, 359, 310, 337, 360, 342, 406, 396, 420, 472, 548, 559, 463, 407, 362, 405, 417,
    391, 419, 461, 472, 535, 622, 606, 508, 461, 390, 432
  };

  @Test
  void theAirlineModelIsThatOfR() {
    SeasonalArima fit =
        SeasonalArima.fit(airline(), NO_REGRESSORS, new SeasonalOrder(0, 1, 1, 0, 1, 1, 12, false));

    assertArrayEquals(new double[] {-0.37716, -0.57238}, fit.coefficients(), 2e-3);
    assertArrayEquals(
        new double[] {
          6.10959, 6.05373, 6.17289, 6.19864, 6.23167, 6.36834, 6.50615, 6.50205, 6.32449, 6.20823,
          6.06321, 6.16799
        },
        fit.forecast(12),
        1e-3);
  }

  @Test
  void seasonalAutoregressionIsThatOfR() {
    SeasonalArima fit =
        SeasonalArima.fit(airline(), NO_REGRESSORS, new SeasonalOrder(2, 0, 0, 1, 1, 0, 12, false));

    assertArrayEquals(new double[] {0.57551, 0.40542, -0.44773}, fit.coefficients(), 1e-3);
    assertArrayEquals(
        new double[] {6.11014, 6.05050, 6.16325, 6.20310, 6.24055, 6.36019}, fit.forecast(6), 1e-3);
  }

  @Test
  void regressorsAreFittedTogetherWithTheErrorsAsInR() {
    double[] tenth = tenths(0, 140);
    double[] values = wandering();
    for (int t = 0; t < values.length; t++) {
      values[t] += 25 * tenth[t];
    }
    SeasonalArima fit =
        SeasonalArima.fit(
            values, new double[][] {tenth}, new SeasonalOrder(1, 0, 0, 1, 0, 0, 7, true));

    assertArrayEquals(
        new double[] {0.08661, 0.89565, 101.22548, 24.39492}, fit.coefficients(), 2e-3);
    assertArrayEquals(
        new double[] {87.8814, 106.2161, 100.0473, 155.1083, 114.8968, 69.5804, 93.4429, 89.2738},
        fit.forecast(new double[][] {tenths(140, 8)}, 8),
        2e-3);
  }

  @Test
  void regressorsAreDifferencedWithTheValuesAsInR() {
    double[] tenth = tenths(0, 140);
    double[] values = wandering();
    for (int t = 0; t < values.length; t++) {
      values[t] += 25 * tenth[t];
    }
    SeasonalArima fit =
        SeasonalArima.fit(
            values, new double[][] {tenth}, new SeasonalOrder(1, 0, 0, 0, 1, 1, 7, false));

    assertArrayEquals(new double[] {0.17492, -0.56849, 23.08495}, fit.coefficients(), 3e-3);
  }

  @Test
  void strengthOfTheSeasonIsThatOfR() {
    // forecast:::seas.heuristic, which nsdiffs uses.
    assertEquals(0.8636807, SeasonalArimaSearch.strength(wandering(), 7), 1e-3);
    assertEquals(0.96445397, SeasonalArimaSearch.strength(airline(), 12), 1e-3);
  }

  @Test
  void theSearchFindsTheAirlineDifferencesAndFitsNoWorse() {
    SeasonalArima found = SeasonalArima.auto(airline(), NO_REGRESSORS, 12);

    assertEquals(1, found.order().d());
    assertEquals(1, found.order().seasonalD());
    // auto.arima's choice (0,1,1)(0,1,1) is the yardstick.
    double[] expected = {6.10959, 6.05373, 6.17289, 6.19864, 6.23167, 6.36834};
    assertArrayEquals(expected, found.forecast(6), 0.03);
  }

  @Test
  void scalingASeriesScalesItsForecast() {
    double[] larger = Arrays.stream(AIRLINE).map(value -> value * 1024).toArray();
    double[] expected =
        Arrays.stream(SeasonalArima.auto(AIRLINE, NO_REGRESSORS, 12).forecast(24))
            .map(value -> value * 1024)
            .toArray();

    assertArrayEquals(expected, SeasonalArima.auto(larger, NO_REGRESSORS, 12).forecast(24), 1e-4);
  }

  @Test
  void shortAndConstantSeriesAreContinued() {
    assertArrayEquals(
        new double[] {5, 5},
        SeasonalArima.auto(new double[] {5, 5, 5, 5, 5, 5}, NO_REGRESSORS, 7).forecast(2),
        1e-9);
    double[] constant = new double[100];
    Arrays.fill(constant, 3);
    assertArrayEquals(
        new double[] {3, 3, 3}, SeasonalArima.auto(constant, NO_REGRESSORS, 7).forecast(3), 1e-9);
  }

  @Test
  void fittedValuesBeginWhereThereIsEnoughToExplainThem() {
    double[] fitted =
        SeasonalArima.fit(airline(), NO_REGRESSORS, new SeasonalOrder(1, 1, 0, 0, 1, 1, 12, false))
            .fitted();

    assertTrue(Double.isNaN(fitted[13]));
    assertEquals(airline()[14], fitted[14], 0.2);
  }

  @Test
  void anImpossibleOrderIsRefused() {
    IllegalArgumentException refused =
        assertThrows(
            IllegalArgumentException.class, () -> new SeasonalOrder(1, 0, 0, 1, 0, 0, 1, false));
    assertTrue(refused.getMessage().startsWith("Cannot use ARIMA order: "));
  }

  private static double[] airline() {
    return Arrays.stream(AIRLINE).map(Math::log).toArray();
  }

  private static double[] wandering() {
    double[] shape = {0, 12, -7, 20, 5, -30, 4};
    double[] values = new double[140];
    double echo = 0;
    for (int t = 0; t < values.length; t++) {
      echo = 0.6 * echo + ((t * t * 31 + 17 * t) % 23 - 11);
      values[t] = 100 + shape[t % 7] + echo;
    }
    return values;
  }

  private static double[] tenths(int from, int length) {
    double[] tenths = new double[length];
    for (int t = 0; t < length; t++) {
      tenths[t] = (from + t) % 10 == 3 ? 1 : 0;
    }
    return tenths;
  }
}
