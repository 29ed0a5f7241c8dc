package io.almanac.jobs.charges.source;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * AWS's units in the spelling of FOCUS: {@code Hrs} is {@code Hours}, {@code GB-Mo} is {@code
 * GB-Months}, {@code 1K tokens} is {@code 1000 Tokens}. Only the spelling changes: quantities stay
 * as they are, and units that need no change, or that are not known, do too.
 */
final class AwsUnit {
  private static final Pattern COUNTED = Pattern.compile("(\\d{1,12})([KMB]?) +(\\S.*)");
  private static final Map<String, String> TIMES = times();

  /** Words for what is counted, with their plural; FOCUS has capitals. */
  private static final Map<String, String> COUNTS =
      Map.of(
          "request",
          "Requests",
          "requests",
          "Requests",
          "api request",
          "API Requests",
          "token",
          "Tokens",
          "tokens",
          "Tokens",
          "event",
          "Events",
          "events",
          "Events");

  private AwsUnit() {}

  /** A unit in FOCUS's spelling; null for null. */
  static String focus(String unit) {
    if (unit == null) {
      return null;
    }
    Matcher counted = COUNTED.matcher(unit);
    if (counted.matches()) {
      BigDecimal block =
          new BigDecimal(counted.group(1)).multiply(BigDecimal.TEN.pow(power(counted.group(2))));
      String base = focus(counted.group(3));
      return block.compareTo(BigDecimal.ONE) == 0 ? base : block.toPlainString() + " " + base;
    }
    int hyphen = unit.lastIndexOf('-');
    String last = unit.substring(hyphen + 1);
    String time = TIMES.get(last.toLowerCase(Locale.ROOT));
    if (time != null) {
      return unit.substring(0, hyphen + 1) + time;
    }
    return COUNTS.getOrDefault(unit.toLowerCase(Locale.ROOT), unit);
  }

  private static int power(String letter) {
    return letter.isEmpty() ? 0 : "KMB".indexOf(letter) * 3 + 3;
  }

  private static Map<String, String> times() {
    String[][] words = {
      {"Seconds", "second", "seconds", "sec", "secs"},
      {"Minutes", "minute", "minutes", "min", "mins"},
      {"Hours", "hour", "hours", "hr", "hrs"},
      {"Days", "day", "days"},
      {"Months", "month", "months", "mo"},
      {"Years", "year", "years", "yr", "yrs"},
    };
    Map<String, String> times = new HashMap<>();
    for (String[] line : words) {
      for (int i = 1; i < line.length; i++) {
        times.put(line[i], line[0]);
      }
    }
    return Map.copyOf(times);
  }
}
