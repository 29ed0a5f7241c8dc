package io.almanac.jobs.config;

import java.util.List;
import java.util.Optional;

/**
 * What finance asks of a night beyond owners and forecasts.
 *
 * @param invoices what bills must tie out to, if anything
 */
public record FinanceSetting(Optional<InvoiceSetting> invoices) {
  /** Nothing is asked. */
  public static final FinanceSetting NONE = new FinanceSetting(Optional.empty());

  /** What the file says of it. */
  static FinanceSetting read(Section root, List<Section> asked) {
    return new FinanceSetting(InvoiceSetting.read(root, asked));
  }
}
