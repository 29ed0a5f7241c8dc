package io.almanac.forecasting.arima;

/**
 * The order of an ARIMA model with one season.
 *
 * @param p autoregressive lags
 * @param d how often to difference
 * @param q moving average lags
 * @param seasonalP autoregressive lags in seasons
 * @param seasonalD how often to difference over a season
 * @param seasonalQ moving average lags in seasons
 * @param period steps of the season; 1 for none
 * @param constant whether the differences have a mean other than zero
 */
public record SeasonalOrder(
    int p,
    int d,
    int q,
    int seasonalP,
    int seasonalD,
    int seasonalQ,
    int period,
    boolean constant) {

  /**
   * An order.
   *
   * @throws IllegalArgumentException when a number is negative, or the season is given lags but no
   *     length
   */
  public SeasonalOrder {
    if (Math.min(Math.min(p, d), Math.min(q, seasonalP)) < 0
        || Math.min(seasonalD, seasonalQ) < 0
        || period < 1
        || (period == 1 && seasonalP + seasonalD + seasonalQ > 0)) {
      throw new IllegalArgumentException(
          "Cannot use ARIMA order: "
              + name(p, d, q, seasonalP, seasonalD, seasonalQ, period)
              + ". Numbers must not be negative, and a seasonal part needs a period of 2 or more.");
    }
  }

  /** How many values differencing takes from the start. */
  int lost() {
    return d + seasonalD * period;
  }

  /** How many differences the autoregression needs before the first it can explain. */
  int reach() {
    return p + seasonalP * period;
  }

  /** How many coefficients, regressors aside. */
  int size() {
    return p + q + seasonalP + seasonalQ + (constant ? 1 : 0);
  }

  /**
   * The polynomial of differencing, without its first term, such that a value is its difference
   * plus these times the values before.
   */
  double[] differencing() {
    double[] polynomial = {1};
    for (int i = 0; i < d + seasonalD; i++) {
      int lag = i < d ? 1 : period;
      double[] longer = java.util.Arrays.copyOf(polynomial, polynomial.length + lag);
      for (int k = 0; k < polynomial.length; k++) {
        longer[k + lag] -= polynomial[k];
      }
      polynomial = longer;
    }
    double[] weights = new double[polynomial.length - 1];
    for (int k = 0; k < weights.length; k++) {
      weights[k] = -polynomial[k + 1];
    }
    return weights;
  }

  /** The differences of values; shorter than those by what is lost. */
  double[] difference(double[] values) {
    double[] weights = differencing();
    double[] differences = new double[Math.max(0, values.length - weights.length)];
    for (int t = 0; t < differences.length; t++) {
      double sum = values[t + weights.length];
      for (int k = 0; k < weights.length; k++) {
        sum -= weights[k] == 0 ? 0 : weights[k] * values[t + weights.length - 1 - k];
      }
      differences[t] = sum;
    }
    return differences;
  }

  @Override
  public String toString() {
    return name(p, d, q, seasonalP, seasonalD, seasonalQ, period);
  }

  private static String name(int p, int d, int q, int sp, int sd, int sq, int period) {
    String simple = "ARIMA(" + p + "," + d + "," + q + ")";
    return period == 1 ? simple : simple + "(" + sp + "," + sd + "," + sq + ")[" + period + "]";
  }
}
