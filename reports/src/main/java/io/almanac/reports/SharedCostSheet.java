package io.almanac.reports;

import java.util.List;

/** The sheet that says who bears shared costs in the report's month. */
final class SharedCostSheet {

  static final String NAME = "Shared costs";

  private SharedCostSheet() {}

  static void write(CostReport report, Grid grid) {
    String currency = report.cover().currency();
    grid.widths(16, 34, 30, 24, 18, 20, 18);
    grid.title(
        "Shared costs of " + report.cover().period(),
        "Effective cost of settled days that was shared out, or kept by its owner, and its share in"
            + " all from there.");
    ShareTable.write(
        grid,
        List.of(
            "Outcome", "Split", "From", "To", "Cost, " + currency, "All from there, " + currency),
        'C',
        report.allocation().shared(),
        (row, line) -> {
          grid.text(row, 0, line.isKept() ? "kept" : "shared");
          grid.text(row, 1, line.split());
          grid.text(row, 2, line.from());
          grid.text(row, 3, line.to());
          grid.money(row, 4, line.cost());
        });
  }
}
