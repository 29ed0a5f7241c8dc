package io.almanac.reports;

/** The sheet that says how accurate forecasts have been. */
final class AccuracySheet {

  static final String NAME = "Forecast accuracy";
  private static final int HEADER = 3;
  private static final int LAST_COLUMN = 7;

  private AccuracySheet() {}

  static void write(CostReport report, Grid grid) {
    grid.widths(30, 22, 14, 14, 14, 16, 16, 16);
    grid.title(
        "Forecast accuracy",
        "MASE below 1 beats the seasonal naive method. Bias is positive when the forecast was too"
            + " high. Blank means not measured.");
    grid.header(
        HEADER,
        "Series",
        "Horizon",
        "MASE",
        "WAPE",
        "Bias",
        "Inside 80 % interval",
        "Inside 95 % interval",
        "Forecasts judged");
    int row = HEADER + 1;
    for (AccuracyLine line : report.accuracy()) {
      grid.text(row, 0, line.series());
      grid.text(row, 1, line.horizon());
      grid.number(row, 2, line.mase(), grid.styles.ratio);
      grid.number(row, 3, line.wape(), grid.styles.percent);
      grid.number(row, 4, line.bias(), grid.styles.percent);
      grid.number(row, 5, line.coverage80(), grid.styles.percent);
      grid.number(row, 6, line.coverage95(), grid.styles.percent);
      grid.count(row, 7, line.origins());
      row++;
    }
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    grid.freeze(HEADER + 1, 1);
    if (report.accuracy().isEmpty()) {
      grid.text(row++, 1, "None measured yet.");
    }
    grid.printTable(HEADER, row - 1, LAST_COLUMN);
  }
}
