package io.almanac.forecasting.automatic;

/** How much a series has lately changed from one season to the next. */
final class Volatility {
  private static final int SEASONS = 4;

  /** Changes of so much of the values' size are none. */
  private static final double ROUNDING = 1e-12;

  private Volatility() {}

  /**
   * Mean absolute change over a season in the recent past of a length, in units of the series; 0
   * when nothing changed by more than rounding.
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
    double size = 0;
    int count = 0;
    for (int t = from; t < length; t++) {
      double change = Math.abs(values[t] - values[t - period]);
      if (!Double.isNaN(change)) {
        sum += change;
        size += Math.abs(values[t]);
        count++;
      }
    }
    return sum <= ROUNDING * size ? 0 : sum / count;
  }

  /**
   * How many times as much a series changed then as now; 1 where it did not change at all, then or
   * now, which says nothing of how large its changes are.
   */
  static double ratio(double then, double now) {
    return then > 0 && now > 0 ? then / now : 1;
  }
}
