package io.almanac.forecasting.schedule;

import java.time.Month;
import java.time.format.TextStyle;
import java.util.Locale;

/**
 * A charge that came on the same day of every month, quarter or year.
 *
 * @param day by its place in {@link ChargeDay#ALL}
 * @param everyMonths 1, 3 or 12
 * @param phase the months since year 0 of those with the charge, modulo {@code everyMonths}
 * @param times how often in a row it came, up to the last time
 * @param goesOn whether it is expected to come again
 * @param amount expected each time, in the unit of the series; the last one when it has ended
 */
record Recurrence(int day, int everyMonths, int phase, int times, boolean goesOn, double amount) {

  /** As it is told to people. */
  String text() {
    String on = ChargeDay.ALL.get(day).text() + (goesOn ? "" : ", ended");
    return switch (everyMonths) {
      case 1 -> "monthly on " + on;
      case 3 -> "quarterly, month " + (phase + 1) + ", on " + on;
      default ->
          "yearly in "
              + Month.of(phase + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH)
              + " on "
              + on;
    };
  }
}
