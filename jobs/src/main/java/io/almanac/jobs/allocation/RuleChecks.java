package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.allocation.condition.Condition;
import io.almanac.jobs.allocation.condition.Example;
import io.almanac.jobs.allocation.condition.Implication;
import io.almanac.jobs.allocation.condition.TextTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What can be told of rules without a look at charges. Nothing is claimed that is not proven: an
 * unreachable rule cannot decide about any charge there may be, and overlapping rules come with a
 * charge that both would take. What cannot be proven either way is not told.
 */
final class RuleChecks {
  private RuleChecks() {}

  /** Rules that can never decide, in order: nothing fulfils them, or earlier ones take it all. */
  static List<RuleFinding> unreachable(List<AllocationRule> rules) {
    List<RuleFinding> findings = new ArrayList<>();
    List<Condition> taken = rules.stream().map(AllocationRule::surelyTakes).toList();
    RuleIndex index = new RuleIndex(rules);
    for (int place = 0; place < rules.size(); place++) {
      AllocationRule rule = rules.get(place);
      Condition mayTake = rule.mayTake();
      if (rule.days().isEmpty() || Implication.isNever(mayTake)) {
        findings.add(
            unreachable(
                List.of(rule.title()),
                "No charge can fulfil its conditions.",
                "Correct or remove it."));
        continue;
      }
      List<AllocationRule> earlier = new ArrayList<>();
      List<Condition> earlierTake = new ArrayList<>();
      for (int before : candidates(mayTake, index, place)) {
        // Charges are known by day, so a rule that is in force on some of the days is no cover.
        if (rules.get(before).days().covers(rule.days())) {
          earlier.add(rules.get(before));
          earlierTake.add(taken.get(before));
        }
      }
      covering(rule, mayTake, earlier, earlierTake).ifPresent(findings::add);
    }
    return findings;
  }

  /**
   * The rules before a place that may take all that a condition stands for, or one of its cases:
   * those that may take an example of it. Where no example is found, all of them.
   */
  private static Set<Integer> candidates(Condition condition, RuleIndex index, int place) {
    List<Condition> wanted = new ArrayList<>(List.of(condition));
    Implication.cases(condition).forEach(wanted::addAll);
    Set<Integer> candidates = new TreeSet<>();
    for (Condition one : wanted) {
      Optional<Example> example = Example.of(List.of(one));
      if (example.isEmpty()) {
        return IntStream.range(0, place).boxed().collect(Collectors.toSet());
      }
      index.first(
          example.get(),
          rule -> {
            if (rule < place) {
              candidates.add(rule);
            }
            return rule >= place;
          });
    }
    return candidates;
  }

  private static Optional<RuleFinding> covering(
      AllocationRule rule,
      Condition mayTake,
      List<AllocationRule> earlier,
      List<Condition> earlierTake) {
    for (int before = 0; before < earlier.size(); before++) {
      if (Implication.implies(mayTake, earlierTake.get(before))) {
        AllocationRule other = earlier.get(before);
        String why =
            other.when().equals(rule.when())
                ? "has the same conditions and comes first."
                : "comes first and takes all that it could.";
        return Optional.of(
            unreachable(
                List.of(rule.title(), other.title()),
                "Rule " + other.title() + " " + why,
                "Move it up or remove it."));
      }
    }
    return Implication.impliesAny(mayTake, earlierTake)
        ? Optional.of(
            unreachable(
                List.of(rule.title()),
                "Rules before it take each of its values.",
                "Move it up or remove it."))
        : Optional.empty();
  }

  private static RuleFinding unreachable(List<String> rules, String why, String advice) {
    return new RuleFinding(
        RuleFinding.Kind.UNREACHABLE,
        rules,
        "Cannot reach allocation rule: " + rules.get(0) + ". " + why,
        advice);
  }

  /**
   * Pairs of rules that look at the same tag or field, would give one charge to different teams,
   * and so depend on their order; with such a charge. Rules that look at different things overlap
   * by design, as a tag does with an account: what that comes to is seen in charges only.
   */
  static List<RuleFinding> overlapping(List<AllocationRule> rules) {
    List<RuleFinding> findings = new ArrayList<>();
    List<Set<String>> names = rules.stream().map(RuleChecks::attributes).toList();
    List<Condition> takes = rules.stream().map(AllocationRule::mayTake).toList();
    List<Map<String, Set<String>>> texts = takes.stream().map(RuleChecks::texts).toList();
    List<String> teams = rules.stream().map(rule -> rule.team().words()).toList();
    for (int second = 0; second < rules.size(); second++) {
      for (int first = 0; first < second; first++) {
        // Most pairs of many rules want different texts of the same thing.
        if (wantOtherTexts(texts.get(first), texts.get(second))) {
          continue;
        }
        AllocationRule early = rules.get(first);
        AllocationRule late = rules.get(second);
        DateRange days = early.days().and(late.days());
        if (!lookAtTheSame(names.get(first), names.get(second))
            || days.isEmpty()
            || teams.get(first).equals(teams.get(second))
            || Implication.areDisjoint(takes.get(first), takes.get(second))
            || isException(early, late)
            // What is wholly taken already is told as unreachable.
            || Implication.implies(takes.get(second), early.surelyTakes())) {
          continue;
        }
        both(early, late, takes.get(first), takes.get(second), days).ifPresent(findings::add);
      }
    }
    return findings;
  }

  /** Whether a rule is wholly inside a later one: then it is an exception to it, by design. */
  static boolean isException(AllocationRule early, AllocationRule late) {
    return Implication.implies(early.mayTake(), late.mayTake());
  }

  private static Optional<RuleFinding> both(
      AllocationRule early, AllocationRule late, Condition one, Condition other, DateRange days) {
    Optional<Example> example = Example.of(List.of(one, other));
    if (example.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> tags = new LinkedHashMap<>();
    example
        .get()
        .values()
        .forEach(
            (slot, value) -> {
              Attribute attribute = new Attribute(slot, List.of(slot));
              if (attribute.isTag()) {
                tags.put(attribute.tagKey(), value);
              }
            });
    Integer day =
        days.equals(DateRange.ALWAYS)
            ? null
            : (Integer) (int) (days.first() == Long.MIN_VALUE ? days.last() : days.first());
    ChargeFacts charge = new ChargeFacts(example.get()::column, tags, day);
    Optional<Map<String, String>> first = early.decide(charge);
    Optional<Map<String, String>> second = late.decide(charge);
    if (first.isEmpty()
        || second.isEmpty()
        || first.get().get("team").equals(second.get().get("team"))) {
      return Optional.empty();
    }
    return Optional.of(
        new RuleFinding(
            RuleFinding.Kind.OVERLAP,
            List.of(early.title(), late.title()),
            "Rules "
                + early.title()
                + " and "
                + late.title()
                + " both take a charge with "
                + example.get().words()
                + ": the first gives it to "
                + first.get().get("team")
                + ", the second would to "
                + second.get().get("team")
                + ".",
            "Make them exclude each other if their order is not meant to decide."));
  }

  /** The only texts that a condition allows, by the place where an example would have them. */
  private static Map<String, Set<String>> texts(Condition condition) {
    Map<String, Set<String>> texts = new HashMap<>();
    List<Condition> parts = condition instanceof Condition.All all ? all.of() : List.of(condition);
    for (Condition part : parts) {
      if (part instanceof Condition.Matches matches
          && matches.tests().stream().allMatch(test -> test instanceof TextTest.Exactly)) {
        Set<String> allowed = new HashSet<>();
        matches.tests().forEach(test -> allowed.add(test.words()));
        texts.putIfAbsent(matches.attribute().slots().get(0), allowed);
      }
    }
    return texts;
  }

  private static boolean wantOtherTexts(
      Map<String, Set<String>> one, Map<String, Set<String>> other) {
    for (Map.Entry<String, Set<String>> texts : one.entrySet()) {
      Set<String> others = other.get(texts.getKey());
      if (others != null && Collections.disjoint(texts.getValue(), others)) {
        return true;
      }
    }
    return false;
  }

  private static boolean lookAtTheSame(Set<String> one, Set<String> other) {
    return !one.isEmpty() && !other.isEmpty() && (one.containsAll(other) || other.containsAll(one));
  }

  private static Set<String> attributes(AllocationRule rule) {
    Set<String> names = new TreeSet<>();
    Set<String> keys = new HashSet<>();
    RuleInputs.collect(rule.when(), names, keys);
    keys.forEach(key -> names.add("tag:" + key));
    return names;
  }
}
