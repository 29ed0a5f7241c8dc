package io.almanac.reports;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One point of the chart on the summary: a day, a week or a month, the same for all points.
 *
 * @param date the day, or the first day of the week or month
 * @param actual the actual cost; null where there is none yet
 * @param forecast the forecast with its 80 % interval; null in the past
 */
public record ChartPoint(LocalDate date, BigDecimal actual, Estimate forecast) {

  /** Checks that the date is given. */
  public ChartPoint {
    Require.present(date, "date of chart point");
  }
}
