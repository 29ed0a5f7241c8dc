package io.almanac.jobs.invoices;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Reads the dataset InvoiceDetail of FOCUS 1.4: the sum of BilledCost of an invoice and currency is
 * what is payable. Lines of the categories Tax and Credit explain differences; voided lines count
 * nothing.
 */
final class InvoiceDetails {
  /** The columns that tell the dataset and are needed. */
  static final List<String> COLUMNS =
      List.of(
          "InvoiceId", "InvoiceDetailId", "BillingCurrency", "BillingPeriodStart", "BilledCost");

  private InvoiceDetails() {}

  /** The invoices of a file's records; what is wrong with them is added to the problems. */
  static List<Invoice> read(
      Path file, Map<Long, Map<String, String>> records, List<String> problems) {
    Map<List<String>, Invoice> invoices = new LinkedHashMap<>();
    records.forEach(
        (line, values) -> {
          String id = value(values, "InvoiceId");
          String currency = value(values, "BillingCurrency");
          String start = value(values, "BillingPeriodStart");
          Optional<BigDecimal> cost = InvoiceLines.amount(value(values, "BilledCost"));
          if (value(values, "InvoiceIssueStatus").equalsIgnoreCase("Voided")) {
            return;
          }
          if (id.isEmpty() || !currency.matches("[A-Z]{3}") || !isDate(start) || cost.isEmpty()) {
            problems.add(
                "Cannot use invoice detail in %s, line %s: %s. It needs InvoiceId, a BillingCurrency such as USD, a BillingPeriodStart such as 2026-10-01T00:00:00Z and a number as BilledCost."
                    .formatted(file, line, value(values, "InvoiceDetailId")));
            return;
          }
          Invoice more =
              new Invoice(
                  id,
                  null,
                  start.substring(0, 7),
                  currency,
                  cost.get(),
                  lines(value(values, "ChargeCategory"), cost.get()),
                  file.toString());
          invoices.merge(List.of(id, currency), more, InvoiceDetails::plus);
        });
    return List.copyOf(invoices.values());
  }

  private static Invoice plus(Invoice one, Invoice other) {
    List<Invoice.Line> lines = new ArrayList<>(one.lines());
    lines.addAll(other.lines());
    return new Invoice(
        one.id(),
        one.source(),
        one.period().compareTo(other.period()) <= 0 ? one.period() : other.period(),
        one.currency(),
        one.total().add(other.total()),
        lines,
        one.file());
  }

  private static List<Invoice.Line> lines(String category, BigDecimal cost) {
    for (Invoice.Kind kind : Invoice.Kind.values()) {
      if (category.equalsIgnoreCase(kind.category())) {
        return List.of(new Invoice.Line(kind, cost, ""));
      }
    }
    return List.of();
  }

  private static boolean isDate(String text) {
    return text.matches("\\d{4}-(0[1-9]|1[0-2])-\\d{2}.*");
  }

  private static String value(Map<String, String> values, String column) {
    return values.getOrDefault(column.toLowerCase(Locale.ROOT), "");
  }
}
