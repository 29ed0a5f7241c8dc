package io.almanac.jobs.mart;

import java.math.BigDecimal;

/** Amounts as text with all their digits, never rounded and never with an exponent. */
public final class PlainAmount {
  private static final int MONEY = 2;

  private PlainAmount() {}

  /** All digits and no more, such as {@code 1200.5}. */
  public static String of(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }

  /** The same with two digits behind the point at least, such as {@code 1200.50}. */
  public static String money(BigDecimal amount) {
    BigDecimal shortest = amount.stripTrailingZeros();
    return (shortest.scale() < MONEY ? shortest.setScale(MONEY) : shortest).toPlainString();
  }
}
