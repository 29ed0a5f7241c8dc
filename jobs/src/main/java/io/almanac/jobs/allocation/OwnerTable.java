package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.allocation.condition.Condition;
import io.almanac.jobs.allocation.condition.TextTest;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Owners by something that charges have, such as their sub account: a CSV file made ready.
 *
 * @param name as rules call it
 * @param by what its keys are compared with
 * @param lines by trimmed lower-case key, the lines of one key apart in time
 */
record OwnerTable(String name, Attribute by, Map<String, List<Line>> lines)
    implements Serializable {

  OwnerTable {
    lines = new LinkedHashMap<>(lines);
  }

  /**
   * What the table says of one key.
   *
   * @param owner values by owner column; what is blank in the file is left out
   * @param days when it holds
   */
  record Line(Map<String, String> owner, DateRange days) implements Serializable {}

  /** The owner column's value for a charge; null when the table has none. */
  String value(ChargeFacts charge, String column) {
    for (String key : by.values(charge)) {
      for (Line line : lines.getOrDefault(key, List.of())) {
        if (line.days().has(charge.epochDay()) && line.owner().get(column) != null) {
          return line.owner().get(column);
        }
      }
    }
    return null;
  }

  /** True of every charge that the table has a value for, on some day at least. */
  Condition mayHave(String column) {
    return keys(
        lines.entrySet().stream()
            .filter(
                key -> key.getValue().stream().anyMatch(line -> line.owner().get(column) != null))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** True only of charges that the table has a value for on every day. */
  Condition surelyHas(String column) {
    return keys(
        lines.entrySet().stream()
            .filter(
                key ->
                    key.getValue().stream()
                        .anyMatch(
                            line ->
                                line.days().equals(DateRange.ALWAYS)
                                    && line.owner().get(column) != null))
            .map(Map.Entry::getKey)
            .toList());
  }

  /** The days at which what the table says may change. */
  TreeSet<Long> changes() {
    TreeSet<Long> changes = new TreeSet<>();
    lines.values().forEach(all -> all.forEach(line -> addChanges(changes, line.days())));
    return changes;
  }

  /** Adds the first day of a range and the day after its last one, as far as it has such. */
  static void addChanges(TreeSet<Long> changes, DateRange days) {
    if (days.first() != Long.MIN_VALUE) {
      changes.add(days.first());
    }
    if (days.last() != Long.MAX_VALUE) {
      changes.add(days.last() + 1);
    }
  }

  private Condition keys(List<String> keys) {
    List<TextTest> tests = new ArrayList<>();
    keys.forEach(key -> tests.add(TextTest.exactly(key)));
    return tests.isEmpty() ? Condition.NEVER : new Condition.Matches(by, tests);
  }
}
