package io.almanac.forecasting.decomposition;

import java.util.ArrayList;
import java.util.List;

/**
 * Decomposition with several seasons, each found by {@link Stl} in what the others leave (Bandara,
 * Hyndman and Bergmeir 2021, "MSTL: a seasonal-trend decomposition algorithm for time series with
 * multiple seasonal patterns").
 *
 * @param adjusted the values without all seasons
 * @param seasonals what repeats, one array for each of {@code periods}
 * @param periods those of which there are at least two seasons, ascending
 */
public record Mstl(double[] adjusted, List<double[]> seasonals, int[] periods) {
  private static final int ROUNDS = 2;

  /**
   * Decomposes; periods longer than half of the values are left out.
   *
   * @param values finite
   * @param periods ascending, 2 or more each
   */
  public static Mstl decompose(double[] values, int[] periods, boolean robust) {
    List<Integer> used = new ArrayList<>();
    for (int period : periods) {
      if (2 * period < values.length) {
        used.add(period);
      }
    }
    double[] adjusted = values.clone();
    List<double[]> seasonals = new ArrayList<>();
    used.forEach(period -> seasonals.add(new double[values.length]));
    int rounds = used.size() < 2 ? 1 : ROUNDS;
    for (int round = 0; round < rounds; round++) {
      for (int i = 0; i < used.size(); i++) {
        double[] seasonal = seasonals.get(i);
        for (int t = 0; t < adjusted.length; t++) {
          adjusted[t] += seasonal[t];
        }
        // The window of the i-th season, as in R's mstl.
        Stl part = Stl.decompose(adjusted, used.get(i), 7 + 4 * (i + 1), robust);
        seasonals.set(i, part.seasonal());
        for (int t = 0; t < adjusted.length; t++) {
          adjusted[t] -= part.seasonal()[t];
        }
      }
    }
    return new Mstl(adjusted, seasonals, used.stream().mapToInt(Integer::intValue).toArray());
  }

  /** The last of each season, repeated over a horizon and added up. */
  public double[] seasonalAhead(int horizon) {
    double[] ahead = new double[horizon];
    for (int i = 0; i < periods.length; i++) {
      double[] seasonal = seasonals.get(i);
      for (int h = 0; h < horizon; h++) {
        ahead[h] += seasonal[seasonal.length - periods[i] + h % periods[i]];
      }
    }
    return ahead;
  }
}
