package io.almanac.jobs.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What finance asks for beyond the bill itself.
 *
 * @param sharedCosts the YAML file of rules that share costs out; empty means that none are
 * @param invoices what bills must tie out to, if anything
 * @param kubernetes clusters whose charges are divided among workloads; may be empty
 * @param exchangeRates the CSV file of rates into the reporting currency; empty means that nothing
 *     is converted
 */
public record FinanceSetting(
    Optional<Path> sharedCosts,
    Optional<InvoiceSetting> invoices,
    List<KubernetesSetting> kubernetes,
    Optional<Path> exchangeRates) {
  /** Nothing beyond the bill. */
  public static final FinanceSetting NONE =
      new FinanceSetting(Optional.empty(), Optional.empty(), List.of(), Optional.empty());

  /** Copies the list. */
  public FinanceSetting {
    kubernetes = List.copyOf(kubernetes);
  }

  /** What the file says of it. */
  static FinanceSetting read(Section root, List<Section> asked) {
    return new FinanceSetting(
        root.optionalPath("shared-costs"),
        InvoiceSetting.read(root, asked),
        KubernetesSetting.read(root, asked),
        root.optionalPath("exchange-rates"));
  }
}
