package io.almanac.forecasting.automatic;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How often a series has a value, which says what seasons it may have. */
public enum Frequency {
  /** A day and a week. */
  HOURLY(24, 168),
  /** A week; the year is left to the calendar. */
  DAILY(7),
  /** A year. */
  WEEKLY(52),
  /** A year. */
  MONTHLY(12);

  private final int[] periods;

  Frequency(int... periods) {
    this.periods = periods;
  }

  /** Steps of each season, ascending. */
  public int[] periods() {
    return periods.clone();
  }

  /** Steps of the seasons of which a history of this length has at least two, ascending. */
  public int[] periods(int length) {
    return Arrays.stream(periods).filter(period -> length > 2 * period + 1).toArray();
  }

  /** The date so many steps after another one. */
  LocalDate plus(LocalDate date, int steps) {
    return switch (this) {
      case HOURLY -> date.plusDays(steps / periods[0]);
      case DAILY -> date.plusDays(steps);
      case WEEKLY -> date.plusWeeks(steps);
      case MONTHLY -> date.plusMonths(steps);
    };
  }

  /**
   * The frequency of a name in any case.
   *
   * @throws IllegalArgumentException when there is none of that name
   */
  public static Frequency named(String name) {
    for (Frequency frequency : values()) {
      if (frequency.name().equals(name.toUpperCase(Locale.ROOT))) {
        return frequency;
      }
    }
    throw new IllegalArgumentException(
        "Cannot find frequency: "
            + name
            + ". Known are "
            + List.of(values()).toString().toLowerCase(Locale.ROOT)
            + ".");
  }
}
