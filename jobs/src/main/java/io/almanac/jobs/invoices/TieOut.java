package io.almanac.jobs.invoices;

import io.almanac.jobs.invoices.InvoiceCheck.Status;
import io.almanac.jobs.invoices.InvoicedTotals.Key;
import io.almanac.jobs.invoices.InvoicedTotals.Parts;
import io.almanac.jobs.mart.PlainAmount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Compares invoices with charges.
 *
 * <p>An invoice is compared with the charges that name it. Where a source's charges of a billing
 * period name no invoice at all, as those of an Azure enterprise agreement, all invoices of that
 * source, period and currency are compared with them together.
 */
public final class TieOut {
  private final InvoicedTotals totals;
  private final BigDecimal tolerance;
  private final Set<Key> used = new HashSet<>();
  private final List<InvoiceCheck> checks = new ArrayList<>();

  private TieOut(InvoicedTotals totals, BigDecimal tolerance) {
    this.totals = totals;
    this.tolerance = tolerance;
  }

  /**
   * One check for each invoice and currency, in the invoices' order, then one for each source,
   * billing period, invoice and currency that has charges and no invoice.
   *
   * @param tolerance how far an invoice and its charges may be apart, in any currency, 0 or more
   */
  public static List<InvoiceCheck> check(
      List<Invoice> invoices, InvoicedTotals totals, BigDecimal tolerance) {
    return new TieOut(totals, tolerance).run(invoices);
  }

  private List<InvoiceCheck> run(List<Invoice> invoices) {
    Map<Key, List<Invoice>> byPeriod = new LinkedHashMap<>();
    for (Invoice invoice : invoices) {
      Set<Key> named = named(invoice);
      Key unnamed = new Key(orEmpty(invoice.source()), invoice.period(), "", invoice.currency());
      if (named.isEmpty() && totals.parts().containsKey(unnamed)) {
        byPeriod.computeIfAbsent(unnamed, unseen -> new ArrayList<>()).add(invoice);
      } else {
        compare(List.of(invoice), named, "");
      }
    }
    byPeriod.forEach(
        (key, some) ->
            compare(some, Set.of(key), "charges name no invoice and are compared by period"));
    totals
        .parts()
        .forEach(
            (key, parts) -> {
              if (!used.contains(key)) {
                checks.add(withoutInvoice(key, parts));
              }
            });
    return List.copyOf(checks);
  }

  /** The charges that name an invoice, in whatever billing period. */
  private Set<Key> named(Invoice invoice) {
    return totals.parts().keySet().stream()
        .filter(key -> key.invoice().equals(invoice.id()))
        .filter(key -> key.currency().equals(invoice.currency()))
        .filter(key -> invoice.source() == null || key.source().equals(invoice.source()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private void compare(List<Invoice> invoices, Set<Key> keys, String how) {
    used.addAll(keys);
    Parts parts = new Parts();
    keys.forEach(key -> parts.add(totals.parts().get(key)));
    BigDecimal total =
        invoices.stream().map(Invoice::total).reduce(BigDecimal.ZERO, BigDecimal::add);
    List<String> words = new ArrayList<>();
    if (!how.isEmpty()) {
      words.add(how);
    }
    BigDecimal explained = explained(invoices, parts, words);
    BigDecimal difference = total.subtract(parts.charged);
    Status status = Status.FAIL;
    if (keys.isEmpty()) {
      words.add(0, "no charge names this invoice");
    } else if (isWithin(difference)) {
      status = Status.PASS;
    } else if (isWithin(difference.subtract(explained))) {
      status = Status.EXPLAINED;
    }
    Invoice first = invoices.get(0);
    Set<String> sources =
        keys.stream().map(Key::source).collect(Collectors.toCollection(TreeSet::new));
    checks.add(
        new InvoiceCheck(
            sources.isEmpty()
                ? first.source() == null ? "unknown" : first.source()
                : String.join(" + ", sources),
            first.period(),
            invoices.stream().map(Invoice::id).collect(Collectors.joining(" + ")),
            first.currency(),
            total,
            parts,
            explained,
            tolerance,
            status,
            words.isEmpty() ? "invoice and charges compared" : String.join("; ", words)));
  }

  /** What is on the invoice and not in the charges, by kind, each in words. */
  private static BigDecimal explained(List<Invoice> invoices, Parts parts, List<String> words) {
    BigDecimal explained = BigDecimal.ZERO;
    for (Invoice.Kind kind : Invoice.Kind.values()) {
      List<Invoice.Line> lines =
          invoices.stream()
              .flatMap(invoice -> invoice.lines().stream())
              .filter(line -> line.kind() == kind)
              .toList();
      if (lines.isEmpty()) {
        continue;
      }
      BigDecimal stated =
          lines.stream().map(Invoice.Line::amount).reduce(BigDecimal.ZERO, BigDecimal::add);
      BigDecimal charged =
          kind.category() == null
              ? BigDecimal.ZERO
              : parts.categories.getOrDefault(kind.category(), BigDecimal.ZERO);
      explained = explained.add(stated.subtract(charged));
      String notes =
          lines.stream()
              .map(Invoice.Line::note)
              .filter(note -> !note.isEmpty())
              .collect(Collectors.joining(", "));
      words.add(
          kind.text()
              + " "
              + stated.toPlainString()
              + (kind.category() == null
                  ? ""
                  : ", of which charges have " + PlainAmount.of(charged))
              + (notes.isEmpty() ? "" : " (" + notes + ")"));
    }
    return explained;
  }

  private InvoiceCheck withoutInvoice(Key key, Parts parts) {
    return new InvoiceCheck(
        key.source(),
        key.period(),
        key.invoice().isEmpty() ? null : key.invoice(),
        key.currency(),
        null,
        parts,
        null,
        tolerance,
        Status.NO_INVOICE,
        key.invoice().isEmpty()
            ? "charges that name no invoice, and no invoice for their source and period"
            : "charges name an invoice that was not loaded");
  }

  private boolean isWithin(BigDecimal difference) {
    return difference.abs().compareTo(tolerance) <= 0;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
