package io.almanac.jobs.restatement;

import java.math.BigDecimal;

/**
 * What one team has of one line of a bill; {@link #NONE} when it has nothing.
 *
 * @param billed billed cost
 * @param effective effective cost
 * @param quantity consumed quantity; zero when the bill states none
 * @param rows how many charges
 */
record Figures(BigDecimal billed, BigDecimal effective, BigDecimal quantity, long rows) {
  static final Figures NONE = new Figures(BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, 0);

  Figures minus(Figures other) {
    return new Figures(
        billed.subtract(other.billed),
        effective.subtract(other.effective),
        quantity.subtract(other.quantity),
        rows - other.rows);
  }

  Figures plus(Figures other) {
    return new Figures(
        billed.add(other.billed),
        effective.add(other.effective),
        quantity.add(other.quantity),
        rows + other.rows);
  }

  /** Whether there is neither cost nor quantity nor a charge. */
  boolean isNothing() {
    return billed.signum() == 0 && effective.signum() == 0 && quantity.signum() == 0 && rows == 0;
  }

  /** Whether no charge and no quantity is in it, whatever the cost. */
  boolean isCostAlone() {
    return rows == 0 && quantity.signum() == 0;
  }
}
