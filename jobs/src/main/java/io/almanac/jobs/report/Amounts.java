package io.almanac.jobs.report;

import java.math.BigDecimal;
import java.util.Locale;

/** Amounts in sentences. */
final class Amounts {
  private Amounts() {}

  /** With thousands separators and two decimals, such as 1,234.50; null is an unknown amount. */
  static String text(BigDecimal amount) {
    return amount == null ? "unknown" : String.format(Locale.ROOT, "%,.2f", amount);
  }
}
