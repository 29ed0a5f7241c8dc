package io.almanac.forecasting.automatic;

import java.time.LocalDate;

/** One model of the combination. Stateless and deterministic. */
public interface Member {
  /** A stable name in kebab-case. */
  String name();

  /**
   * Continues a series.
   *
   * @param values finite, no gaps
   * @param start day of the first value of a daily series; null when it is not known
   * @return one value a step, or null when the model does not suit the values
   */
  double[] forecast(double[] values, LocalDate start, int horizon);
}
