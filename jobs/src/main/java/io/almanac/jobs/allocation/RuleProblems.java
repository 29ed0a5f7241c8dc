package io.almanac.jobs.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.config.Suggestion;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Collects what is wrong with a rule file, and reads the simple things that rules are made of. */
final class RuleProblems {
  private final List<String> problems = new ArrayList<>();
  private final String what;
  private Path file;

  RuleProblems(Path file) {
    this("allocation rules in", file);
  }

  /** Problems of what stands in another place than a file of rules. */
  RuleProblems(String what, Path file) {
    this.what = what;
    this.file = file;
  }

  /** From now on problems are in this file. */
  void in(Path now) {
    file = now;
  }

  List<String> all() {
    return List.copyOf(problems);
  }

  void add(String at, String value, String remedy) {
    problems.add(
        "Cannot use %s %s, %s: %s. %s"
            .formatted(what, file, at.isEmpty() ? "top" : at, value, remedy));
  }

  /** Takes over what another reader found. */
  void addAll(List<String> more) {
    problems.addAll(more);
  }

  /** A text that is not blank, trimmed; null after a problem. */
  String text(JsonNode node, String at) {
    if (node == null || !node.isValueNode() || node.isNull() || node.asText().isBlank()) {
      add(at, node == null ? "nothing" : shown(node), "Write a text that is not blank.");
      return null;
    }
    return node.asText().strip();
  }

  /** One text or a list of at least one. */
  List<String> texts(JsonNode node, String at) {
    List<String> texts = new ArrayList<>();
    if (node.isArray() && node.isEmpty()) {
      add(at, "[]", "State at least one value.");
    }
    for (JsonNode value : node.isArray() ? node : List.of(node)) {
      String text = text(value, at);
      if (text != null) {
        texts.add(text);
      }
    }
    return texts;
  }

  /** The days from the keys {@code from} and {@code to}, each of which may be left out. */
  DateRange days(JsonNode node, String at) {
    DateRange days = DateRange.of(day(node, "from", at), day(node, "to", at));
    if (days.isEmpty()) {
      add(at, days.words(), "Write a to that is not before from.");
    }
    return days;
  }

  private LocalDate day(JsonNode node, String key, String at) {
    if (!node.has(key)) {
      return null;
    }
    return day(node.get(key).asText(), at + "." + key);
  }

  /** A day; null after a problem. */
  LocalDate day(String text, String at) {
    try {
      return LocalDate.parse(text.strip());
    } catch (DateTimeParseException e) {
      add(at, text, "Write a day as 2026-10-31.");
      return null;
    }
  }

  void checkKeys(JsonNode node, String at, Collection<String> known) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                add(at.isEmpty() ? key : at + "." + key, "unknown key", hint(key, known));
              }
            });
  }

  /** Which of the known names was probably meant. */
  static String hint(String name, Collection<String> known) {
    return Suggestion.nearest(name, known)
        .map(nearest -> "Did you mean " + nearest + "?")
        .orElse(known.isEmpty() ? "There is none." : "Known are " + String.join(", ", known) + ".");
  }

  static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
