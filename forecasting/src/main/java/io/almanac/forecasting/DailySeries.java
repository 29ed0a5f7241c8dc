package io.almanac.forecasting;

import java.time.LocalDate;
import java.util.Objects;

/**
 * One regular daily series: a value per calendar day (UTC) from {@code start} on, without gaps in
 * the calendar.
 *
 * @param id identifies the series among its siblings, for example a team's name
 * @param start the day of the first value
 * @param values one value per day in the series' own unit; {@link Double#NaN} means that the day is
 *     missing, which is not the same as zero
 */
public record DailySeries(String id, LocalDate start, double[] values) {

  /**
   * Copies its values.
   *
   * @throws IllegalArgumentException when a value is infinite
   */
  public DailySeries {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(start, "start");
    values = values.clone();
    for (int i = 0; i < values.length; i++) {
      if (Double.isInfinite(values[i])) {
        throw new IllegalArgumentException(
            "Cannot take an infinite value into series " + id + ": day " + start.plusDays(i));
      }
    }
  }

  /** The values, one per day; a fresh copy. */
  @Override
  public double[] values() {
    return values.clone();
  }

  /** The number of calendar days covered, missing days included. */
  public int length() {
    return values.length;
  }

  /** The day of the value at {@code index}, counted from zero. */
  public LocalDate dateAt(int index) {
    return start.plusDays(index);
  }
}
