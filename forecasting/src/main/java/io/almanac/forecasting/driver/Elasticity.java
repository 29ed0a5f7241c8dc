package io.almanac.forecasting.driver;

import java.io.Serializable;

/**
 * By how many per cent a series moves when a driver moves by one: the derivative of the logarithm
 * of the one by that of the other.
 *
 * @param value the elasticity
 * @param standardError of the value; 0 when it was given, NaN when it could not be estimated
 * @param basis where the value comes from
 */
public record Elasticity(double value, double standardError, Basis basis) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Where an elasticity comes from. */
  public enum Basis {
    /** The history proves it. */
    ESTIMATED,
    /** The user says so; a rate moves the cost that it prices by definition. */
    GIVEN,
    /** The history does not prove any: the driver is not used. */
    UNPROVEN
  }

  /** Whether the driver is used. */
  public boolean isUsed() {
    return basis != Basis.UNPROVEN;
  }
}
