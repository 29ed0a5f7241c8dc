package io.almanac.jobs.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.budget.CsvLines;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads tables of owners: CSV with the columns {@code key} and {@code team}, any other of the owner
 * and, where a line does not hold for ever, {@code from} and {@code to} (the last day it holds).
 */
final class OwnerTableReader {
  private static final List<String> KEYS = List.of("file", "by");

  private final RuleProblems problems;
  private final TagNames tagNames;

  OwnerTableReader(RuleProblems problems, TagNames tagNames) {
    this.problems = problems;
    this.tagNames = tagNames;
  }

  /** What a table is looked up by: a field's key, or {@code tag:key}. */
  Optional<Attribute> by(JsonNode node, String at) {
    problems.checkKeys(node, at, KEYS);
    String by = problems.text(node.get("by"), at + ".by");
    if (by == null) {
      return Optional.empty();
    }
    if (by.startsWith("tag:") && !by.substring(4).isBlank()) {
      return Optional.of(Attribute.tag(tagNames.key(by.substring(4))));
    }
    Optional<Attribute> field = RuleField.named(by).map(RuleField::attribute);
    if (field.isEmpty()) {
      List<String> known = Stream.of(RuleField.values()).map(RuleField::key).toList();
      problems.add(at + ".by", by, RuleProblems.hint(by, known) + " Tags are tag:key.");
    }
    return field;
  }

  /** The table; without lines after a problem. */
  OwnerTable read(String name, Attribute by, Path file) {
    List<String> optional = new ArrayList<>(OwnerReader.KEYS);
    optional.addAll(List.of("from", "to"));
    Map<String, List<OwnerTable.Line>> lines = new LinkedHashMap<>();
    CsvLines.read(file, "table of owners", List.of("key", "team"), optional)
        .forEach(
            (number, values) -> {
              String at = "line " + number;
              String key = values.get("key");
              if (key.isBlank() || values.get("team").isBlank()) {
                problems.add(at, key, "Write a key and a team.");
                return;
              }
              DateRange days = DateRange.of(day(values.get("from"), at), day(values.get("to"), at));
              if (by.isTag()) {
                key = tagNames.value(by.tagKey(), key);
              }
              List<OwnerTable.Line> same =
                  lines.computeIfAbsent(TagNames.plain(key), unseen -> new ArrayList<>());
              if (days.isEmpty()) {
                problems.add(at, days.words(), "Write a to that is not before from.");
              } else if (same.stream().anyMatch(line -> !line.days().and(days).isEmpty())) {
                problems.add(at, key, "A line before it has the key for the same days; keep one.");
              }
              same.add(new OwnerTable.Line(owner(values), days));
            });
    return new OwnerTable(name, by, lines);
  }

  private static Map<String, String> owner(Map<String, String> values) {
    Map<String, String> owner = new LinkedHashMap<>();
    for (String key : OwnerReader.KEYS) {
      if (values.get(key) != null && !values.get(key).isBlank()) {
        owner.put(key.replace('-', '_'), values.get(key));
      }
    }
    return owner;
  }

  private LocalDate day(String text, String at) {
    return text == null || text.isBlank() ? null : problems.day(text, at);
  }
}
