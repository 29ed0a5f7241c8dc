package io.almanac.jobs.charges;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * What tokens cost from a day on.
 *
 * @param price of so many tokens as {@code per} says, 0 or more
 * @param per a power of ten, 1 to 1,000,000
 * @param currency ISO 4217 code
 * @param validFrom the first day of the price
 */
record TokenPrice(BigDecimal price, BigDecimal per, String currency, LocalDate validFrom) {
  /** How many times {@link #per} so many tokens are; exact. */
  BigDecimal quantity(BigDecimal tokens) {
    return tokens.movePointLeft(per.precision() - 1);
  }

  /** What so many tokens cost; exact, because price files are held to digits that fit. */
  BigDecimal cost(BigDecimal tokens) {
    return price.multiply(quantity(tokens));
  }
}
