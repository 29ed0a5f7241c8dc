package io.almanac.jobs.config;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Which invoices the bills must tie out to.
 *
 * @param path a CSV file, a folder with all it holds, or a glob
 * @param tolerance how far an invoice and its charges may be apart, in the invoice's currency, 0 or
 *     more
 */
public record InvoiceSetting(Path path, BigDecimal tolerance) {
  private static final String DEFAULT_TOLERANCE = "0.01";
  private static final BigDecimal MOST = new BigDecimal("1000000");

  /** What the file says under {@code invoices}; empty when it does not. */
  static Optional<InvoiceSetting> read(Section root, List<Section> asked) {
    Section section = root.section("invoices");
    asked.add(section);
    if (root.absent("invoices")) {
      return Optional.empty();
    }
    Path path = section.path("path", null, "a CSV file of invoices, a folder or a glob");
    String text = section.text("tolerance", DEFAULT_TOLERANCE, "");
    try {
      BigDecimal tolerance = new BigDecimal(text);
      if (tolerance.signum() >= 0 && tolerance.compareTo(MOST) <= 0) {
        return Optional.of(new InvoiceSetting(path, tolerance));
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    section.wrong("tolerance", "an amount from 0 to " + MOST + ", such as 0.01", "");
    return Optional.of(new InvoiceSetting(path, new BigDecimal(DEFAULT_TOLERANCE)));
  }
}
