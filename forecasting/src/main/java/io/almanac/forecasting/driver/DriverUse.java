package io.almanac.forecasting.driver;

import java.io.Serializable;
import java.util.Objects;

/**
 * A driver that may move a certain series.
 *
 * @param path the driver
 * @param given how strongly: the elasticity of a volume, NaN to estimate it; the share of the
 *     series that a rate prices, 0 to 1
 */
public record DriverUse(DriverPath path, double given) implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Checks its values.
   *
   * @throws IllegalArgumentException when the share of a rate is not 0 to 1
   */
  public DriverUse {
    Objects.requireNonNull(path, "path");
    if (path.kind() == Driver.Kind.RATE && !(given >= 0 && given <= 1)) {
      throw new IllegalArgumentException("Cannot use share of a rate: " + given);
    }
  }

  /** Whether it has to be estimated how strongly the series moves. */
  boolean isEstimated() {
    return Double.isNaN(given);
  }
}
