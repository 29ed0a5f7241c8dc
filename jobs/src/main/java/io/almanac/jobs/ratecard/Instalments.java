package io.almanac.jobs.ratecard;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Equal parts of an amount whose rounded values sum to it exactly. */
final class Instalments {
  private Instalments() {}

  /**
   * One of the parts: what the rounded sum of the parts up to it is above that of those before it,
   * so that all of them sum to the amount and none is a unit of the last decimal from the others.
   *
   * @param amount no more decimals than {@code scale}
   * @param parts how many, at least 1
   * @param part which one, from 1 to {@code parts}
   * @param scale decimals of a part
   */
  static BigDecimal of(BigDecimal amount, int parts, int part, int scale) {
    return upTo(amount, parts, part, scale).subtract(upTo(amount, parts, part - 1, scale));
  }

  private static BigDecimal upTo(BigDecimal amount, int parts, int part, int scale) {
    return amount
        .multiply(BigDecimal.valueOf(part))
        .divide(BigDecimal.valueOf(parts), scale, RoundingMode.HALF_EVEN);
  }
}
