package io.almanac.forecasting.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What each of a run of days is in its month, counted from either end, in days and in working days:
 * the days that bills, pay and closing of books go by. Immutable.
 */
public final class MonthDays {
  // Days 1 to 28 counted from the first are kinds 0 to 27, the last three days 28 to 30, the first
  // five working days 31 to 35, the last three working days 36 to 38.
  private static final int FROM_END = 28;
  private static final int LAST_DAYS = 3;
  private static final int WORKING = FROM_END + LAST_DAYS;
  private static final int FIRST_WORKING_DAYS = 5;
  private static final int WORKING_FROM_END = WORKING + FIRST_WORKING_DAYS;
  private static final int LAST_WORKING_DAYS = 3;

  /** How many kinds of days there are. */
  static final int KINDS = WORKING_FROM_END + LAST_WORKING_DAYS;

  /** How many positions in a month there are: each day has exactly one. */
  static final int POSITIONS = FROM_END + LAST_DAYS;

  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private final int[][] kinds;
  private final int[] positions;
  private final int[] lengths;

  private MonthDays(int[][] kinds, int[] positions, int[] lengths) {
    this.kinds = kinds;
    this.positions = positions;
    this.lengths = lengths;
  }

  /**
   * Days from a first one on.
   *
   * @param days how many
   * @param holidays days that are not worked, besides Saturdays and Sundays; may be empty
   */
  public static MonthDays from(LocalDate start, int days, Collection<LocalDate> holidays) {
    Set<LocalDate> off = new HashSet<>(holidays);
    int[][] kinds = new int[days][];
    int[] positions = new int[days];
    int[] lengths = new int[days];
    YearMonth month = YearMonth.from(start);
    int next = 1 - start.getDayOfMonth();
    while (next < days) {
      int length = month.lengthOfMonth();
      int[] working = working(month, off);
      for (int number = 1; number <= length; number++, next++) {
        if (next >= 0 && next < days) {
          kinds[next] = kinds(number, length, working[number], working[0]);
          positions[next] = position(number, length);
          lengths[next] = length;
        }
      }
      month = month.plusMonths(1);
    }
    return new MonthDays(kinds, positions, lengths);
  }

  /** How many days there are. */
  public int days() {
    return kinds.length;
  }

  /** The kinds of a day, counted from the first one. */
  int[] kinds(int day) {
    return kinds[day];
  }

  /** The position in the month: the last three days of every month are the same three. */
  int position(int day) {
    return positions[day];
  }

  /** How many days the month of a day has. */
  int monthLength(int day) {
    return lengths[day];
  }

  /** The kind as people call it. */
  static String name(int kind) {
    if (kind < FROM_END) {
      return "day " + (kind + 1);
    }
    if (kind < WORKING) {
      return kind == FROM_END ? "last day" : (kind - FROM_END) + " before the last day";
    }
    if (kind < WORKING_FROM_END) {
      return kind == WORKING ? "first working day" : "working day " + (kind - WORKING + 1);
    }
    int before = kind - WORKING_FROM_END;
    return before == 0 ? "last working day" : before + " before the last working day";
  }

  /** The position as people call it. */
  static String positionName(int position) {
    return position < FROM_END ? name(position) : name(WORKING - 1 - (position - FROM_END));
  }

  private static int position(int number, int length) {
    int toEnd = length - number;
    return toEnd < LAST_DAYS ? POSITIONS - 1 - toEnd : Math.min(number, FROM_END) - 1;
  }

  private static int[] kinds(int number, int length, int working, int allWorking) {
    int[] kinds = new int[4];
    int count = 0;
    if (number <= FROM_END) {
      kinds[count++] = number - 1;
    }
    if (length - number < LAST_DAYS) {
      kinds[count++] = FROM_END + length - number;
    }
    if (working > 0 && working <= FIRST_WORKING_DAYS) {
      kinds[count++] = WORKING + working - 1;
    }
    if (working > 0 && allWorking - working < LAST_WORKING_DAYS) {
      kinds[count++] = WORKING_FROM_END + allWorking - working;
    }
    return Arrays.copyOf(kinds, count);
  }

  /** The number of each day among the working days, 0 for a day off; how many there are first. */
  private static int[] working(YearMonth month, Set<LocalDate> off) {
    int[] working = new int[month.lengthOfMonth() + 1];
    for (int number = 1; number < working.length; number++) {
      LocalDate day = month.atDay(number);
      if (!WEEKEND.contains(day.getDayOfWeek()) && !off.contains(day)) {
        working[number] = ++working[0];
      }
    }
    return working;
  }
}
