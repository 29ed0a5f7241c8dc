package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.Condition;
import java.io.Serializable;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One rule: its condition must hold on a day that it is in force, and its owner must have a team,
 * for it to decide.
 *
 * @param set the rule set that it is part of
 * @param name its name, the only one in the set
 * @param days the charge dates that it is in force for
 * @param when what must be true of a charge
 * @param owner a template per owner column stated, the team's first
 */
record AllocationRule(
    RuleSet set, String name, DateRange days, Condition when, List<OwnerTemplate> owner)
    implements Serializable {

  AllocationRule {
    owner = List.copyOf(owner);
  }

  /**
   * Rules that were written together.
   *
   * @param name stands in the marts; null where a file has rules without sets
   * @param version stands in the marts
   */
  record RuleSet(String name, String version) implements Serializable {}

  /** How the rule is called where sets can have rules of the same name. */
  String title() {
    return AllocationRules.title(set.name(), set.version(), name);
  }

  /** The owner's values by column, or nothing when the rule does not decide. */
  Optional<Map<String, String>> decide(ChargeFacts charge) {
    if (!days.has(charge.epochDay()) || !when.holds(charge)) {
      return Optional.empty();
    }
    Map<String, String> resolved = new HashMap<>();
    for (OwnerTemplate template : owner) {
      String value = template.resolve(charge);
      if (value == null && template.name().equals("team")) {
        return Optional.empty();
      }
      resolved.put(template.name(), value);
    }
    return Optional.of(resolved);
  }

  /** True of every charge that the rule would take if nothing came before it, maybe of more. */
  Condition mayTake() {
    return Condition.all(List.of(when, team().mayResolve()));
  }

  /** True only of charges that the rule would take on its days, maybe not of all of them. */
  Condition surelyTakes() {
    return Condition.all(List.of(when, team().surelyResolves()));
  }

  OwnerTemplate team() {
    return owner.get(0);
  }

  /** The columns of charges that it asks for. */
  Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    RuleInputs.collect(when, columns, new LinkedHashSet<>());
    owner.forEach(template -> RuleInputs.collect(template, columns, new LinkedHashSet<>()));
    return columns;
  }

  /** The keys of the tags that it asks for. */
  Set<String> tagKeys() {
    Set<String> keys = new LinkedHashSet<>();
    RuleInputs.collect(when, new LinkedHashSet<>(), keys);
    owner.forEach(template -> RuleInputs.collect(template, new LinkedHashSet<>(), keys));
    return keys;
  }
}
