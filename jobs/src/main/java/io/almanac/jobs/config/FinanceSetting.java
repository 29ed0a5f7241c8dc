package io.almanac.jobs.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What finance asks for beyond the bill itself.
 *
 * @param sharedCosts the YAML file of rules that share costs out; empty means that none are
 */
public record FinanceSetting(Optional<Path> sharedCosts) {
  /** Nothing beyond the bill. */
  public static final FinanceSetting NONE = new FinanceSetting(Optional.empty());
}
