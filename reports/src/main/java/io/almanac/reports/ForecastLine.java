package io.almanac.reports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * The forecast of one series for one month, in the report's currency.
 *
 * @param series {@link #TOTAL}, a team's name, or {@link TeamLine#UNALLOCATED}
 * @param month the month, including its actual days when it is open
 * @param estimate the mean with the 80 % interval
 * @param lower95 lower bound of the 95 % interval; null when not computed
 * @param upper95 upper bound of the 95 % interval; null when not computed
 * @param model the method that was chosen
 * @param trainingEnd the last day the method learned from; null when it learned from none
 */
public record ForecastLine(
    String series,
    YearMonth month,
    Estimate estimate,
    BigDecimal lower95,
    BigDecimal upper95,
    String model,
    LocalDate trainingEnd) {

  /** The series of the whole entity. */
  public static final String TOTAL = "total";

  /** Checks that everything but the 95 % interval and the training end is given. */
  public ForecastLine {
    Require.text(series, "forecast series");
    Require.present(month, "forecast month of " + series);
    Require.present(estimate, "forecast of " + series);
    Require.text(model, "forecast model of " + series);
  }
}
