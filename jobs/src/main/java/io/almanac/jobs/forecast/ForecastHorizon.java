package io.almanac.jobs.forecast;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.IsoFields;
import java.util.Optional;

/** How far a forecast reaches. */
public final class ForecastHorizon {
  private static final int AT_LEAST = 90;

  private ForecastHorizon() {}

  /**
   * The number of days to forecast after the last settled day.
   *
   * @param configured taken as it is; empty means to the end of the calendar quarter after the one
   *     that is being lived, at least 90 days
   */
  public static int days(LocalDate lastSettledDay, Optional<Integer> configured) {
    if (configured.isPresent()) {
      return configured.get();
    }
    LocalDate first = lastSettledDay.plusDays(1);
    LocalDate endOfNextQuarter =
        first.with(IsoFields.DAY_OF_QUARTER, 1).plus(2, IsoFields.QUARTER_YEARS);
    return (int) Math.max(AT_LEAST, ChronoUnit.DAYS.between(first, endOfNextQuarter));
  }
}
