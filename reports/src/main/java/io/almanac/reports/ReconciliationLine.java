package io.almanac.reports;

import java.math.BigDecimal;

/**
 * One comparison of two amounts that must be equal. Null amounts and counts have no place in this
 * comparison; the difference is computed in the sheet.
 *
 * @param check what is compared, such as {@code ingested = charges + rejects}
 * @param source the cost export, or {@code all}
 * @param billingPeriod the billing month such as {@code 2026-10}, or {@code all}
 * @param invoice the invoice, {@code all}, or null where the bill names none
 * @param currency the currency of this line's amounts; null when it could not be read
 * @param leftLabel what the left amount is
 * @param left the left amount
 * @param rightLabel what the right amount is
 * @param right the right amount
 * @param invoiced what the provider's invoice says; null while no invoice is loaded
 * @param ingested billed cost of all rows that were read
 * @param rejected billed cost of the rejected rows
 * @param allocated cost with an owner
 * @param unallocated cost without an owner
 * @param rowsIn rows that were read
 * @param rowsOut rows that became charges
 * @param rowsRejected rows that were rejected
 * @param status {@code PASS}, {@code FAIL}, or another word for what neither holds nor fails
 * @param explanation what was compared, in words
 * @param explained the part of the difference that is explained; null when none is
 */
public record ReconciliationLine(
    String check,
    String source,
    String billingPeriod,
    String invoice,
    String currency,
    String leftLabel,
    BigDecimal left,
    String rightLabel,
    BigDecimal right,
    BigDecimal invoiced,
    BigDecimal ingested,
    BigDecimal rejected,
    BigDecimal allocated,
    BigDecimal unallocated,
    Long rowsIn,
    Long rowsOut,
    Long rowsRejected,
    String status,
    String explanation,
    BigDecimal explained) {

  private static final String FAIL = "FAIL";

  /** Checks that the comparison has a name and a status. */
  public ReconciliationLine {
    Require.text(check, "name of check");
    Require.text(status, "status of check");
  }

  /** Whether nothing is wrong. */
  public boolean passed() {
    return !FAIL.equals(status);
  }
}
