package io.almanac.forecasting.automatic;

/** How much a series has lately changed from one season to the next. */
final class Volatility {
  private static final int SEASONS = 4;

  private Volatility() {}

  /**
   * Mean absolute change over a season in the recent past of a length, in units of the series; 1
   * when nothing changed, so that it can always be divided by.
   *
   * @param values NaN is missing
   * @param length how many values are known
   * @param horizon steps that are forecast: the past that counts is twice as long
   */
  static double at(double[] values, int length, int horizon, Frequency frequency) {
    int season = frequency.periods()[0];
    int period = length > 3 * season ? season : 1;
    int from = Math.max(period, length - Math.max(SEASONS * period, 2 * horizon));
    double sum = 0;
    int count = 0;
    for (int t = from; t < length; t++) {
      double change = Math.abs(values[t] - values[t - period]);
      if (!Double.isNaN(change)) {
        sum += change;
        count++;
      }
    }
    return count == 0 || sum == 0 ? 1 : sum / count;
  }
}
