package io.almanac.reports;

import java.util.List;

/** The sheet of monthly forecasts. */
final class ForecastSheet {

  static final String NAME = "Forecast";
  static final int HEADER = 3;
  private static final int LAST_COLUMN = 8;

  private ForecastSheet() {}

  static void write(CostReport report, Grid grid) {
    String currency = report.cover().currency();
    List<ForecastLine> lines = report.forecasts();
    grid.widths(26, 18, 16, 16, 16, 16, 16, 26, 14);
    grid.title(
        "Forecast",
        "Means add up from teams to the total; bounds do not. Forecasts learn from settled days"
            + " only.");
    grid.header(
        HEADER,
        "Series",
        "Month",
        "Mean, " + currency,
        "Low 80 %, " + currency,
        "High 80 %, " + currency,
        "Low 95 %, " + currency,
        "High 95 %, " + currency,
        "Method",
        "Learned up to");
    int row = HEADER + 1;
    for (ForecastLine line : lines) {
      grid.text(row, 0, line.series());
      grid.month(row, 1, line.month());
      grid.money(row, 2, line.estimate().mean());
      grid.money(row, 3, line.estimate().lower80());
      grid.money(row, 4, line.estimate().upper80());
      grid.money(row, 5, line.lower95());
      grid.money(row, 6, line.upper95());
      grid.text(row, 7, line.model());
      grid.date(row, 8, line.trainingEnd());
      row++;
    }
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    grid.freeze(HEADER + 1, 1);
    if (lines.isEmpty()) {
      // One column off the series, so that no reader takes the sentence for one.
      grid.text(row++, 1, "No forecast: too few settled days, or none asked for.");
    }
    grid.printTable(HEADER, row - 1, LAST_COLUMN);
  }
}
