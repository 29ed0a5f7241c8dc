package io.almanac.forecasting.schedule;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/**
 * A day of the month by the way in which people agree on it.
 *
 * @param kind how it is counted
 * @param number from 1
 */
record ChargeDay(Kind kind, int number) {

  /** The ways of counting, the plainest first: it wins where several fit as well. */
  enum Kind {
    DAY,
    DAY_FROM_END,
    WORKING_DAY,
    WORKING_DAY_FROM_END,
    DAY_OR_NEXT_WORKING_DAY
  }

  /** All days that are looked for, in order of preference. */
  static final List<ChargeDay> ALL = all();

  private static List<ChargeDay> all() {
    List<ChargeDay> all = new ArrayList<>();
    add(all, Kind.DAY, 28);
    add(all, Kind.DAY_FROM_END, 3);
    add(all, Kind.WORKING_DAY, 10);
    add(all, Kind.WORKING_DAY_FROM_END, 5);
    add(all, Kind.DAY_OR_NEXT_WORKING_DAY, 28);
    return Collections.unmodifiableList(all);
  }

  private static void add(List<ChargeDay> all, Kind kind, int most) {
    for (int number = 1; number <= most; number++) {
      all.add(new ChargeDay(kind, number));
    }
  }

  /** That day of a month, or of the next one when no working day is left. */
  LocalDate in(YearMonth month, Collection<LocalDate> holidays) {
    return switch (kind) {
      case DAY -> month.atDay(number);
      case DAY_FROM_END -> month.atEndOfMonth().minusDays(number - 1L);
      case WORKING_DAY -> working(month.atDay(1), 1, number, holidays);
      case WORKING_DAY_FROM_END -> working(month.atEndOfMonth(), -1, number, holidays);
      case DAY_OR_NEXT_WORKING_DAY -> working(month.atDay(number), 1, 1, holidays);
    };
  }

  private static LocalDate working(
      LocalDate from, int step, int number, Collection<LocalDate> holidays) {
    LocalDate day = from;
    int left = number;
    while (true) {
      boolean weekend = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0;
      if (!weekend && !holidays.contains(day)) {
        left--;
      }
      if (left == 0) {
        return day;
      }
      day = day.plusDays(step);
    }
  }

  /** As it is told to people. */
  String text() {
    return switch (kind) {
      case DAY -> "day " + number;
      case DAY_FROM_END -> number == 1 ? "the last day" : (number - 1) + " before the last day";
      case WORKING_DAY -> "working day " + number;
      case WORKING_DAY_FROM_END ->
          number == 1 ? "the last working day" : (number - 1) + " before the last working day";
      case DAY_OR_NEXT_WORKING_DAY -> "day " + number + " or the next working day";
    };
  }
}
