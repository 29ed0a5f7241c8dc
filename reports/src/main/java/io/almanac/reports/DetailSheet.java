package io.almanac.reports;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.streaming.SXSSFSheet;

/** The streamed sheet of detail rows. */
final class DetailSheet {

  static final String NAME = "Detail";

  /** Title, subtitle, note, three lines of totals and the header. */
  static final int ROWS_ABOVE = 7;

  static final int TEAM = 1;
  static final int EFFECTIVE = 8;
  static final int BILLED = 9;
  private static final int LAST_COLUMN = 10;

  private DetailSheet() {}

  /** Streams the rows to disk and gives back their exact sums. */
  static DetailTotals stream(CostReport report, SXSSFSheet sheet, Styles styles) {
    DetailTotals totals = new DetailTotals(report.cover().period());
    try (Stream<DetailLine> lines = report.details().rows().open()) {
      Iterator<DetailLine> each = lines.iterator();
      while (each.hasNext()) {
        DetailLine line = each.next();
        Require.that(
            line.currency().equals(report.cover().currency()),
            "detail row in another currency than the report's " + report.cover().currency(),
            line.currency());
        if (totals.shownRows < report.details().rowCap()) {
          write(sheet.createRow(ROWS_ABOVE + (int) totals.shownRows), line, styles);
          totals.addShown(line);
        } else {
          totals.addHidden(line);
        }
      }
    }
    return totals;
  }

  private static void write(Row row, DetailLine line, Styles styles) {
    Cell month = row.createCell(0);
    month.setCellValue(line.chargeMonth().atDay(1));
    month.setCellStyle(styles.month);
    text(row, 1, TeamLine.label(line.team()), styles.text);
    text(row, 2, line.project(), styles.text);
    text(row, 3, line.environment(), styles.text);
    text(row, 4, line.costCenter(), styles.text);
    text(row, 5, line.serviceCategory(), styles.text);
    text(row, 6, line.service(), styles.text);
    text(row, 7, line.gpu() ? "yes" : "no", styles.text);
    money(row, EFFECTIVE, line.effectiveCost(), styles);
    money(row, BILLED, line.billedCost(), styles);
    text(row, 10, line.currency(), styles.text);
  }

  private static void text(Row row, int column, String value, CellStyle style) {
    if (value != null) {
      Cell cell = row.createCell(column);
      cell.setCellValue(SafeText.cell(value));
      cell.setCellStyle(style);
    }
  }

  /** A missing cost is a blank cell. */
  private static void money(Row row, int column, BigDecimal value, Styles styles) {
    Cell cell = row.createCell(column);
    cell.setCellStyle(styles.money);
    if (value != null) {
      cell.setCellValue(value.doubleValue());
      cell.setCellStyle(styles.of(styles.money, value.doubleValue()));
    }
  }

  /** Writes what stands above the rows, once their sums are known. */
  static void finish(CostReport report, Grid grid, DetailTotals totals, DeferredFormulas deferred) {
    String currency = report.cover().currency();
    grid.widths(10, 22, 22, 14, 14, 26, 32, 11, 18, 18, 10);
    grid.title(
        "Detail",
        "One row per charge month, team, project, environment, cost centre, service category,"
            + " service and GPU or not.");
    grid.text(2, 0, note(report, totals), grid.styles.subtitle);
    grid.text(3, 7, "Shown", grid.styles.label);
    grid.text(4, 7, "Not shown", grid.styles.label);
    grid.text(5, 7, "All", grid.styles.totalText);
    deferred.add(
        grid.money(3, EFFECTIVE, totals.shownEffective),
        "SUM(" + range("I", totals) + ")",
        totals.shownEffective);
    deferred.add(
        grid.money(3, BILLED, totals.shownBilled),
        "SUM(" + range("J", totals) + ")",
        totals.shownBilled);
    grid.money(4, EFFECTIVE, totals.hiddenEffective);
    grid.money(4, BILLED, totals.hiddenBilled);
    grid.formula(5, EFFECTIVE, "I4+I5", grid.styles.totalMoney);
    grid.formula(5, BILLED, "J4+J5", grid.styles.totalMoney);
    grid.name("detail_effective_cost", 5, EFFECTIVE);
    grid.name("detail_billed_cost", 5, BILLED);
    grid.header(
        ROWS_ABOVE - 1,
        "Charge month",
        "Team",
        "Project",
        "Environment",
        "Cost centre",
        "Service category",
        "Service",
        "GPU",
        "Effective cost, " + currency,
        "Billed cost, " + currency,
        "Currency");
    int lastRow = ROWS_ABOVE - 1 + (int) totals.shownRows;
    grid.filter(ROWS_ABOVE - 1, lastRow, LAST_COLUMN);
    grid.freeze(ROWS_ABOVE, 2);
    grid.printTable(ROWS_ABOVE - 1, lastRow, LAST_COLUMN);
  }

  /** A column's rows as a reference inside the sheet; at least one row, be it blank. */
  static String range(String column, DetailTotals totals) {
    long last = ROWS_ABOVE + Math.max(1, totals.shownRows);
    return "$" + column + "$" + (ROWS_ABOVE + 1) + ":$" + column + "$" + last;
  }

  private static String note(CostReport report, DetailTotals totals) {
    String mart = report.details().martLocation();
    if (totals.hiddenRows == 0) {
      return String.format(
          Locale.ROOT, "All %,d rows are shown. Exact decimals are in %s.", totals.shownRows, mart);
    }
    return String.format(
        Locale.ROOT,
        "CUT OFF: %,d rows are shown and %,d are not; those sum to %s %s effective cost. All rows"
            + " are in %s.",
        totals.shownRows,
        totals.hiddenRows,
        totals.hiddenEffective.toPlainString(),
        report.cover().currency(),
        mart);
  }
}
