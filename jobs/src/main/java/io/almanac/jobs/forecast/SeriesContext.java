package io.almanac.jobs.forecast;

import io.almanac.forecasting.driver.DriverUse;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/**
 * What is known of series besides their costs.
 *
 * @param drivers what may move a series; most have none
 * @param scheduled the parts of series that may come on days of their own
 * @param teamHolidays holidays of teams that do not have those of the settings, by team
 */
public record SeriesContext(
    Map<SeriesKey, List<DriverUse>> drivers,
    ScheduledCosts scheduled,
    Map<String, List<LocalDate>> teamHolidays) {

  /** Drivers are known, and nothing else. */
  public static SeriesContext ofDrivers(Map<SeriesKey, List<DriverUse>> drivers) {
    return new SeriesContext(drivers, ScheduledCosts.NONE, Map.of());
  }

  /** The holidays of a series; null when they are those of the settings. */
  List<LocalDate> holidays(SeriesKey key) {
    return key.type() == SeriesKey.Type.TEAM && key.name() != null
        ? teamHolidays.get(key.name())
        : null;
  }
}
