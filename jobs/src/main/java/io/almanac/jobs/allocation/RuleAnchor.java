package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.Condition;
import io.almanac.jobs.allocation.condition.TextTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Keys of which a charge must have at least one for a rule to take it, so that a rule is asked only
 * about charges that have one.
 *
 * @param keys at least one
 */
record RuleAnchor(Set<Key> keys) {
  /** Which texts have a key. */
  enum Kind {
    /** The text itself. */
    EXACT(1),
    /** Every text that starts with it. */
    PREFIX(4),
    /** Every text; the key has none. */
    PRESENT(64);

    private final int breadth;

    Kind(int breadth) {
      this.breadth = breadth;
    }

    /** How many times more charges than an exact text it is expected to have. */
    int breadth() {
      return breadth;
    }
  }

  /**
   * A text at a place of charges.
   *
   * @param slot a column, or a tag as {@code tag:key}
   */
  record Key(String slot, Kind kind, String text) {}

  /** Every anchor that a condition offers; none when charges without any key may fulfil it. */
  static List<RuleAnchor> of(Condition condition) {
    List<RuleAnchor> anchors = new ArrayList<>();
    if (condition instanceof Condition.All all) {
      all.of().forEach(part -> anchors.addAll(of(part)));
    } else if (condition instanceof Condition.Matches matches) {
      Set<Key> keys = new LinkedHashSet<>();
      for (String slot : matches.attribute().slots()) {
        matches.tests().forEach(test -> keys.add(key(slot, test)));
      }
      anchors.add(new RuleAnchor(keys));
    } else if (condition instanceof Condition.Any any) {
      Set<Key> keys = new LinkedHashSet<>();
      for (Condition part : any.of()) {
        List<RuleAnchor> offered = of(part);
        if (offered.isEmpty()) {
          return List.of();
        }
        keys.addAll(narrowest(offered).keys());
      }
      anchors.add(new RuleAnchor(keys));
    }
    return anchors;
  }

  private static Key key(String slot, TextTest test) {
    if (test instanceof TextTest.Exactly one) {
      return new Key(slot, Kind.EXACT, one.text());
    }
    if (test instanceof TextTest.Glob glob && !glob.prefix().isEmpty()) {
      return new Key(slot, Kind.PREFIX, glob.prefix());
    }
    return new Key(slot, Kind.PRESENT, "");
  }

  private static RuleAnchor narrowest(List<RuleAnchor> anchors) {
    RuleAnchor best = anchors.get(0);
    for (RuleAnchor anchor : anchors) {
      if (anchor.breadth() < best.breadth()) {
        best = anchor;
      }
    }
    return best;
  }

  /** How broad its broadest key is. */
  int breadth() {
    return keys.stream().mapToInt(key -> key.kind().breadth()).max().orElse(0);
  }
}
