package io.almanac.reports;

import java.math.BigDecimal;

/**
 * A forecast amount with its 80 % interval.
 *
 * @param mean the expected amount
 * @param lower80 the amount that is exceeded with 90 % probability
 * @param upper80 the amount that is exceeded with 10 % probability
 */
public record Estimate(BigDecimal mean, BigDecimal lower80, BigDecimal upper80) {

  /** Checks that the three are given and that the interval is not turned over. */
  public Estimate {
    Require.present(mean, "forecast mean");
    Require.present(lower80, "forecast lower bound");
    Require.present(upper80, "forecast upper bound");
    Require.that(
        lower80.compareTo(upper80) <= 0,
        "lower bound above upper bound",
        lower80.toPlainString() + " > " + upper80.toPlainString());
  }

  /** An amount that is known, so that both bounds equal it; null for null. */
  public static Estimate known(BigDecimal actual) {
    return actual == null ? null : new Estimate(actual, actual, actual);
  }
}
