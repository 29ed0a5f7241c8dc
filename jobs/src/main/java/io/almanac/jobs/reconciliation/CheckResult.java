package io.almanac.jobs.reconciliation;

import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One comparison of two amounts that must be equal.
 *
 * @param name what is compared, such as {@code ingested = charges + rejects}
 * @param source the cost export, or {@link #ALL}
 * @param period the billing period, or {@link #ALL}
 * @param invoice the invoice, {@link #ALL}, or null where the bill names none
 * @param currency the currency of the amounts; null when it could not be read
 * @param amounts the parts of the comparison, for the reader
 * @param left the first side
 * @param right the second side
 * @param passed whether both sides, and the row counts where there are any, agree
 * @param explanation what was compared, in words
 */
public record CheckResult(
    String name,
    String source,
    String period,
    String invoice,
    String currency,
    Amounts amounts,
    BigDecimal left,
    BigDecimal right,
    boolean passed,
    String explanation) {

  /** Stands for every source, period or invoice. */
  public static final String ALL = "all";

  /**
   * The parts that a comparison was made of; null where a part has no place in it.
   *
   * @param ingested billed cost of all rows that were read
   * @param charged billed cost in charges
   * @param rejected billed cost in charge_rejects
   * @param allocated cost with an owner
   * @param unallocated cost without an owner
   * @param ingestedRows rows that were read
   * @param chargeRows rows in charges
   * @param rejectedRows rows in charge_rejects
   */
  public record Amounts(
      BigDecimal ingested,
      BigDecimal charged,
      BigDecimal rejected,
      BigDecimal allocated,
      BigDecimal unallocated,
      Long ingestedRows,
      Long chargeRows,
      Long rejectedRows) {
    /** No parts. */
    public static final Amounts NONE = new Amounts(null, null, null, null, null, null, null, null);
  }

  /** {@code left - right}: zero in a check that passed. */
  public BigDecimal difference() {
    return left.subtract(right);
  }

  /** PASS or FAIL. */
  public String status() {
    return passed ? "PASS" : "FAIL";
  }

  /** The check as one sentence, with what does not agree. */
  public String sentence() {
    return "Check "
        + status()
        + ": "
        + name
        + " for source "
        + source
        + ", billing period "
        + period
        + (invoice == null ? "" : ", invoice " + invoice)
        + ": "
        + left.toPlainString()
        + " against "
        + right.toPlainString()
        + (currency == null ? "" : " " + currency)
        + " ("
        + explanation
        + ")";
  }

  /** The check as a row of the mart {@code reconciliation}. */
  public Row toRow() {
    return RowFactory.create(
        name,
        source,
        invoice,
        currency,
        null,
        amounts.ingested(),
        amounts.charged(),
        amounts.rejected(),
        amounts.allocated(),
        amounts.unallocated(),
        left,
        right,
        difference(),
        amounts.ingestedRows(),
        amounts.chargeRows(),
        amounts.rejectedRows(),
        status(),
        explanation,
        null,
        null,
        null,
        period);
  }

  /** The columns of {@link #toRow}, which are those of the mart. */
  public static List<String> columns() {
    return CostMarts.RECONCILIATION.columnNames();
  }
}
