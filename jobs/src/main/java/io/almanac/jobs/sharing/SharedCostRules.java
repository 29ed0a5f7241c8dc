package io.almanac.jobs.sharing;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The rules that share costs out, in their order.
 *
 * @param version as the file states it; null without a file
 * @param rules in the order in which they take costs
 */
public record SharedCostRules(String version, List<SplitRule> rules) {
  /** Nothing is shared out. */
  public static final SharedCostRules NONE = new SharedCostRules(null, List.of());

  /** The names of the measure of GPU hours. */
  public static final Set<String> GPU_HOURS =
      Set.of(SplitBasis.GPU_HOURS, "gpu_hours.gpu_fraction");

  /** Copies its list. */
  public SharedCostRules {
    rules = List.copyOf(rules);
  }

  /**
   * Reads a file of rules.
   *
   * @param drivers names of drivers that have a value for each team
   * @throws io.almanac.jobs.AlmanacException with every problem when the file cannot be used
   */
  public static SharedCostRules load(Path file, Collection<String> drivers) {
    return new SplitRuleFile(file, drivers).read();
  }

  /** The measures that rules go by, such as {@code gpu-hours} or the name of a driver. */
  public Set<String> measures() {
    return rules.stream()
        .flatMap(rule -> rule.tiers().stream())
        .map(SplitTier::basis)
        .filter(basis -> basis.kind() == SplitBasis.Kind.MEASURE)
        .map(SplitBasis::name)
        .collect(Collectors.toSet());
  }

  /** The names of rules that go by costs in all currencies, which need exchange rates. */
  public List<String> acrossCurrencies() {
    return rules.stream()
        .filter(rule -> rule.tiers().stream().anyMatch(tier -> tier.basis().allCurrencies()))
        .map(SplitRule::name)
        .toList();
  }
}
