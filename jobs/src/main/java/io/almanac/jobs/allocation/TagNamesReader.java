package io.almanac.jobs.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.budget.CsvLines;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads which tags are the same: {@code tag-keys} and {@code tag-values} of a rule file, or a CSV
 * file with the columns {@code key,value,also}, where a line without a value says of a key, and one
 * with it of a value, what else means the same.
 *
 * <pre>
 * tag-keys:
 *   team: [team-name, squad]
 * tag-values:
 *   team:
 *     mlplat: ["ML Platform", "ml-platform"]
 * </pre>
 */
final class TagNamesReader {
  private final RuleProblems problems;
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Integer> order = new HashMap<>();
  private final Map<String, Map<String, String>> values = new HashMap<>();

  TagNamesReader(RuleProblems problems) {
    this.problems = problems;
  }

  void keys(JsonNode node) {
    if (!node.isObject()) {
      problems.add("tag-keys", RuleProblems.shown(node), "Write { key: [other keys] }.");
    }
    node.properties()
        .forEach(
            entry -> {
              String at = "tag-keys." + entry.getKey();
              problems.texts(entry.getValue(), at).forEach(also -> key(entry.getKey(), also, at));
            });
  }

  void values(JsonNode node) {
    if (!node.isObject()) {
      problems.add("tag-values", RuleProblems.shown(node), "Write { key: { value: [others] } }.");
    }
    node.properties()
        .forEach(
            key ->
                key.getValue()
                    .properties()
                    .forEach(
                        value -> {
                          String at = "tag-values." + key.getKey() + "." + value.getKey();
                          problems
                              .texts(value.getValue(), at)
                              .forEach(also -> value(key.getKey(), value.getKey(), also, at));
                        }));
  }

  void table(Path file) {
    CsvLines.read(file, "table of tags", List.of("key", "value", "also"))
        .forEach(
            (number, line) -> {
              String at = "line " + number;
              if (line.get("key").isBlank() || line.get("also").isBlank()) {
                problems.add(at, line.toString(), "Write a key and what else means the same.");
              } else if (line.get("value").isBlank()) {
                key(line.get("key"), line.get("also"), at);
              } else {
                value(line.get("key"), line.get("value"), line.get("also"), at);
              }
            });
  }

  private void key(String key, String also, String at) {
    String one = TagNames.plain(key);
    String other = TagNames.plain(also);
    if (one.equals(other)) {
      return;
    }
    String before = keys.putIfAbsent(other, one);
    if (before != null && !before.equals(one)) {
      problems.add(at, also, "It means the same as " + before + " already; name it once.");
    }
    order.putIfAbsent(other, order.size());
  }

  private void value(String key, String value, String also, String at) {
    String before =
        values
            .computeIfAbsent(TagNames.plain(key), unseen -> new HashMap<>())
            .putIfAbsent(TagNames.plain(also), value.strip());
    if (before != null && !TagNames.plain(before).equals(TagNames.plain(value))) {
      problems.add(at, also, "It means the same as " + before + " already; name it once.");
    }
  }

  /** All that was read. */
  TagNames names() {
    for (String one : keys.values().stream().sorted().distinct().toList()) {
      if (keys.containsKey(one)) {
        problems.add("tag-keys", one, "It means the same as " + keys.get(one) + "; name that.");
      }
    }
    Map<String, Map<String, String>> byOneKey = new HashMap<>();
    values.forEach(
        (key, known) ->
            byOneKey
                .computeIfAbsent(keys.getOrDefault(key, key), unseen -> new HashMap<>())
                .putAll(known));
    return new TagNames(keys, order, byOneKey);
  }
}
