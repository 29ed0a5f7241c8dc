package io.almanac.forecasting.automatic;

import java.util.Arrays;

/**
 * What a series that is mostly zero usually lies between: the shortest interval that holds so much
 * of what it was lately. Symmetric intervals about a mean that never occurs would say nothing.
 *
 * @param least the lower end
 * @param most the upper end
 */
record DemandInterval(double least, double most) {
  /**
   * Enough values to see one that comes once in twenty times, few enough to be of today: amounts
   * drift, and an interval from a whole year lags behind them.
   */
  private static final int LATELY = 120;

  /**
   * The shortest interval of a probability content, the lowest of several.
   *
   * @param values NaN is missing; at least one is not
   */
  static DemandInterval of(double[] values, double content) {
    double[] known =
        Arrays.stream(values, Math.max(0, values.length - LATELY), values.length)
            .filter(value -> !Double.isNaN(value))
            .sorted()
            .toArray();
    int held = Math.min(known.length, (int) Math.ceil(content * (known.length + 1)));
    int first = 0;
    for (int i = 1; i + held <= known.length; i++) {
      if (known[i + held - 1] - known[i] < known[first + held - 1] - known[first]) {
        first = i;
      }
    }
    return new DemandInterval(known[first], known[first + held - 1]);
  }
}
