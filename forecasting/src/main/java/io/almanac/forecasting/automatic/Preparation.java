package io.almanac.forecasting.automatic;

import java.time.LocalDate;

/**
 * A history made ready for models: effects of days of the month taken out, gaps filled, spikes
 * replaced.
 *
 * @param values what models learn from: finite, no gaps
 * @param calendar what was found of days of the month
 * @param start day of the first value; null when it is not known
 */
record Preparation(double[] values, CalendarEffects calendar, LocalDate start) {

  /**
   * Prepares a history.
   *
   * @param values NaN is missing
   * @param start day of the first value of a daily series; null when it is not known
   */
  static Preparation of(double[] values, LocalDate start, Frequency frequency) {
    int period = frequency.periods()[0];
    boolean dated = start != null && frequency == Frequency.DAILY;
    CalendarEffects calendar =
        dated ? CalendarEffects.learn(values, start) : CalendarEffects.none();
    double[] plain = calendar.isEmpty() ? values : calendar.remove(values, start);
    return new Preparation(
        Spikes.clean(Gaps.fill(plain, period), period), calendar, dated ? start : null);
  }

  /** A model's continuation with the effects put back that its days will have. */
  double[] restore(double[] ahead) {
    return calendar.isEmpty() ? ahead : calendar.add(ahead, start.plusDays(values.length));
  }
}
