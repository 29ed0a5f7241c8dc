package io.almanac.reports;

import java.util.regex.Pattern;

/**
 * Makes text from outside harmless for spreadsheets. Every text of every file passes here.
 *
 * <p>The rules for formulas follow OWASP's page on CSV injection: text that begins with {@code =},
 * {@code +}, {@code -}, {@code @}, a tab or a line end, or with the full-width form of one of them,
 * gets an apostrophe in front.
 */
final class SafeText {

  /** The longest text that an Excel cell holds, in UTF-16 units. */
  static final int LONGEST = 32_767;

  private static final String DANGEROUS_START = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";
  private static final char REPLACEMENT = '\uFFFD';

  /** Excel reads {@code _x003D_} in a cell's text as the character with that code. */
  private static final Pattern EXCEL_ESCAPE = Pattern.compile("_(?=x[0-9A-Fa-f]{4}_)");

  private SafeText() {}

  /** The text for a CSV field; empty for null. */
  static String csv(String text) {
    return text == null ? "" : capped(neutral(printable(text)));
  }

  /** The text for a workbook cell; empty for null. */
  static String cell(String text) {
    return text == null
        ? ""
        : capped(EXCEL_ESCAPE.matcher(neutral(printable(text))).replaceAll("_x005F_"));
  }

  /** What {@link #cell} made of a text, as Excel shows it. */
  static String shown(String stored) {
    return stored.replace("_x005F_", "_");
  }

  /** The text for a page header or footer, where an ampersand begins a code. */
  static String pageText(String text) {
    String safe = printable(text).replace("&", "&&");
    return safe.length() <= 60 ? safe : safe.substring(0, 60);
  }

  private static String neutral(String text) {
    boolean dangerous = !text.isEmpty() && DANGEROUS_START.indexOf(text.charAt(0)) >= 0;
    return dangerous ? "'" + text : text;
  }

  /** Replaces what XML 1.0 cannot hold: control characters, lone surrogates, U+FFFE and U+FFFF. */
  private static String printable(String text) {
    StringBuilder result = null;
    int i = 0;
    while (i < text.length()) {
      int point = text.codePointAt(i);
      int units = Character.charCount(point);
      if (!isXmlCharacter(point)) {
        if (result == null) {
          result = new StringBuilder(text);
        }
        result.setCharAt(i, REPLACEMENT);
      }
      i += units;
    }
    return result == null ? text : result.toString();
  }

  private static boolean isXmlCharacter(int point) {
    return point == '\t'
        || point == '\n'
        || point == '\r'
        || (point >= 0x20 && point <= 0xD7FF)
        || (point >= 0xE000 && point <= 0xFFFD)
        || point >= 0x10000;
  }

  private static String capped(String text) {
    if (text.length() <= LONGEST) {
      return text;
    }
    int end = LONGEST - 1;
    if (Character.isHighSurrogate(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(0, end) + "\u2026";
  }
}
