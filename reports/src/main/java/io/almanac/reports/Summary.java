package io.almanac.reports;

import java.math.BigDecimal;
import java.util.List;

/**
 * The page that is read first. Every amount is of the whole entity, in the report's currency.
 *
 * @param actualToDate cost of the month up to now; null when there are charges and the cost of none
 *     is known
 * @param monthEnd forecast of the whole month including its actual days, or the actual of a month
 *     whose days are all settled; null when there is none
 * @param budget budget of the month; null when there is none
 * @param priorMonth cost of the whole month before; null when unknown
 * @param yearToDate cost of the fiscal year up to now; null when unknown
 * @param fullYear forecast of the whole fiscal year including its actual part, or the actual of a
 *     fiscal year whose days are all settled; null when there is none
 * @param fullYearBudget budget of the fiscal year; null when there is none
 * @param drivers the teams that move the month most, largest first; three are usual, ten are shown
 * @param chart the points of the chart in order of date; may be empty
 */
public record Summary(
    BigDecimal actualToDate,
    Estimate monthEnd,
    BigDecimal budget,
    BigDecimal priorMonth,
    BigDecimal yearToDate,
    Estimate fullYear,
    BigDecimal fullYearBudget,
    List<Driver> drivers,
    List<ChartPoint> chart) {

  /** Checks that the points are in order of date. */
  public Summary {
    drivers = List.copyOf(Require.present(drivers, "drivers"));
    chart = List.copyOf(Require.present(chart, "chart points"));
    Require.that(drivers.size() <= 10, "more than 10 drivers", drivers.size());
    for (int i = 1; i < chart.size(); i++) {
      Require.that(
          chart.get(i - 1).date().isBefore(chart.get(i).date()),
          "chart points not in order of date",
          chart.get(i).date());
    }
  }
}
