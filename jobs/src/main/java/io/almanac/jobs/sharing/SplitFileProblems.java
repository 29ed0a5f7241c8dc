package io.almanac.jobs.sharing;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.Suggestion;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Takes values out of one file of split rules, and collects what is wrong with them. */
final class SplitFileProblems {
  private static final BigDecimal MOST = new BigDecimal("1e15");
  private static final int MOST_DIGITS = 18;

  private final Path file;
  private final List<String> problems = new ArrayList<>();

  SplitFileProblems(Path file) {
    this.file = file;
  }

  /** A text that is there; empty after a problem. */
  String text(JsonNode node, String at, String key) {
    JsonNode value = node.path(key);
    if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
      add(path(at, key), value, "Write a text that is not blank.");
      return "";
    }
    return value.asText().strip();
  }

  /** One text or a list of them, at least one. */
  List<String> texts(JsonNode node, String at, String key) {
    JsonNode value = node.path(key);
    List<String> texts = new ArrayList<>();
    for (JsonNode one : value.isArray() ? value : List.of(value)) {
      if (one.isValueNode() && !one.isNull() && !one.asText().isBlank()) {
        texts.add(one.asText().strip());
      } else {
        texts.clear();
        break;
      }
    }
    if (texts.isEmpty()) {
      add(path(at, key), value, "Write a text that is not blank, or a list of them.");
    }
    return texts;
  }

  /** A decimal above zero; one after a problem. */
  BigDecimal positive(JsonNode node, String at, String key) {
    JsonNode value = node.path(key);
    try {
      BigDecimal number = new BigDecimal(value.asText().strip());
      if (number.signum() > 0
          && number.compareTo(MOST) <= 0
          && number.stripTrailingZeros().scale() <= MOST_DIGITS) {
        return number;
      }
    } catch (NumberFormatException e) {
      // Told below, together with numbers out of range.
    }
    add(path(at, key), value, "Write a decimal number above zero, such as 2 or 1250.50.");
    return BigDecimal.ONE;
  }

  /** Notes what is no mapping, and every key that is not known. */
  void checkKeys(JsonNode node, String at, Collection<String> known) {
    if (!node.isObject()) {
      add(at, node, "Write keys and values.");
    }
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                add(path(at, key), "unknown key", didYouMean(key, known));
              }
            });
  }

  void add(String at, JsonNode value, String remedy) {
    add(at, value.isMissingNode() ? "nothing" : value.toString(), remedy);
  }

  void add(String at, String value, String remedy) {
    problems.add(
        "Cannot use shared costs in %s, %s: %s. %s"
            .formatted(file, at.isEmpty() ? "top" : at, value, remedy));
  }

  /**
   * Ends the reading when anything is wrong.
   *
   * @throws AlmanacException with all of it
   */
  void failIfAny() {
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
  }

  static String didYouMean(String word, Collection<String> known) {
    return Suggestion.nearest(word, known)
        .map(near -> "Did you mean " + near + "?")
        .orElse("Known are " + String.join(", ", known) + ".");
  }

  private static String path(String at, String key) {
    return at.isEmpty() ? key : at + "." + key;
  }
}
