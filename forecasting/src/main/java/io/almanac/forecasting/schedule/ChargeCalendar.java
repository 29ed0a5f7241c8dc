package io.almanac.forecasting.schedule;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Set;

/** Every {@link ChargeDay} of the months of a history and of the days ahead, computed once. */
final class ChargeCalendar {
  private final LocalDate start;
  private final YearMonth firstMonth;
  private final int[][] steps;

  /**
   * A calendar of days.
   *
   * @param start the day of step 0
   * @param days how many, past and ahead
   */
  ChargeCalendar(LocalDate start, int days, Collection<LocalDate> holidays) {
    this.start = start;
    Set<LocalDate> off = Set.copyOf(holidays);
    // A day that has moved to the next month counts as one of the month before.
    this.firstMonth = YearMonth.from(start).minusMonths(1);
    YearMonth last = YearMonth.from(start.plusDays(days));
    int months = (int) ChronoUnit.MONTHS.between(firstMonth, last) + 1;
    this.steps = new int[ChargeDay.ALL.size()][months];
    for (int day = 0; day < steps.length; day++) {
      for (int month = 0; month < months; month++) {
        LocalDate date = ChargeDay.ALL.get(day).in(firstMonth.plusMonths(month), off);
        steps[day][month] = (int) ChronoUnit.DAYS.between(start, date);
      }
    }
  }

  /** How many months there are. */
  int months() {
    return steps[0].length;
  }

  /** The step of a charge day, by its place in {@link ChargeDay#ALL}, in a month counted from 0. */
  int step(int day, int month) {
    return steps[day][month];
  }

  /** Months since year 0, by which quarterly and yearly charges are told apart. */
  int number(int month) {
    YearMonth of = firstMonth.plusMonths(month);
    return of.getYear() * 12 + of.getMonthValue() - 1;
  }

  /** The date of a step. */
  LocalDate date(int step) {
    return start.plusDays(step);
  }
}
