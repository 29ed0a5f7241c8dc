package io.almanac.jobs.invoices;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/**
 * What one invoice says in one currency.
 *
 * @param id the invoice number as the provider writes it
 * @param source the cost export that it is for; null when any export may name it
 * @param period the billing period, yyyy-MM
 * @param currency ISO 4217 code of the amounts
 * @param total the amount payable; negative for a credit note
 * @param lines amounts within the total that an export may lack
 * @param file where it stands, for messages
 */
public record Invoice(
    String id,
    String source,
    String period,
    String currency,
    BigDecimal total,
    List<Line> lines,
    String file) {

  /** What an amount of an invoice is, where exports often differ from invoices. */
  public enum Kind {
    /** Tax on the invoice; compared with the export's charges of the category Tax. */
    TAX("Tax"),
    /** Credits on the invoice, negative; compared with charges of the category Credit. */
    CREDIT("Credit"),
    /** What rounding of the invoice's lines added; no export has it. */
    ROUNDING(null),
    /** Charges on the invoice that the export does not have, or has under another invoice. */
    LATE(null);

    private final String category;

    Kind(String category) {
      this.category = category;
    }

    /** The FOCUS charge category that the export has such amounts under; null when it has none. */
    String category() {
      return category;
    }

    /** The word in files and explanations. */
    String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One amount within the total.
   *
   * @param kind what it is
   * @param amount in the invoice's currency
   * @param note a word of whoever wrote the file; may be empty
   */
  public record Line(Kind kind, BigDecimal amount, String note) {}

  /** Copies its list. */
  public Invoice {
    lines = List.copyOf(lines);
  }
}
