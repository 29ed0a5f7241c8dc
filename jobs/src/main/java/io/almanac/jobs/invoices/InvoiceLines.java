package io.almanac.jobs.invoices;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads invoices that people write down: one line for the {@code total} of each invoice, and a line
 * for each {@code tax}, {@code credit}, {@code rounding} or {@code late} amount within it.
 *
 * <pre>
 * invoice_id,source,billing_period,currency,kind,amount,note
 * EUINEU26-1042,aws,2026-09,USD,total,12345.67,
 * EUINEU26-1042,aws,2026-09,USD,tax,1970.99,VAT 19 %
 * </pre>
 *
 * <p>{@code source} may be blank, {@code note} left out.
 */
final class InvoiceLines {
  /** The columns that a file must have, lower case. */
  static final List<String> COLUMNS =
      List.of("invoice_id", "source", "billing_period", "currency", "kind", "amount");

  private static final String TOTAL = "total";

  private final Path file;
  private final List<String> problems;
  private final Map<List<String>, Draft> drafts = new LinkedHashMap<>();

  private InvoiceLines(Path file, List<String> problems) {
    this.file = file;
    this.problems = problems;
  }

  private static final class Draft {
    private final long line;
    private String source;
    private String period;
    private BigDecimal total;
    private final List<Invoice.Line> lines = new ArrayList<>();

    private Draft(long line) {
      this.line = line;
    }
  }

  /** The invoices of a file's records; what is wrong with them is added to the problems. */
  static List<Invoice> read(
      Path file, Map<Long, Map<String, String>> records, List<String> problems) {
    return new InvoiceLines(file, problems).read(records);
  }

  private List<Invoice> read(Map<Long, Map<String, String>> records) {
    records.forEach(this::line);
    List<Invoice> invoices = new ArrayList<>();
    drafts.forEach(
        (key, draft) -> {
          if (draft.total == null) {
            problem(draft.line, "invoice", key.get(0), "Add a line of the kind total.");
          } else {
            invoices.add(
                new Invoice(
                    key.get(0),
                    draft.source,
                    draft.period,
                    key.get(1),
                    draft.total,
                    draft.lines,
                    file.toString()));
          }
        });
    return invoices;
  }

  private void line(long line, Map<String, String> values) {
    String id = values.get("invoice_id");
    if (id.isEmpty()) {
      problem(line, "invoice_id", id, "Write the number of the invoice.");
    }
    String currency = values.get("currency");
    if (!currency.matches("[A-Z]{3}")) {
      problem(line, "currency", currency, "Write an ISO 4217 code such as USD.");
    }
    String period = values.get("billing_period");
    if (!isMonth(period)) {
      problem(line, "billing_period", period, "Write the month as 2026-10.");
    }
    Draft draft = drafts.computeIfAbsent(List.of(id, currency), unseen -> new Draft(line));
    String source = values.get("source").isEmpty() ? null : values.get("source");
    if (draft.period == null) {
      draft.period = period;
      draft.source = source;
    } else if (!draft.period.equals(period) || !java.util.Objects.equals(draft.source, source)) {
      problem(
          line,
          "invoice",
          id,
          "Line " + draft.line + " has another source or period; one is wrong.");
    }
    Optional<BigDecimal> amount = amount(line, values.get("amount"));
    String kind = values.get("kind");
    if (kind.equals(TOTAL)) {
      if (draft.total != null) {
        problem(line, "invoice", id, "It has a total already; keep one for each currency.");
      }
      draft.total = amount.orElse(BigDecimal.ZERO);
      return;
    }
    Optional<Invoice.Kind> known =
        Arrays.stream(Invoice.Kind.values()).filter(one -> one.text().equals(kind)).findFirst();
    if (known.isEmpty()) {
      problem(line, "kind", kind, "Write one of total, tax, credit, rounding, late.");
    } else {
      draft.lines.add(
          new Invoice.Line(
              known.get(), amount.orElse(BigDecimal.ZERO), values.getOrDefault("note", "")));
    }
  }

  private Optional<BigDecimal> amount(long line, String text) {
    Optional<BigDecimal> amount = amount(text);
    if (amount.isEmpty()) {
      problem(line, "amount", text, "Write a decimal number such as 1200.00.");
    }
    return amount;
  }

  /** A sum of money as an invoice states it; empty when the text is none. */
  static Optional<BigDecimal> amount(String text) {
    try {
      BigDecimal amount = new BigDecimal(text);
      boolean fits = amount.scale() >= -15 && amount.scale() <= 18 && amount.precision() <= 33;
      return fits ? Optional.of(amount) : Optional.empty();
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static boolean isMonth(String text) {
    try {
      return text.length() == 7 && YearMonth.parse(text).toString().equals(text);
    } catch (DateTimeException e) {
      return false;
    }
  }

  private void problem(long line, String column, String value, String remedy) {
    problems.add(
        "Cannot use invoices in %s, line %s, %s: %s. %s"
            .formatted(file, line, column, value, remedy));
  }
}
