package io.almanac.forecasting;

import io.almanac.forecasting.global.GlobalModels;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How to forecast.
 *
 * @param horizonDays days to forecast after the last day of the history, at least 1
 * @param levels probability content of the intervals, each between 0 and 1, exclusive
 * @param holidays days that may differ from their weekday, past and future; may be empty
 * @param global a model of all series of the night, which takes part in each forecast; null for
 *     none, so that no series depends on another
 */
public record ForecastSettings(
    int horizonDays, List<Double> levels, Collection<LocalDate> holidays, GlobalModels global)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /**
   * Copies its collections.
   *
   * @throws IllegalArgumentException when the horizon is below one day or a level is no probability
   */
  public ForecastSettings {
    if (horizonDays < 1) {
      throw new IllegalArgumentException("Cannot forecast days: " + horizonDays);
    }
    for (double level : levels) {
      if (!(level > 0 && level < 1)) {
        throw new IllegalArgumentException("Cannot make intervals of level: " + level);
      }
    }
    levels = List.copyOf(levels);
    SortedSet<LocalDate> sorted = new TreeSet<>(holidays);
    holidays = List.copyOf(sorted);
  }

  /** Settings by which no series depends on another. */
  public ForecastSettings(int horizonDays, List<Double> levels, Collection<LocalDate> holidays) {
    this(horizonDays, levels, holidays, null);
  }

  /** The same with a model of all series. */
  public ForecastSettings with(GlobalModels models) {
    return new ForecastSettings(horizonDays, levels, holidays, models);
  }

  /** The same with other holidays. */
  public ForecastSettings onHolidays(Collection<LocalDate> days) {
    return new ForecastSettings(horizonDays, levels, days, global);
  }
}
