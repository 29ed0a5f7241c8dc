package io.almanac.reports;

/** The sheet of months in every scenario; there is none when nobody asked for scenarios. */
final class ScenarioSheet {

  static final String NAME = "Scenarios";
  static final int HEADER = 3;
  private static final int LAST_COLUMN = 8;

  private ScenarioSheet() {}

  static void write(CostReport report, Grid grid) {
    String currency = report.cover().currency();
    grid.widths(22, 22, 12, 18, 18, 18, 18, 18, 60);
    grid.title(
        "Scenarios",
        "What months would cost if the changes came true, the total and every team that they are"
            + " about. Teams add up to the total; bounds do not.");
    grid.header(
        HEADER,
        "Scenario",
        "Series",
        "Month",
        "Without it, " + currency,
        "In the scenario, " + currency,
        "Difference, " + currency,
        "Low 80 %, " + currency,
        "High 80 %, " + currency,
        "What changes");
    int row = HEADER + 1;
    for (ScenarioLine line : report.scenarios()) {
      grid.text(row, 0, line.scenario());
      grid.text(row, 1, line.series());
      grid.month(row, 2, line.month());
      grid.money(row, 3, line.baseline());
      grid.money(row, 4, line.cost());
      grid.formula(row, 5, "E#-D#", grid.styles.money);
      grid.money(row, 6, line.lower80());
      grid.money(row, 7, line.upper80());
      grid.wrapped(row, 8, line.changes());
      row++;
    }
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    grid.freeze(HEADER + 1, 2);
    grid.printTable(HEADER, row - 1, LAST_COLUMN);
  }
}
