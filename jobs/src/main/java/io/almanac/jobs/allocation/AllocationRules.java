package io.almanac.jobs.allocation;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The rules that give charges an owner, in order: the first that matches and has a team decides. A
 * rule whose team comes from a tag that is missing or blank does not decide, and the next is asked.
 */
public final class AllocationRules implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String version;
  private final String fingerprint;
  private final ArrayList<AllocationRule> rules;
  private final ArrayList<String> warnings;

  AllocationRules(
      String version, String fingerprint, List<AllocationRule> rules, List<String> warnings) {
    this.version = version;
    this.fingerprint = fingerprint;
    this.rules = new ArrayList<>(rules);
    this.warnings = new ArrayList<>(warnings);
  }

  /** No rules: everything is unallocated, and there is no version. */
  public static AllocationRules none() {
    return new AllocationRules(null, "none", List.of(), List.of());
  }

  /**
   * Reads a rule file.
   *
   * @throws io.almanac.jobs.AlmanacException with every problem when the file cannot be used
   */
  public static AllocationRules load(Path file) {
    return new RuleFile(file).read();
  }

  /** The version that the file states; null without a file. */
  public String version() {
    return version;
  }

  /** SHA-256 of the file's text, or {@code none}: changes whenever the rules may decide anew. */
  public String fingerprint() {
    return fingerprint;
  }

  /** What is odd yet usable, such as a rule that can never decide; one sentence each. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }

  /** The rules' names in order. */
  public List<String> names() {
    return rules.stream().map(AllocationRule::name).toList();
  }

  /**
   * Who owns a charge; null when no rule takes it.
   *
   * @param columns a value of the charge by column name, null when absent
   * @param tags by trimmed lower-case key
   */
  Decision decide(Function<String, String> columns, Map<String, String> tags) {
    for (AllocationRule rule : rules) {
      var owner = rule.decide(columns, tags);
      if (owner.isPresent()) {
        return new Decision(rule.name(), owner.get());
      }
    }
    return null;
  }

  /** A rule and the owner's values by column. */
  record Decision(String rule, Map<String, String> owner) {}
}
