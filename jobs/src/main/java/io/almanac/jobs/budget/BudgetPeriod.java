package io.almanac.jobs.budget;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A month, fiscal quarter or fiscal year.
 *
 * @param type which of them
 * @param year calendar year of a month, otherwise the fiscal year
 * @param number 1 to 12 of a month, 1 to 4 of a quarter, 1 of a year
 */
public record BudgetPeriod(Type type, int year, int number) {

  /** The kinds of periods. */
  public enum Type {
    /** A calendar month, 2026-10. */
    MONTH("month", "(\\d{4})-(0[1-9]|1[0-2])"),
    /** A fiscal quarter, 2026-Q4. */
    QUARTER("quarter", "(\\d{4})-Q([1-4])"),
    /** A fiscal year, 2026, named by the year it ends in. */
    FISCAL_YEAR("fiscal-year", "(\\d{4})()");

    private final String text;
    private final Pattern pattern;

    Type(String text, String pattern) {
      this.text = text;
      this.pattern = Pattern.compile(pattern);
    }

    /** As files and marts write it. */
    public String text() {
      return text;
    }
  }

  /** The period that a text names; empty when it names none of the type. */
  public static Optional<BudgetPeriod> parse(Type type, String text) {
    Matcher matcher = type.pattern.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    int number = matcher.group(2).isEmpty() ? 1 : Integer.parseInt(matcher.group(2));
    return Optional.of(new BudgetPeriod(type, Integer.parseInt(matcher.group(1)), number));
  }

  /** As files and marts write it. */
  public String text() {
    return switch (type) {
      case MONTH -> year + (number < 10 ? "-0" : "-") + number;
      case QUARTER -> year + "-Q" + number;
      case FISCAL_YEAR -> Integer.toString(year);
    };
  }
}
