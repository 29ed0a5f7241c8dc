package io.almanac.forecasting.automatic;

import java.util.ArrayList;
import java.util.List;

/**
 * Past moments from which a history is forecast again (rolling origin evaluation; Tashman 2000).
 */
final class RollingOrigins {
  private static final int SHORTEST = 10;

  private RollingOrigins() {}

  /**
   * Origins of a history, the newest first: a horizon apart, so that each tells something else, but
   * within the newer half.
   *
   * @param length how many values the history has
   * @param most how many; fewer when the history is short
   */
  static List<Combination.Origin> of(Frequency frequency, int length, int horizon, int most) {
    int period = frequency.periods()[0];
    int shortest = Math.max(SHORTEST, Math.min(3 * period, length / 2));
    int room = length - shortest;
    int reach = length / 2 - Math.min(horizon, length / 4);
    int step = Math.max(1, Math.min(horizon, reach / Math.max(1, most)));
    if (period <= horizon) {
      step = Math.max(period, step / period * period);
    }
    int first = Math.min(horizon, Math.max(1, room / 2));
    int count = room < 1 ? 0 : Math.min(most, 1 + (room - first) / step);
    List<Combination.Origin> origins = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int known = length - first - k * step;
      origins.add(new Combination.Origin(known, Math.min(horizon, length - known)));
    }
    return origins;
  }
}
