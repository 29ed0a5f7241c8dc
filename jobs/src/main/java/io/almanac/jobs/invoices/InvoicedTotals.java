package io.almanac.jobs.invoices;

import io.almanac.jobs.mart.ControlTotal;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a night has of each source, billing period, invoice and currency, in billed cost.
 *
 * @param parts by what they are of
 */
public record InvoicedTotals(Map<Key, Parts> parts) {
  /**
   * What an amount is of.
   *
   * @param invoice empty when the bill names none
   */
  public record Key(String source, String period, String invoice, String currency)
      implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int order = source.compareTo(other.source);
      order = order == 0 ? period.compareTo(other.period) : order;
      order = order == 0 ? invoice.compareTo(other.invoice) : order;
      return order == 0 ? currency.compareTo(other.currency) : order;
    }
  }

  /** The amounts of one key. */
  public static final class Parts {
    BigDecimal ingested = BigDecimal.ZERO;
    BigDecimal charged = BigDecimal.ZERO;
    BigDecimal allocated = BigDecimal.ZERO;
    BigDecimal unallocated = BigDecimal.ZERO;
    long ingestedRows;
    long chargeRows;
    final Map<String, BigDecimal> categories = new TreeMap<>();

    /** Adds another one's amounts. */
    void add(Parts other) {
      ingested = ingested.add(other.ingested);
      charged = charged.add(other.charged);
      allocated = allocated.add(other.allocated);
      unallocated = unallocated.add(other.unallocated);
      ingestedRows += other.ingestedRows;
      chargeRows += other.chargeRows;
      other.categories.forEach((name, cost) -> categories.merge(name, cost, BigDecimal::add));
    }
  }

  /**
   * Puts a night's control totals together.
   *
   * @param categories billed cost by charge category, for every key that has charges
   */
  public static InvoicedTotals of(
      Collection<ControlTotal> ingested,
      Collection<ControlTotal> charges,
      Collection<ControlTotal> allocated,
      Collection<ControlTotal> unallocated,
      Map<Key, Map<String, BigDecimal>> categories) {
    TreeMap<Key, Parts> parts = new TreeMap<>();
    for (ControlTotal total : charges) {
      Parts own = parts(parts, total);
      own.charged = own.charged.add(total.billed());
      own.chargeRows += total.rows();
    }
    for (ControlTotal total : ingested) {
      // Rows that were rejected are ingested as well; where they are all there is, no key is made.
      Parts own = parts.get(key(total));
      if (own != null) {
        own.ingested = own.ingested.add(total.billed());
        own.ingestedRows += total.rows();
      }
    }
    for (ControlTotal total : allocated) {
      Parts own = parts(parts, total);
      own.allocated = own.allocated.add(total.billed());
    }
    for (ControlTotal total : unallocated) {
      Parts own = parts(parts, total);
      own.unallocated = own.unallocated.add(total.billed());
    }
    categories.forEach(
        (key, costs) -> parts.computeIfAbsent(key, unseen -> new Parts()).categories.putAll(costs));
    return new InvoicedTotals(parts);
  }

  private static Parts parts(Map<Key, Parts> parts, ControlTotal total) {
    return parts.computeIfAbsent(key(total), unseen -> new Parts());
  }

  private static Key key(ControlTotal total) {
    return new Key(total.source(), total.period(), total.invoice(), total.currency());
  }
}
