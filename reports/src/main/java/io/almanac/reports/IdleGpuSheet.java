package io.almanac.reports;

/** The sheet of GPUs that were paid for and not used. */
final class IdleGpuSheet {

  static final String NAME = "Idle GPU";
  static final int HEADER = 3;
  private static final int LAST_COLUMN = 15;
  private static final int RECOVERABLE = 13;

  private IdleGpuSheet() {}

  static void write(CostReport report, Grid grid) {
    String currency = report.cover().currency();
    grid.widths(6, 14, 22, 16, 16, 10, 12, 11, 10, 12, 12, 10, 11, 14, 32, 24);
    grid.title(
        "Idle GPU",
        "Hours are GPU hours, those of a slice by its part of the GPU, and the hourly cost is that"
            + " of a whole GPU. Unknown hours have no evidence and are never counted as idle. A"
            + " blank price is unknown, not free.");
    grid.header(
        HEADER,
        "Rank",
        "Host",
        "Device",
        "GPU model",
        "Owner",
        "Idle hours",
        "Unallocated hours",
        "Unknown hours",
        "Samples seen",
        "Evidence from",
        "Evidence to",
        "Cost of a GPU hour, " + currency,
        "Price from",
        "Recoverable, " + currency,
        "Recommendation",
        "Not counted because");
    int row = HEADER + 1;
    for (IdleGpuLine line : report.idleGpus()) {
      line(grid, row++, line);
    }
    grid.filter(HEADER, row - 1, LAST_COLUMN);
    if (report.idleGpus().isEmpty()) {
      grid.text(row, 1, "No idle GPU found, or no telemetry read.");
    } else {
      total(grid, row);
    }
    grid.freeze(HEADER + 1, 3);
    grid.printTable(HEADER, row, LAST_COLUMN);
  }

  private static void line(Grid grid, int row, IdleGpuLine line) {
    grid.count(row, 0, (long) line.rank());
    grid.wrapped(row, 1, line.host());
    grid.wrapped(row, 2, line.device());
    grid.wrapped(row, 3, line.gpuModel());
    grid.wrapped(row, 4, line.team() == null ? "no owner" : line.team());
    grid.money(row, 5, line.idleHours());
    grid.money(row, 6, line.unallocatedHours());
    grid.money(row, 7, line.unknownHours());
    grid.count(row, 8, line.samples());
    grid.date(row, 9, line.evidenceFrom());
    grid.date(row, 10, line.evidenceTo());
    grid.money(row, 11, line.hourlyCost());
    grid.text(row, 12, line.priceSource().label());
    grid.money(row, RECOVERABLE, line.recoverableCost());
    grid.wrapped(row, 14, line.recommendation());
    grid.wrapped(row, 15, line.notCountedBecause());
  }

  private static void total(Grid grid, int row) {
    for (int column = 0; column <= LAST_COLUMN; column++) {
      grid.text(row, column, column == 0 ? "Total" : null, grid.styles.totalText);
    }
    for (int column : new int[] {5, 6, 7, RECOVERABLE}) {
      char letter = (char) ('A' + column);
      grid.formula(
          row,
          column,
          "SUM(%s%s:%s%s)".formatted(letter, HEADER + 2, letter, row),
          grid.styles.totalMoney);
    }
    grid.name("total_recoverable_cost", row, RECOVERABLE);
  }
}
