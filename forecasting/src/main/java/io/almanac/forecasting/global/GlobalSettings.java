package io.almanac.forecasting.global;

import io.almanac.forecasting.automatic.Frequency;
import java.io.Serializable;

/**
 * How a global model learns.
 *
 * @param frequency of all series
 * @param horizon how many steps ahead it can forecast; at least 1
 * @param mostRows how many pairs of an origin and a step it learns from at most, which bounds time
 *     and memory whatever the number of series
 * @param trees how many trees are added up
 * @param leaves how many leaves each has at most
 * @param learningRate how much of each tree counts, above 0 and at most 1
 * @param seed which rows are taken where there are more than {@code mostRows}
 */
public record GlobalSettings(
    Frequency frequency,
    int horizon,
    int mostRows,
    int trees,
    int leaves,
    double learningRate,
    long seed)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Checks its numbers.
   *
   * @throws IllegalArgumentException when one is out of range
   */
  public GlobalSettings {
    if (horizon < 1) {
      throw new IllegalArgumentException("Cannot forecast steps: " + horizon);
    }
    if (mostRows < 1 || trees < 1 || leaves < 2 || !(learningRate > 0 && learningRate <= 1)) {
      throw new IllegalArgumentException(
          "Cannot learn with rows, trees, leaves, rate: "
              + mostRows
              + ", "
              + trees
              + ", "
              + leaves
              + ", "
              + learningRate
              + ". All must be above 0, leaves at least 2, the rate at most 1.");
    }
  }

  /**
   * Settings that suit most sets of series: half a minute of one core, whatever the set. Twice as
   * many rows or leaves cost twice as much and gain little.
   */
  public static GlobalSettings usual(Frequency frequency, int horizon) {
    return new GlobalSettings(frequency, horizon, 50_000, 100, 16, 0.1, 1);
  }
}
