package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.allocation.condition.ChargeView;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * Finds the few rules that a charge may fall under by what it has, so that the time for a charge
 * does not grow with the number of rules. Every rule is filed under the keys of its narrowest
 * condition; one that has no such condition (only what must not be, say) is asked every time.
 */
final class RuleIndex implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int[] NONE = {};

  /** What is filed under one column or tag. */
  private static final class Slot implements Serializable {
    private static final long serialVersionUID = 1L;
    private final HashMap<String, int[]> exact = new HashMap<>();
    private final HashMap<String, int[]> prefix = new HashMap<>();
    private int[] lengths = NONE;
    private int[] present = NONE;
  }

  private final TreeMap<String, Slot> slots = new TreeMap<>();
  private int[] always = NONE;

  /** Files the rules, which are then known by their place in the list. */
  RuleIndex(List<AllocationRule> rules) {
    List<List<RuleAnchor>> offers = new ArrayList<>();
    Map<RuleAnchor.Key, Integer> uses = new HashMap<>();
    for (AllocationRule rule : rules) {
      List<RuleAnchor> offered = RuleAnchor.of(rule.mayTake());
      offers.add(offered);
      offered.forEach(anchor -> anchor.keys().forEach(key -> uses.merge(key, 1, Integer::sum)));
    }
    for (int rule = 0; rule < rules.size(); rule++) {
      RuleAnchor best = null;
      for (RuleAnchor anchor : offers.get(rule)) {
        if (best == null || cost(anchor, uses) < cost(best, uses)) {
          best = anchor;
        }
      }
      if (best == null) {
        always = with(always, rule);
      } else {
        for (RuleAnchor.Key key : best.keys()) {
          file(key, rule);
        }
      }
    }
  }

  /** How many rules are expected to be asked because of the anchor. */
  private static long cost(RuleAnchor anchor, Map<RuleAnchor.Key, Integer> uses) {
    return anchor.keys().stream()
        .mapToLong(key -> (long) uses.get(key) * key.kind().breadth())
        .max()
        .orElse(0);
  }

  private void file(RuleAnchor.Key key, int rule) {
    Slot slot = slots.computeIfAbsent(key.slot(), unseen -> new Slot());
    switch (key.kind()) {
      case EXACT -> slot.exact.merge(key.text(), new int[] {rule}, (old, one) -> with(old, rule));
      case PREFIX -> {
        slot.prefix.merge(key.text(), new int[] {rule}, (old, one) -> with(old, rule));
        slot.lengths = slot.prefix.keySet().stream().mapToInt(String::length).toArray();
        slot.lengths = Arrays.stream(slot.lengths).sorted().distinct().toArray();
      }
      case PRESENT -> slot.present = with(slot.present, rule);
      default -> throw new IllegalArgumentException("Cannot file rule: " + key);
    }
  }

  private static int[] with(int[] rules, int rule) {
    int[] more = Arrays.copyOf(rules, rules.length + 1);
    more[rules.length] = rule;
    return more;
  }

  /**
   * Asks the rules that may take the charge in their order, each once, until one is the answer.
   *
   * @return the rule's place; -1 when none is the answer
   */
  int first(ChargeView charge, IntPredicate isAnswer) {
    List<int[]> found = new ArrayList<>();
    add(found, always);
    for (Map.Entry<String, Slot> entry : slots.entrySet()) {
      String value = Attribute.value(charge, entry.getKey());
      if (value != null) {
        Slot slot = entry.getValue();
        add(found, slot.exact.getOrDefault(value, NONE));
        add(found, slot.present);
        for (int length : slot.lengths) {
          if (length > value.length()) {
            break;
          }
          add(found, slot.prefix.getOrDefault(value.substring(0, length), NONE));
        }
      }
    }
    int[] at = new int[found.size()];
    int last = -1;
    while (true) {
      int next = Integer.MAX_VALUE;
      for (int list = 0; list < at.length; list++) {
        int[] rules = found.get(list);
        while (at[list] < rules.length && rules[at[list]] <= last) {
          at[list]++;
        }
        if (at[list] < rules.length) {
          next = Math.min(next, rules[at[list]]);
        }
      }
      if (next == Integer.MAX_VALUE) {
        return -1;
      }
      if (isAnswer.test(next)) {
        return next;
      }
      last = next;
    }
  }

  private static void add(List<int[]> found, int[] rules) {
    if (rules.length > 0) {
      found.add(rules);
    }
  }
}
