package io.almanac.jobs.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Amounts in sentences. */
final class Amounts {
  private Amounts() {}

  /** With thousands separators and two decimals, such as 1,234.50. */
  static String text(BigDecimal amount) {
    return String.format(Locale.ROOT, "%,.2f", amount);
  }
}
