package io.almanac.forecasting.driver;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;

/**
 * Something outside a series that may move it: one value per calendar day from {@code start} on,
 * past and, where it is planned, future.
 *
 * @param name identifies it among the drivers
 * @param kind what it is, which says how it moves a series
 * @param start the day of the first value
 * @param values above zero, in any unit; {@link Double#NaN} means that the day is missing, which is
 *     not the same as zero
 */
public record Driver(String name, Kind kind, LocalDate start, double[] values)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** The kinds of drivers. */
  public enum Kind {
    /**
     * A quantity of every day, such as requests: how strongly it moves a series is estimated, and
     * its future is forecast where it is not given.
     */
    VOLUME("volume"),
    /**
     * A price that holds from its day until the next one: cost is demand times rate, so nothing has
     * to be estimated.
     */
    RATE("rate");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    /** As it stands in settings. */
    public String text() {
      return text;
    }
  }

  /**
   * Copies its values.
   *
   * @throws IllegalArgumentException when a value is not above zero, or there is none
   */
  public Driver {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(start, "start");
    values = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (values[i] <= 0 || Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            "Cannot use driver %s on %s: %s. It must be above zero; leave out days without one."
                .formatted(name, start.plusDays(i), values[i]));
      }
    }
    if (Arrays.stream(values).allMatch(Double::isNaN)) {
      throw new IllegalArgumentException("Cannot use a driver without values: " + name);
    }
  }

  /** The values, one per day; a fresh copy. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** The last day that has a value. */
  public LocalDate lastDay() {
    int last = values.length - 1;
    while (Double.isNaN(values[last])) {
      last--;
    }
    return start.plusDays(last);
  }
}
