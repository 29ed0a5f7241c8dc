package io.almanac.jobs.sample;

import io.almanac.jobs.mart.PlainAmount;
import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * Exact decimal amounts as whole billionths in a long: money in dollars, quantities in their unit.
 * Nine decimals are what Google's exports carry, and splitting a long is exact and quick.
 */
final class Billionths {

  static final int SCALE = 9;

  private Billionths() {}

  static long of(BigDecimal value) {
    return value.setScale(SCALE, RoundingMode.HALF_EVEN).unscaledValue().longValueExact();
  }

  static BigDecimal decimal(long value) {
    return BigDecimal.valueOf(value, SCALE);
  }

  /** A plain decimal without trailing zeros. */
  static String text(long value) {
    return value == 0 ? "0" : PlainAmount.of(decimal(value));
  }

  /** Quantity times price, rounded half to even at the ninth decimal. */
  static long product(long quantity, long price) {
    return of(decimal(quantity).multiply(decimal(price)));
  }

  /** Part {@code part} of {@code parts}; the parts differ by at most one billionth and sum up. */
  static long share(long value, long part, long parts) {
    long whole = Math.floorDiv(value, parts);
    return part < Math.floorMod(value, parts) ? whole + 1 : whole;
  }
}
