package io.almanac.jobs.charges.source;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Azure's unit of measure, such as {@code 10K}, {@code 100 Hours} or {@code 1 GB/Month}.
 *
 * @param block how many base units are priced together, 1 or more
 * @param base the base unit in FOCUS spelling, such as {@code Units}, {@code Hours} or {@code
 *     GB/Month}
 */
record AzureUnit(BigDecimal block, String base) {
  private static final Pattern COUNTED = Pattern.compile("(\\d{1,12})\\s*([KMB](?=$|[\\s/]))?(.*)");

  /** Words that say nothing about what is counted. */
  private static final Set<String> PLAIN = Set.of("", "count", "unit", "units", "unassigned");

  /** Sizes and rates have no plural. */
  private static final Pattern SIZE = Pattern.compile("[KMGTP]i?[Bb]|IOPS|[KMG]bps");

  /** The unit of a text; null when there is none. */
  static AzureUnit of(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    Matcher counted = COUNTED.matcher(text.strip());
    if (!counted.matches()) {
      return new AzureUnit(BigDecimal.ONE, unit(text.strip()));
    }
    BigDecimal block = new BigDecimal(counted.group(1)).multiply(factor(counted.group(2)));
    return block.signum() == 0
        ? new AzureUnit(BigDecimal.ONE, text.strip())
        : new AzureUnit(block, unit(counted.group(3).strip()));
  }

  /** The unit that prices are for, such as {@code 10000 Units}. */
  String pricing() {
    return block.compareTo(BigDecimal.ONE) == 0 ? base : block.toPlainString() + " " + base;
  }

  private static BigDecimal factor(String letter) {
    if (letter == null) {
      return BigDecimal.ONE;
    }
    return BigDecimal.TEN.pow("KMB".indexOf(letter) * 3 + 3);
  }

  private static String unit(String text) {
    int slash = text.indexOf('/');
    String counted = (slash < 0 ? text : text.substring(0, slash)).strip();
    String per = slash < 0 ? "" : "/" + text.substring(slash + 1).strip();
    if (PLAIN.contains(counted.toLowerCase(Locale.ROOT))) {
      return "Units" + per;
    }
    int blank = counted.indexOf(' ');
    boolean sized = blank > 0 && SIZE.matcher(counted.substring(0, blank)).matches();
    // FOCUS joins a size and the time that it is kept for: GB-Hours.
    return plural(sized ? counted.replaceFirst(" ", "-") : counted) + per;
  }

  private static String plural(String words) {
    boolean single = SIZE.matcher(words).matches() || words.endsWith("s") || words.endsWith(")");
    return single || !words.matches(".*[A-Za-z]") ? words : words + "s";
  }
}
