package io.almanac.jobs.series;

import io.almanac.forecasting.automatic.Frequency;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.LocalDateTime;

/**
 * One series on a regular grid of time.
 *
 * @param id its name
 * @param frequency the steps of the grid
 * @param start when the first value is
 * @param values NaN is missing
 */
public record TidySeries(String id, Frequency frequency, LocalDateTime start, double[] values)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** How many steps are forecast of series of a frequency when nobody says how many. */
  public static int usualHorizon(Frequency frequency) {
    return switch (frequency) {
      case HOURLY -> 48;
      case DAILY -> 30;
      case WEEKLY -> 13;
      case MONTHLY -> 12;
    };
  }

  /** When a value is, counted from zero; beyond the last one for steps ahead. */
  public LocalDateTime at(int step) {
    return Grid.plus(start, frequency, step);
  }

  /** The date of the first value; null for hours, whose days do not matter. */
  public LocalDate firstDay() {
    return frequency == Frequency.HOURLY ? null : start.toLocalDate();
  }

  /** The day of the last value of a daily series; null for others. */
  LocalDate lastDay() {
    return frequency == Frequency.DAILY ? firstDay().plusDays(values.length - 1L) : null;
  }

  /** A time as files have it: a day, or a day with an hour. */
  String text(int step) {
    return frequency == Frequency.HOURLY
        ? at(step).toString() + ":00"
        : at(step).toLocalDate().toString();
  }
}
