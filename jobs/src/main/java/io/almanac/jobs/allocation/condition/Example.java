package io.almanac.jobs.allocation.condition;

import io.almanac.jobs.allocation.condition.Condition.All;
import io.almanac.jobs.allocation.condition.Condition.Any;
import io.almanac.jobs.allocation.condition.Condition.Matches;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A charge made up so that it fulfils conditions.
 *
 * @param values by column, or {@code tag:} and a tag's key
 */
public record Example(Map<String, String> values) implements ChargeView {
  private static final int MOST_PAIRED = 10;

  /** Copies the map. */
  public Example {
    values = Map.copyOf(values);
  }

  /**
   * One that fulfils all the conditions, if one is found. What is given does fulfil them; when
   * nothing is found there may still be one.
   */
  public static Optional<Example> of(List<Condition> conditions) {
    Map<String, List<Matches>> bySlot = new LinkedHashMap<>();
    conditions.forEach(condition -> collect(condition, bySlot));
    Map<String, String> values = new TreeMap<>();
    bySlot.forEach((slot, wanted) -> value(wanted).ifPresent(text -> values.put(slot, text)));
    Example example = new Example(values);
    return conditions.stream().allMatch(condition -> condition.holds(example))
        ? Optional.of(example)
        : Optional.empty();
  }

  /** What must match, with the first way out of any. */
  private static void collect(Condition condition, Map<String, List<Matches>> bySlot) {
    if (condition instanceof All all) {
      all.of().forEach(part -> collect(part, bySlot));
    } else if (condition instanceof Any any && !any.of().isEmpty()) {
      collect(any.of().get(0), bySlot);
    } else if (condition instanceof Matches matches) {
      bySlot
          .computeIfAbsent(matches.attribute().slots().get(0), unseen -> new ArrayList<>())
          .add(matches);
    }
  }

  private static Optional<String> value(List<Matches> wanted) {
    List<String> candidates = new ArrayList<>();
    for (Matches matches : wanted) {
      for (TextTest test : matches.tests()) {
        if (test instanceof TextTest.Exactly one) {
          candidates.add(one.text());
        } else if (test instanceof TextTest.Glob glob) {
          String shortest = String.join("", glob.parts());
          candidates.add(shortest.isBlank() ? "x" : shortest);
        }
      }
    }
    // A beginning and an end that are asked for together.
    List<String> pairs = new ArrayList<>();
    for (String one : candidates) {
      candidates.stream().limit(MOST_PAIRED).forEach(other -> pairs.add(one + other));
    }
    return Stream.concat(candidates.stream(), pairs.stream().limit(MOST_PAIRED * MOST_PAIRED))
        .filter(
            text ->
                wanted.stream()
                    .allMatch(matches -> matches.tests().stream().anyMatch(t -> t.matches(text))))
        .findFirst();
  }

  @Override
  public String column(String name) {
    return values.get(name);
  }

  @Override
  public String tag(String key) {
    return values.get("tag:" + key);
  }

  /** The values as people read them. */
  public String words() {
    StringBuilder words = new StringBuilder();
    new TreeMap<>(values)
        .forEach(
            (slot, value) ->
                words
                    .append(words.isEmpty() ? "" : ", ")
                    .append(slot.startsWith("tag:") ? "tag " + slot.substring(4) : slot)
                    .append(" = ")
                    .append(value));
    return words.toString();
  }
}
