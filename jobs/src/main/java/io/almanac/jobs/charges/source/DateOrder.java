package io.almanac.jobs.charges.source;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether dates such as {@code 09/05/2023} begin with the month or with the day. */
public enum DateOrder {
  /** {@code MM/dd/yyyy}. */
  MONTH_FIRST("mdy"),
  /** {@code dd/MM/yyyy}. */
  DAY_FIRST("dmy");

  private static final Pattern SLASHED =
      Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})(?:[ T]\\d{1,2}:\\d{2}(?::\\d{2})?)?");
  private static final DateTimeFormatter ISO =
      DateTimeFormatter.ISO_LOCAL_DATE.withResolverStyle(ResolverStyle.STRICT);
  private static final int LONGEST_ISO_DATE = 10;

  private final String text;

  DateOrder(String text) {
    this.text = text;
  }

  /** The word in settings. */
  public String text() {
    return text;
  }

  /**
   * The order of that word.
   *
   * @throws IllegalArgumentException when it is none
   */
  public static DateOrder of(String text) {
    for (DateOrder order : values()) {
      if (order.text.equals(text.toLowerCase(Locale.ROOT))) {
        return order;
      }
    }
    throw new IllegalArgumentException("Cannot find date order: " + text);
  }

  /** Whether the text is a date that needs an order to be read. */
  static boolean matters(String text) {
    return SLASHED.matcher(text.strip()).matches();
  }

  /** The only order in which the text is a date; null when it is one in both or in none. */
  static DateOrder told(String text) {
    boolean monthFirst = day(text, MONTH_FIRST) != null;
    boolean dayFirst = day(text, DAY_FIRST) != null;
    return monthFirst == dayFirst ? null : monthFirst ? MONTH_FIRST : DAY_FIRST;
  }

  /**
   * The day that a text names, a time of day left aside.
   *
   * @param order of dates that are not ISO; null when it is not known
   * @return null when the text is no date, or the order is needed and not known
   */
  static LocalDate day(String text, DateOrder order) {
    String stripped = text.strip();
    Matcher slashed = SLASHED.matcher(stripped);
    try {
      if (slashed.matches()) {
        int first = Integer.parseInt(slashed.group(1));
        int second = Integer.parseInt(slashed.group(3));
        int year = Integer.parseInt(slashed.group(4));
        return order == null
            ? null
            : order == MONTH_FIRST
                ? LocalDate.of(year, first, second)
                : LocalDate.of(year, second, first);
      }
      if (TimeText.parse(stripped) == null || stripped.indexOf('/') >= 0) {
        return null;
      }
      return LocalDate.parse(stripped.substring(0, LONGEST_ISO_DATE), ISO);
    } catch (DateTimeException e) {
      return null;
    }
  }
}
