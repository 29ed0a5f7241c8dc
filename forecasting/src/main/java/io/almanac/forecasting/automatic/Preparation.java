package io.almanac.forecasting.automatic;

import io.almanac.forecasting.calendar.CalendarEffects;
import io.almanac.forecasting.calendar.MonthDays;
import java.time.LocalDate;
import java.util.Collection;

/**
 * A history made ready for models: effects of days of the month taken out, gaps filled, spikes
 * replaced.
 *
 * @param values what models learn from: finite, no gaps
 * @param calendar what was found of days of the month
 * @param days what the days are, those of the horizon too; null when they are not known
 * @param start day of the first value; null when it is not known
 * @param idle phases of the season that never had anything
 */
record Preparation(
    double[] values, CalendarEffects calendar, MonthDays days, LocalDate start, IdlePhases idle) {

  /**
   * Prepares a history.
   *
   * @param values NaN is missing
   * @param days what the days are, those of the horizon too; null when they are not known
   * @param start day of the first value of a daily series; null when it is not known
   */
  static Preparation of(double[] values, MonthDays days, LocalDate start, Frequency frequency) {
    int period = frequency.periods()[0];
    CalendarEffects calendar =
        days == null ? CalendarEffects.none() : CalendarEffects.learn(values, days);
    double[] plain = days == null ? values : calendar.remove(values, days, 0);
    double[] filled = Gaps.fill(plain, period);
    double[] cleaned = Spikes.clean(filled, period, SeriesKind.isMostlyZero(values));
    return new Preparation(cleaned, calendar, days, start, IdlePhases.of(values, period));
  }

  /**
   * What the days of a daily series, or the weeks of a weekly one, are.
   *
   * @param start the date of the first value; null when it is not known
   * @param steps how many, those ahead too
   * @return null when it is not known, and for other frequencies
   */
  static MonthDays days(
      Frequency frequency,
      double[] values,
      LocalDate start,
      int steps,
      Collection<LocalDate> holidays) {
    if (start == null) {
      return null;
    }
    return switch (frequency) {
      case DAILY -> MonthDays.from(start, steps, holidays);
      case WEEKLY -> MonthDays.weeks(values, start, steps, holidays);
      case HOURLY, MONTHLY -> null;
    };
  }

  /** A model's continuation with the effects put back that its days will have. */
  double[] restore(double[] ahead) {
    return days == null ? ahead : calendar.add(ahead, days, values.length);
  }
}
