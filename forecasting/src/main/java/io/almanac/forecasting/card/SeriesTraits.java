package io.almanac.forecasting.card;

import java.util.Arrays;
import smile.stat.distribution.FDistribution;

/**
 * What decides between the branches of {@link Rho}, {@link Delta} and {@link Calibration}.
 *
 * @param values on the scale that is forecast
 * @param period steps of the season; 1 for none
 * @param wandering whether changes vary less than the values, so that changes are forecast
 * @param seasonal whether an analysis of variance at 10 % finds a season in the changes, or in the
 *     values where those do not wander
 * @param seasonalLag whether the autocorrelation one season ago is significant at 10 %
 */
record SeriesTraits(
    double[] values, int period, boolean wandering, boolean seasonal, boolean seasonalLag) {
  private static final double LEVEL = 0.1;
  private static final double CRITICAL = 2.7055;
  private static final double MUCH_LESS = 1.2;

  static SeriesTraits of(double[] values, int period) {
    boolean wandering = variance(changes(values)) < MUCH_LESS * variance(values);
    double[] judged = wandering ? changes(values) : values;
    return new SeriesTraits(
        values, period, wandering, seasonal(judged, period), seasonalLag(judged, period));
  }

  /** Changes where those are forecast, otherwise the values. */
  double[] judged() {
    return wandering ? changes(values) : values;
  }

  /** The newest whole seasons of {@link #judged}, oldest first. */
  double[][] seasons() {
    return seasons(judged(), period);
  }

  static double[] changes(double[] values) {
    double[] changes = new double[Math.max(0, values.length - 1)];
    for (int t = 0; t < changes.length; t++) {
      changes[t] = values[t + 1] - values[t];
    }
    return changes;
  }

  static double mean(double[] values, int from, int to) {
    return Arrays.stream(values, Math.max(0, from), to).average().orElse(0);
  }

  private static double[][] seasons(double[] judged, int period) {
    int count = judged.length / period;
    double[][] seasons = new double[count][];
    for (int i = 0; i < count; i++) {
      int from = judged.length - (count - i) * period;
      seasons[i] = Arrays.copyOfRange(judged, from, from + period);
    }
    return seasons;
  }

  private static boolean seasonal(double[] judged, int period) {
    double[][] seasons = seasons(judged, period);
    if (period < 2 || seasons.length < 2) {
      return false;
    }
    double[] means = new double[period];
    double[] all = new double[period * seasons.length];
    for (int i = 0; i < seasons.length; i++) {
      for (int k = 0; k < period; k++) {
        means[k] += seasons[i][k] / seasons.length;
        all[i * period + k] = seasons[i][k];
      }
    }
    double between = variance(means);
    double within = variance(all) - between;
    if (!(within > 1e-12 * between)) {
      return between > 0;
    }
    int free = period * (seasons.length - 1);
    double statistic = (double) free / (period - 1) * between / within;
    return 1 - new FDistribution(period - 1, free).cdf(statistic) < LEVEL;
  }

  private static boolean seasonalLag(double[] judged, int period) {
    int n = judged.length;
    if (period < 2 || n < 3 * period) {
      return false;
    }
    double mean = mean(judged, 0, n);
    double variance = variance(judged) * n;
    double squares = 0;
    double at = 0;
    for (int lag = 1; lag <= period; lag++) {
      double sum = 0;
      for (int t = lag; t < n; t++) {
        sum += (judged[t] - mean) * (judged[t - lag] - mean);
      }
      at = variance > 0 ? sum / variance : 0;
      squares += lag < period ? at * at : 0;
    }
    return n * at * at / (1 + squares) > CRITICAL;
  }

  private static double variance(double[] values) {
    double mean = mean(values, 0, values.length);
    double sum = 0;
    for (double value : values) {
      sum += (value - mean) * (value - mean);
    }
    return values.length == 0 ? 0 : sum / values.length;
  }
}
