package io.almanac.jobs.series;

import io.almanac.forecasting.automatic.Frequency;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.Optional;
import java.util.OptionalInt;

/** Regular steps of time. */
final class Grid {
  private static final int DAYS_OF_WEEK = 7;
  private static final int SHORTEST_MONTH = 28;
  private static final int LONGEST_MONTH = 31;

  private Grid() {}

  /** A time so many steps later; the last day of a month is followed by last days. */
  static LocalDateTime plus(LocalDateTime time, Frequency frequency, int steps) {
    return switch (frequency) {
      case HOURLY -> time.plusHours(steps);
      case DAILY -> time.plusDays(steps);
      case WEEKLY -> time.plusWeeks(steps);
      case MONTHLY -> {
        LocalDateTime month = time.plusMonths(steps);
        yield isLastDay(time) ? month.with(TemporalAdjusters.lastDayOfMonth()) : month;
      }
    };
  }

  private static boolean isLastDay(LocalDateTime time) {
    return time.getDayOfMonth() == time.toLocalDate().lengthOfMonth();
  }

  /** How many steps lie between two times; empty when the later one is not on the grid. */
  static OptionalInt steps(LocalDateTime first, LocalDateTime later, Frequency frequency) {
    ChronoUnit unit =
        switch (frequency) {
          case HOURLY -> ChronoUnit.HOURS;
          case DAILY -> ChronoUnit.DAYS;
          case WEEKLY -> ChronoUnit.WEEKS;
          case MONTHLY -> ChronoUnit.MONTHS;
        };
    long between =
        frequency == Frequency.MONTHLY
            ? unit.between(YearMonth.from(first), YearMonth.from(later))
            : unit.between(first, later);
    boolean onGrid =
        between >= 0
            && between < Integer.MAX_VALUE
            && (plus(first, frequency, (int) between).equals(later)
                || (frequency == Frequency.MONTHLY && first.plusMonths(between).equals(later)));
    return onGrid ? OptionalInt.of((int) between) : OptionalInt.empty();
  }

  /** The frequency whose step is the shortest gap between sorted times; empty if there is none. */
  static Optional<Frequency> frequency(TimedValues times) {
    long shortest = Long.MAX_VALUE;
    for (int i = 1; i < times.size(); i++) {
      shortest = Math.min(shortest, ChronoUnit.HOURS.between(times.time(i - 1), times.time(i)));
    }
    if (shortest == 1) {
      return Optional.of(Frequency.HOURLY);
    }
    long days = shortest % 24 == 0 ? shortest / 24 : 0;
    if (days == 1) {
      return Optional.of(Frequency.DAILY);
    }
    if (days == DAYS_OF_WEEK) {
      return Optional.of(Frequency.WEEKLY);
    }
    return days >= SHORTEST_MONTH && days <= LONGEST_MONTH
        ? Optional.of(Frequency.MONTHLY)
        : Optional.empty();
  }
}
