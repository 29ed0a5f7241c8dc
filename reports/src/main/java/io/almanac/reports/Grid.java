package io.almanac.reports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.Name;
import org.apache.poi.ss.usermodel.PageMargin;
import org.apache.poi.ss.usermodel.PaperSize;
import org.apache.poi.ss.usermodel.PrintSetup;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.ss.util.CellReference;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;

/** Writes cells of one sheet. Rows and columns count from 0; a null value leaves a styled blank. */
final class Grid {

  private static final float LINE_POINTS = 13;
  private static final int MOST_LINES = 10;
  private static final double MARGIN_INCHES = 0.4;

  final XSSFSheet sheet;
  final Styles styles;
  private final Cover cover;

  Grid(XSSFSheet sheet, Styles styles, Cover cover) {
    this.sheet = sheet;
    this.styles = styles;
    this.cover = cover;
    sheet.setDisplayGridlines(false);
  }

  /** Sets the columns' widths in characters, from the first column on. */
  void widths(int... characters) {
    for (int column = 0; column < characters.length; column++) {
      sheet.setColumnWidth(column, characters[column] * 256);
    }
  }

  /** Writes title and subtitle to the first two rows. */
  void title(String title, String subtitle) {
    text(0, 0, title, styles.title);
    text(1, 0, subtitle, styles.subtitle);
  }

  /** Writes a row of column headers. */
  void header(int row, String... names) {
    for (int column = 0; column < names.length; column++) {
      text(row, column, names[column], styles.header);
    }
    sheet.getRow(row).setHeightInPoints(40);
  }

  XSSFCell text(int row, int column, String value, CellStyle style) {
    XSSFCell cell = cell(row, column, style);
    if (value != null) {
      cell.setCellValue(SafeText.cell(value));
    }
    return cell;
  }

  XSSFCell text(int row, int column, String value) {
    return text(row, column, value, styles.text);
  }

  /**
   * Writes text that may take several lines and makes the row high enough for it: not every reader
   * does that by itself.
   */
  void wrapped(int row, int column, String value) {
    XSSFCell cell = text(row, column, value, styles.wrapped);
    int perLine = Math.max(1, sheet.getColumnWidth(column) / 256 - 2);
    int lines = 0;
    for (String line : cell.getStringCellValue().lines().toList()) {
      lines += 1 + line.length() / perLine;
    }
    float points = LINE_POINTS * Math.min(Math.max(lines, 1), MOST_LINES);
    if (lines > 1 && cell.getRow().getHeightInPoints() < points) {
      cell.getRow().setHeightInPoints(points);
    }
  }

  XSSFCell money(int row, int column, BigDecimal value) {
    return money(row, column, value, styles.money);
  }

  XSSFCell money(int row, int column, BigDecimal value, CellStyle style) {
    return number(row, column, value == null ? null : value.doubleValue(), style);
  }

  XSSFCell count(int row, int column, Long value) {
    return number(row, column, value == null ? null : value.doubleValue(), styles.count);
  }

  XSSFCell number(int row, int column, Double value, CellStyle style) {
    XSSFCell cell = cell(row, column, value == null ? style : styles.of(style, value));
    if (value != null) {
      cell.setCellValue(value);
    }
    return cell;
  }

  XSSFCell date(int row, int column, LocalDate value) {
    return date(row, column, value, styles.date);
  }

  XSSFCell month(int row, int column, YearMonth value) {
    return date(row, column, value == null ? null : value.atDay(1), styles.month);
  }

  private XSSFCell date(int row, int column, LocalDate value, CellStyle style) {
    XSSFCell cell = cell(row, column, style);
    if (value != null) {
      cell.setCellValue(value);
    }
    return cell;
  }

  /** Writes a formula in which {@code #} stands for the row's number as Excel counts it. */
  XSSFCell formula(int row, int column, String formula, CellStyle style) {
    XSSFCell cell = cell(row, column, style);
    cell.setCellFormula(formula.replace("#", Integer.toString(row + 1)));
    return cell;
  }

  private XSSFCell cell(int row, int column, CellStyle style) {
    XSSFRow line = sheet.getRow(row);
    if (line == null) {
      line = sheet.createRow(row);
    }
    XSSFCell cell = line.createCell(column);
    cell.setCellStyle(style);
    return cell;
  }

  /** Gives a cell a name that other sheets and workbooks can use. */
  void name(String name, int row, int column) {
    Name defined = sheet.getWorkbook().createName();
    defined.setNameName(name);
    defined.setRefersToFormula(
        "'"
            + sheet.getSheetName()
            + "'!"
            + new CellReference(row, column, true, true).formatAsString());
  }

  /** Keeps everything above the row and left of the column in sight. */
  void freeze(int row, int column) {
    sheet.createFreezePane(column, row);
  }

  /** Puts filter buttons on the header row. */
  void filter(int headerRow, int lastRow, int lastColumn) {
    sheet.setAutoFilter(
        new CellRangeAddress(headerRow, Math.max(headerRow, lastRow), 0, lastColumn));
  }

  /** Prepares a table for paper: landscape A4, as wide as the page, its header on every page. */
  void printTable(int headerRow, int lastRow, int lastColumn) {
    printPage(lastRow, lastColumn, 1, 0);
    sheet.setRepeatingRows(new CellRangeAddress(headerRow, headerRow, -1, -1));
  }

  /** Prepares a table of many columns for paper: two pages wide, its first column on both. */
  void printWideTable(int headerRow, int lastRow, int lastColumn) {
    printPage(lastRow, lastColumn, 2, 0);
    sheet.setRepeatingRows(new CellRangeAddress(headerRow, headerRow, -1, -1));
    sheet.setRepeatingColumns(new CellRangeAddress(-1, -1, 0, 0));
  }

  /** Prepares a sheet for one page of landscape A4. */
  void printOnePage(int lastRow, int lastColumn) {
    printPage(lastRow, lastColumn, 1, 1);
  }

  /** Landscape A4 with page numbers; 0 pages high is as many as it takes. */
  private void printPage(int lastRow, int lastColumn, int pagesWide, int pagesHigh) {
    PrintSetup setup = sheet.getPrintSetup();
    sheet.setFitToPage(true);
    sheet.getPrintSetup().setPaperSize(PaperSize.A4_PAPER);
    setup.setLandscape(true);
    sheet.setMargin(PageMargin.LEFT, MARGIN_INCHES);
    sheet.setMargin(PageMargin.RIGHT, MARGIN_INCHES);
    setup.setFitWidth((short) pagesWide);
    setup.setFitHeight((short) pagesHigh);
    sheet.setHorizontallyCenter(true);
    var workbook = sheet.getWorkbook();
    workbook.setPrintArea(workbook.getSheetIndex(sheet), 0, lastColumn, 0, lastRow);
    sheet
        .getFooter()
        .setLeft(SafeText.pageText(cover.entity()) + " " + cover.period() + " " + cover.status());
    sheet.getFooter().setCenter("&A, page &P of &N");
    sheet.getFooter().setRight(SafeText.pageText("run " + cover.runId()));
  }
}
