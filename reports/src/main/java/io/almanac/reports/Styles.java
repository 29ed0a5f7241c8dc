package io.almanac.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashMap;
import java.util.Map;
import org.apache.poi.ss.usermodel.BorderStyle;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FillPatternType;
import org.apache.poi.ss.usermodel.HorizontalAlignment;
import org.apache.poi.ss.usermodel.VerticalAlignment;
import org.apache.poi.xssf.usermodel.XSSFCellStyle;
import org.apache.poi.xssf.usermodel.XSSFColor;
import org.apache.poi.xssf.usermodel.XSSFFont;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The workbook's cell styles: one place for fonts, colours and number formats. */
final class Styles {

  static final String MONEY = "#,##0.00_);(#,##0.00)";
  static final String PERCENT = "0.0%_);(0.0%)";
  static final String DATE = "yyyy-mm-dd";
  static final String MONTH = "yyyy-mm";

  /** Dark blue of titles and headers, also of the chart's actuals. */
  static final String INK = "1F3864";

  static final String ORANGE = "E07B00";
  static final String PALE_ORANGE = "F4C58F";
  private static final String GREY = "5F6B7A";
  private static final String PALE = "EEF2F8";
  private static final String INPUT = "FFF8DC";
  private static final String RULE = "B7C3D6";

  /** A name that every office suite has or replaces by a font of the same widths. */
  private static final String FONT = "Arial";

  private final XSSFWorkbook workbook;
  private final Map<Short, Integer> decimalsOf = new HashMap<>();
  private final Map<Short, CellStyle> zeroOf = new HashMap<>();

  final XSSFCellStyle title;
  final XSSFCellStyle subtitle;
  final XSSFCellStyle heading;
  final XSSFCellStyle header;
  final XSSFCellStyle text;
  final XSSFCellStyle wrapped;
  final XSSFCellStyle label;
  final XSSFCellStyle flag;
  final XSSFCellStyle link;
  final XSSFCellStyle input;
  final XSSFCellStyle money;
  final XSSFCellStyle percent;
  final XSSFCellStyle ratio;
  final XSSFCellStyle unitCost;
  final XSSFCellStyle count;
  final XSSFCellStyle date;
  final XSSFCellStyle month;
  final XSSFCellStyle totalText;
  final XSSFCellStyle totalMoney;
  final XSSFCellStyle totalPercent;
  final XSSFCellStyle cardLabel;
  final XSSFCellStyle cardMoney;
  final XSSFCellStyle cardNote;

  Styles(XSSFWorkbook workbook) {
    this.workbook = workbook;
    // The default font decides what a column's width means.
    XSSFFont plain = workbook.getFontAt(0);
    plain.setFontName(FONT);
    plain.setFontHeightInPoints((short) 10);

    title = style(font(16, true, INK), null);
    subtitle = style(font(9, false, GREY), null);
    heading = style(font(12, true, INK), null);
    header = header();
    text = style(plain, null);
    text.setVerticalAlignment(VerticalAlignment.TOP);
    // A little air between a number at the right and a text at the left.
    text.setAlignment(HorizontalAlignment.LEFT);
    text.setIndention((short) 1);
    wrapped = style(plain, null);
    wrapped.setWrapText(true);
    wrapped.setAlignment(HorizontalAlignment.LEFT);
    wrapped.setIndention((short) 1);
    wrapped.setVerticalAlignment(VerticalAlignment.TOP);
    label = left(style(font(10, true, GREY), null));
    label.setVerticalAlignment(VerticalAlignment.TOP);
    flag = style(font(12, true, INK), null);
    left(flag);
    link = left(style(font(10, false, "1155CC"), null));
    input = filled(style(plain, DATE), INPUT);
    money = number(plain, MONEY);
    percent = number(plain, PERCENT);
    ratio = number(plain, "0.00_)");
    unitCost = number(plain, "#,##0.000000_);(#,##0.000000)");
    count = number(plain, "#,##0_)");
    date = left(number(plain, DATE));
    month = left(number(plain, MONTH));
    totalText = left(total(style(font(10, true, INK), null)));
    totalMoney = total(style(font(10, true, INK), MONEY));
    totalPercent = total(style(font(10, true, INK), PERCENT));
    cardLabel = left(filled(style(font(9, false, GREY), null), PALE));
    cardMoney = filled(left(style(font(15, true, INK), MONEY)), PALE);
    cardNote = left(filled(style(font(9, false, GREY), null), PALE));
    signed(money, 2);
    signed(totalMoney, 2);
    signed(cardMoney, 2);
    signed(percent, 3);
    signed(totalPercent, 3);
    signed(unitCost, 6);
  }

  /** A style with parentheses, which has a twin without for what rounds to zero. */
  private void signed(XSSFCellStyle style, int decimals) {
    XSSFCellStyle zero = workbook.createCellStyle();
    zero.cloneStyleFrom(style);
    String positive = style.getDataFormatString().split(";", -1)[0];
    zero.setDataFormat(workbook.createDataFormat().getFormat(positive + ";" + positive));
    decimalsOf.put(style.getIndex(), decimals);
    zeroOf.put(style.getIndex(), zero);
  }

  /** The style for a value: {@code style}, or its twin that does not show (0.00). */
  CellStyle of(CellStyle style, double value) {
    return isNegativeZero(style, value) ? zeroOf.get(style.getIndex()) : style;
  }

  /** Whether a value is below zero and shown as zero. */
  boolean isNegativeZero(CellStyle style, double value) {
    return value < 0
        && decimalsOf.containsKey(style.getIndex())
        && BigDecimal.valueOf(value)
                .setScale(decimalsOf.get(style.getIndex()), RoundingMode.HALF_UP)
                .signum()
            == 0;
  }

  /** How many decimals a style with parentheses rounds a value to, those of a percent included. */
  int decimals(CellStyle style) {
    return decimalsOf.get(style.getIndex());
  }

  private XSSFCellStyle header() {
    XSSFCellStyle style = filled(style(font(9, true, "FFFFFF"), null), INK);
    style.setWrapText(true);
    style.setVerticalAlignment(VerticalAlignment.CENTER);
    style.setAlignment(HorizontalAlignment.CENTER);
    return style;
  }

  private XSSFCellStyle number(XSSFFont font, String format) {
    XSSFCellStyle style = style(font, format);
    style.setVerticalAlignment(VerticalAlignment.TOP);
    return style;
  }

  private static XSSFCellStyle left(XSSFCellStyle style) {
    style.setAlignment(HorizontalAlignment.LEFT);
    style.setIndention((short) 1);
    return style;
  }

  private XSSFCellStyle total(XSSFCellStyle style) {
    filled(style, PALE);
    style.setBorderTop(BorderStyle.THIN);
    style.setTopBorderColor(colour(RULE));
    return style;
  }

  private XSSFCellStyle filled(XSSFCellStyle style, String rgb) {
    style.setFillForegroundColor(colour(rgb));
    style.setFillPattern(FillPatternType.SOLID_FOREGROUND);
    return style;
  }

  private XSSFCellStyle style(XSSFFont font, String format) {
    XSSFCellStyle style = workbook.createCellStyle();
    style.setFont(font);
    if (format != null) {
      style.setDataFormat(workbook.createDataFormat().getFormat(format));
    }
    return style;
  }

  private XSSFFont font(int points, boolean bold, String rgb) {
    XSSFFont font = workbook.createFont();
    font.setFontName(FONT);
    font.setFontHeightInPoints((short) points);
    font.setBold(bold);
    font.setColor(colour(rgb));
    return font;
  }

  static byte[] rgb(String hex) {
    int value = Integer.parseInt(hex, 16);
    return new byte[] {(byte) (value >> 16), (byte) (value >> 8), (byte) value};
  }

  private XSSFColor colour(String hex) {
    return new XSSFColor(rgb(hex), workbook.getStylesSource().getIndexedColors());
  }
}
