package io.almanac.jobs.invoices;

import io.almanac.jobs.mart.PlainAmount;
import java.math.BigDecimal;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * One invoice against the charges that are part of it, in billed cost.
 *
 * @param source the cost export, or several with a plus between; {@code unknown} when no export
 *     names the invoice
 * @param period the billing period
 * @param invoice the invoice, or several that only together compare; null when charges name none
 * @param currency of all amounts
 * @param invoiced what the invoice says; null without an invoice
 * @param parts what the night has of it
 * @param explained what the invoice's lines explain of the difference; null without an invoice
 * @param tolerance how far both sides may be apart
 * @param status what comes of it
 * @param explanation in words
 */
public record InvoiceCheck(
    String source,
    String period,
    String invoice,
    String currency,
    BigDecimal invoiced,
    InvoicedTotals.Parts parts,
    BigDecimal explained,
    BigDecimal tolerance,
    Status status,
    String explanation) {

  /** The name of the check in the mart. */
  public static final String NAME = "invoice = charges";

  /** What comes of a comparison. */
  public enum Status {
    /** Invoice and charges agree within the tolerance. */
    PASS("PASS"),
    /** They agree once the invoice's tax, credits, rounding and late lines are taken off. */
    EXPLAINED("EXPLAINED"),
    /** They do not agree, or no charge names the invoice. */
    FAIL("FAIL"),
    /** There are charges, and no invoice was loaded for them. */
    NO_INVOICE("NO INVOICE");

    private final String text;

    Status(String text) {
      this.text = text;
    }

    /** The word in the mart and the workbook. */
    public String text() {
      return text;
    }
  }

  /** {@code invoiced - charged}; null without an invoice. */
  public BigDecimal difference() {
    return invoiced == null ? null : invoiced.subtract(parts.charged);
  }

  /** What the invoice's lines do not explain; null without an invoice. */
  public BigDecimal unexplained() {
    return invoiced == null ? null : difference().subtract(explained);
  }

  /** The check as one sentence. */
  public String sentence() {
    return "Invoice "
        + invoice
        + " of "
        + source
        + ", billing period "
        + period
        + ": invoiced "
        + (invoiced == null ? "nothing" : invoiced.toPlainString())
        + ", charged "
        + PlainAmount.of(parts.charged)
        + " "
        + currency
        + (invoiced == null ? "" : ", unexplained " + PlainAmount.of(unexplained()))
        + " ("
        + explanation
        + ")";
  }

  /** The check as a row of the mart {@code reconciliation}. */
  public Row toRow() {
    return RowFactory.create(
        NAME,
        source,
        invoice,
        currency,
        invoiced,
        parts.ingested,
        parts.charged,
        null,
        parts.allocated,
        parts.unallocated,
        invoiced,
        parts.charged,
        difference(),
        parts.ingestedRows,
        parts.chargeRows,
        null,
        status.text(),
        explanation,
        explained,
        unexplained(),
        tolerance,
        period);
  }
}
