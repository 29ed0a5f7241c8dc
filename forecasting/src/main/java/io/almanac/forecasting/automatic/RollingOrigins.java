package io.almanac.forecasting.automatic;

import java.util.Arrays;

/**
 * Past moments from which a history is forecast again, and the scale of the series at each (rolling
 * origin evaluation; Tashman 2000).
 */
final class RollingOrigins {
  private static final int SHORTEST = 10;

  private final Frequency frequency;
  private final double[] values;
  private final int horizon;
  private final int[] known;

  private RollingOrigins(Frequency frequency, double[] values, int horizon, int[] known) {
    this.frequency = frequency;
    this.values = values;
    this.horizon = horizon;
    this.known = known;
  }

  /**
   * Origins of a history, the newest first.
   *
   * @param most how many; fewer when the history is short
   */
  static RollingOrigins of(Frequency frequency, double[] values, int horizon, int most) {
    int period = frequency.periods()[0];
    int shortest = Math.max(SHORTEST, Math.min(3 * period, values.length / 2));
    int room = values.length - shortest;
    // Origins lie a horizon apart, so that each tells something else, but within the newer half.
    int reach = values.length / 2 - Math.min(horizon, values.length / 4);
    int step = Math.max(1, Math.min(horizon, reach / Math.max(1, most)));
    if (period <= horizon) {
      step = Math.max(period, step / period * period);
    }
    int first = Math.min(horizon, Math.max(1, room / 2));
    int count = room < 1 ? 0 : Math.min(most, 1 + (room - first) / step);
    int[] known = new int[Math.max(0, count)];
    for (int k = 0; k < known.length; k++) {
      known[k] = values.length - first - k * step;
    }
    return new RollingOrigins(frequency, values, horizon, known);
  }

  /** How many values are known at each origin. */
  int[] known() {
    return known;
  }

  /** How many steps after an origin are forecast. */
  int ahead(int origin) {
    return Math.min(horizon, values.length - origin);
  }

  /** Forecast minus actual at an origin; NaN where there is no actual. */
  double[] errors(int origin, double[] ahead) {
    double[] errors = new double[ahead.length];
    for (int h = 0; h < ahead.length; h++) {
      errors[h] = ahead[h] - values[origin + h];
    }
    return errors;
  }

  /** The mean absolute error at an origin in units of the scale there; NaN when nothing came. */
  double meanError(int origin, double[] ahead) {
    return Arrays.stream(errors(origin, ahead))
            .filter(Double::isFinite)
            .map(Math::abs)
            .average()
            .orElse(Double.NaN)
        / scale(origin);
  }

  /** The scale at each origin. */
  double[] scales() {
    return Arrays.stream(known).mapToDouble(this::scale).toArray();
  }

  /** The scale at the end of the history. */
  double scaleNow() {
    return scale(values.length);
  }

  /** Mean absolute change over a season in the recent past of a length; never zero. */
  private double scale(int length) {
    int period = length > 3 * frequency.periods()[0] ? frequency.periods()[0] : 1;
    int from = Math.max(period, length - Math.max(4 * period, 2 * horizon));
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
