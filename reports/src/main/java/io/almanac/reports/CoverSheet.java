package io.almanac.reports;

import java.time.format.TextStyle;
import java.util.Locale;
import org.apache.poi.common.usermodel.HyperlinkType;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFHyperlink;

/** The sheet that says what the workbook rests on, and whether its checks pass. */
final class CoverSheet {

  static final String NAME = "Cover";
  static final int FLAG_ROW = 3;

  private static final String[][] SHEETS = {
    {SummarySheet.NAME, "The month and the fiscal year on one page"},
    {TeamSheet.NAME, "Actual, forecast, budget and variance of every team, and what has no owner"},
    {ForecastSheet.NAME, "Monthly forecasts with intervals"},
    {AccuracySheet.NAME, "How accurate forecasts have been"},
    {ScenarioSheet.NAME, "What months would cost if planned or feared changes came true"},
    {AllocationSheet.NAME, "How much of the cost has an owner, and what a unit costs"},
    {SharedCostSheet.NAME, "Who bears shared costs"},
    {KubernetesSheet.NAME, "What namespaces of clusters cost"},
    {IdleGpuSheet.NAME, "GPUs that were paid for and not used, with the evidence"},
    {ReconciliationSheet.NAME, "The checks from the invoice to the teams"},
    {ChangeSheet.NAME, "What moved since the last close, by team and reason"},
    {DetailSheet.NAME, "The rows behind the totals, ready for pivots"},
    {DictionarySheet.NAME, "What every column of the marts means"},
  };

  private CoverSheet() {}

  static void write(CostReport report, Grid grid) {
    Cover cover = report.cover();
    grid.widths(30, 80, 24);
    grid.title("Cost report", cover.entity() + ", " + cover.period());
    grid.text(FLAG_ROW, 0, "All checks pass", grid.styles.label);
    grid.formula(
        FLAG_ROW,
        1,
        "IF(AND(checks_passed>0,checks_failed=0,teams_equal_detail=\"PASS\","
            + "summary_equals_teams=\"PASS\"),\"YES\",\"NO\")",
        grid.styles.flag);
    grid.name("all_checks_pass", FLAG_ROW, 1);
    int row = facts(cover, grid, FLAG_ROW + 2);
    row = notes(cover, grid, row + 1);
    row = signatures(grid, row + 1);
    row = sheets(grid, row + 1);
    grid.printOnePage(row - 1, 2);
  }

  private static int facts(Cover cover, Grid grid, int start) {
    int row = start;
    text(grid, row++, "Entity", cover.entity());
    grid.text(row, 0, "Period (charge month, UTC)", grid.styles.label);
    grid.month(row++, 1, cover.period());
    grid.text(row, 0, "As of", grid.styles.label);
    grid.date(row++, 1, cover.asOf());
    text(grid, row++, "Status", cover.status().name());
    text(grid, row++, "Currency", cover.currency());
    text(grid, row++, "Cost basis", cover.costBasis());
    grid.text(row, 0, "Settled up to", grid.styles.label);
    if (cover.lastSettledDay() == null) {
      grid.text(row++, 1, "no day is settled yet");
    } else {
      grid.date(row++, 1, cover.lastSettledDay());
    }
    text(
        grid,
        row++,
        "Fiscal year begins in",
        cover.fiscalYearStart().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    text(grid, row++, "Run", cover.runId());
    text(grid, row++, "Product version", cover.productVersion());
    text(grid, row++, "Allocation rules version", cover.rulesVersion());
    return row;
  }

  private static void text(Grid grid, int row, String label, String value) {
    grid.text(row, 0, label, grid.styles.label);
    grid.wrapped(row, 1, value);
  }

  private static int notes(Cover cover, Grid grid, int start) {
    if (cover.notes().isEmpty()) {
      return start - 1;
    }
    int row = start;
    grid.text(row++, 0, "Notes", grid.styles.heading);
    for (String note : cover.notes()) {
      grid.text(row++, 0, note);
    }
    return row;
  }

  private static int signatures(Grid grid, int start) {
    int row = start;
    grid.text(row, 0, "Signed by", grid.styles.heading);
    grid.text(row, 1, "Name", grid.styles.label);
    grid.text(row++, 2, "Date", grid.styles.label);
    for (String role : new String[] {"Prepared", "Reviewed", "Approved"}) {
      grid.text(row, 0, role, grid.styles.label);
      grid.text(row, 1, null, grid.styles.input);
      grid.text(row++, 2, null, grid.styles.input);
    }
    return row;
  }

  private static int sheets(Grid grid, int start) {
    int row = start;
    grid.text(row++, 0, "Sheets", grid.styles.heading);
    for (String[] sheet : SHEETS) {
      // Some sheets are there only when they have rows.
      if (grid.sheet.getWorkbook().getSheet(sheet[0]) == null) {
        continue;
      }
      XSSFCell cell = grid.text(row, 0, sheet[0], grid.styles.link);
      XSSFHyperlink link =
          grid.sheet.getWorkbook().getCreationHelper().createHyperlink(HyperlinkType.DOCUMENT);
      link.setAddress("'" + sheet[0] + "'!A1");
      cell.setHyperlink(link);
      grid.text(row++, 1, sheet[1]);
    }
    return row;
  }
}
