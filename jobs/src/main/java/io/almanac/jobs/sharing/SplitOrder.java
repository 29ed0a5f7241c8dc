package io.almanac.jobs.sharing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Whether rules can take their turns in the order of the file: a rule must come before every rule
 * that shares out what it gives, and no cost may come back to where it was. Owners alone count;
 * conditions on services do not.
 */
final class SplitOrder {
  private SplitOrder() {}

  /**
   * What is wrong, one sentence each: circles first; without circles, rules that come too late.
   *
   * @param file for the sentences
   */
  static List<String> problems(String file, List<SplitRule> rules) {
    Set<String> circles = new LinkedHashSet<>();
    for (int start = 0; start < rules.size(); start++) {
      circle(rules, start)
          .ifPresent(
              names ->
                  circles.add(
                      "Cannot share costs in a circle in %s: %s. Remove one of the targets."
                          .formatted(file, String.join(" -> ", names))));
    }
    if (!circles.isEmpty()) {
      return List.copyOf(circles);
    }
    List<String> late = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      for (int earlier = 0; earlier < i; earlier++) {
        if (feeds(rules.get(i), rules.get(earlier))) {
          late.add(
              "Cannot share costs in this order in %s: %s gives to an owner whose costs %s shares out"
                      .formatted(file, rules.get(i).name(), rules.get(earlier).name())
                  + " before it. Put %s before %s."
                      .formatted(rules.get(i).name(), rules.get(earlier).name()));
        }
      }
    }
    return late;
  }

  /** The shortest way from a rule back to it over later-numbered or equal rules, if any. */
  private static Optional<List<String>> circle(List<SplitRule> rules, int start) {
    Map<Integer, Integer> cameFrom = new HashMap<>();
    Deque<Integer> open = new ArrayDeque<>(List.of(start));
    while (!open.isEmpty()) {
      int rule = open.removeFirst();
      // Only rules after the start, so that a circle is found once: from its first rule.
      for (int next = start; next < rules.size(); next++) {
        if (next == rule || !feeds(rules.get(rule), rules.get(next))) {
          continue;
        }
        if (next == start) {
          List<String> names = new ArrayList<>(List.of(rules.get(start).name()));
          for (Integer at = rule; at != null; at = cameFrom.get(at)) {
            names.add(1, rules.get(at).name());
          }
          // The way back ends at the start, which stands there already.
          names.remove(1);
          names.add(rules.get(start).name());
          return Optional.of(names);
        }
        if (cameFrom.putIfAbsent(next, rule) == null) {
          open.addLast(next);
        }
      }
    }
    return Optional.empty();
  }

  /** Whether one rule gives to an owner whose costs the other shares out. */
  private static boolean feeds(SplitRule from, SplitRule to) {
    return to.pool().hasOwner()
        && from.tiers().stream()
            .flatMap(tier -> tier.targets().stream())
            .anyMatch(target -> to.pool().isOf(target.owner()));
  }
}
