package io.almanac.forecasting.calendar;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * What each of a run of days is in its month, counted from either end, in days and in working days:
 * the days that bills, pay and closing of books go by. Or what days each of a run of weeks has, and
 * how many that would be worked are holidays. Immutable.
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

  // Of weeks only: as often as there are holidays from Monday to Friday.
  private static final int HOLIDAY = WORKING_FROM_END + LAST_WORKING_DAYS;

  /** How many kinds of days there are. */
  static final int KINDS = HOLIDAY + 1;

  private static final int WEEK = 7;

  /** How many positions in a month there are: each day has exactly one. */
  static final int POSITIONS = FROM_END + LAST_DAYS;

  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private final int[][] kinds;
  private final int[] positions;
  private final int[] lengths;
  private final boolean weeks;

  private MonthDays(int[][] kinds, int[] positions, int[] lengths, boolean weeks) {
    this.kinds = kinds;
    this.positions = positions;
    this.lengths = lengths;
    this.weeks = weeks;
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
    return new MonthDays(kinds, positions, lengths, false);
  }

  /**
   * Weeks from a first one on.
   *
   * @param start the first day of the first week, whatever day of the week it is
   * @param weeks how many
   * @param holidays days that are not worked, besides Saturdays and Sundays; may be empty
   */
  public static MonthDays weeks(LocalDate start, int weeks, Collection<LocalDate> holidays) {
    MonthDays days = from(start, WEEK * weeks, holidays);
    Set<LocalDate> off = new HashSet<>(holidays);
    int[][] kinds = new int[weeks][];
    for (int week = 0; week < weeks; week++) {
      kinds[week] =
          IntStream.range(WEEK * week, WEEK * (week + 1))
              .flatMap(
                  day -> {
                    LocalDate date = start.plusDays(day);
                    boolean holiday = off.contains(date) && !WEEKEND.contains(date.getDayOfWeek());
                    IntStream own = Arrays.stream(days.kinds(day));
                    return holiday ? IntStream.concat(own, IntStream.of(HOLIDAY)) : own;
                  })
              .toArray();
    }
    return new MonthDays(kinds, new int[weeks], new int[weeks], true);
  }

  /**
   * The weeks of a weekly series whose dates may be those of first or of last days: the ones whose
   * days explain more of it. Where both explain as much, weeks from Monday to Sunday if they may be
   * so, else those that begin on their date.
   *
   * @param values one per week; NaN is missing
   * @param date of the first value
   * @param weeks how many, at least as many as values
   */
  public static MonthDays weeks(
      double[] values, LocalDate date, int weeks, Collection<LocalDate> holidays) {
    MonthDays begun = weeks(date, weeks, holidays);
    MonthDays ended = weeks(date.minusDays(WEEK - 1), weeks, holidays);
    double leftByBegun = WeekEffects.learn(values, begun).unexplained();
    double leftByEnded = WeekEffects.learn(values, ended).unexplained();
    boolean same = Math.abs(leftByBegun - leftByEnded) <= 1e-9 * leftByBegun;
    boolean last = same ? date.getDayOfWeek() == DayOfWeek.SUNDAY : leftByEnded < leftByBegun;
    return last ? ended : begun;
  }

  /** How many days, or weeks, there are. */
  public int days() {
    return kinds.length;
  }

  /** Whether each is a week. */
  boolean areWeeks() {
    return weeks;
  }

  /** The kinds of a day, counted from the first one; of a week those of its days. */
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
    if (kind == HOLIDAY) {
      return "holiday";
    }
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
