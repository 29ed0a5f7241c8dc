package io.almanac.jobs.mart;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/**
 * How many rows there are and what they add up to, for one source, billing period, invoice and
 * currency. The unit in which a night proves that nothing was lost.
 *
 * @param source the cost export
 * @param period the billing period, yyyy-MM, or {@code unknown}
 * @param invoice the invoice; empty when the bill names none
 * @param currency ISO 4217 code as the bill states it; empty when it could not be read
 * @param rows how many rows
 * @param billed sum of billed cost, of rows that have one
 * @param effective sum of effective cost, of rows that have one
 */
public record ControlTotal(
    String source,
    String period,
    String invoice,
    String currency,
    long rows,
    BigDecimal billed,
    BigDecimal effective)
    implements java.io.Serializable {

  /** Source, period, invoice and currency. */
  private static final Comparator<ControlTotal> ORDER =
      Comparator.comparing(ControlTotal::source)
          .thenComparing(ControlTotal::period)
          .thenComparing(ControlTotal::invoice)
          .thenComparing(ControlTotal::currency);

  /** The same money and rows, one total for each key, sorted by key. */
  public static List<ControlTotal> merge(Collection<ControlTotal> totals) {
    TreeMap<ControlTotal, ControlTotal> merged = new TreeMap<>(ORDER);
    for (ControlTotal total : totals) {
      merged.merge(total, total, ControlTotal::plus);
    }
    return List.copyOf(merged.values());
  }

  /** The same key with nothing in it. */
  public ControlTotal zero() {
    return new ControlTotal(source, period, invoice, currency, 0, BigDecimal.ZERO, BigDecimal.ZERO);
  }

  /** This total and another one, under this one's key. */
  public ControlTotal plus(ControlTotal other) {
    return new ControlTotal(
        source,
        period,
        invoice,
        currency,
        rows + other.rows,
        billed.add(other.billed),
        effective.add(other.effective));
  }
}
