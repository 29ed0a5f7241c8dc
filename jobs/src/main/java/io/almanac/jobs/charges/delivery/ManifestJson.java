package io.almanac.jobs.charges.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a manifest's JSON leniently: what is missing or of another type is simply not there. */
final class ManifestJson {
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final long LARGEST = 64L << 20;
  private static final Pattern DAY = Pattern.compile("(\\d{4})-?(\\d{2})-?(\\d{2}).*");

  private ManifestJson() {}

  /**
   * The content of a manifest.
   *
   * @throws AlmanacException when it is no JSON
   */
  static JsonNode read(SourceFile file) {
    try {
      if (file.size() > LARGEST) {
        throw unreadable(file, "it has " + file.size() + " bytes");
      }
      JsonNode node = MAPPER.readTree(Files.readAllBytes(Path.of(file.path())));
      if (!node.isObject()) {
        throw unreadable(file, "it is no JSON object");
      }
      return node;
    } catch (JsonProcessingException e) {
      throw unreadable(file, e.getOriginalMessage());
    } catch (IOException e) {
      throw unreadable(file, e.getMessage());
    }
  }

  static AlmanacException unreadable(SourceFile manifest, String why) {
    return AlmanacException.input(
        "Cannot read manifest: %s (%s). Deliver it again, or take it out of the source's path."
            .formatted(manifest.path(), why));
  }

  /** The text below a chain of keys; empty when there is none. */
  static String text(JsonNode node, String... keys) {
    JsonNode found = node;
    for (String key : keys) {
      found = found.path(key);
    }
    return found.isValueNode() && !found.isNull() ? found.asText().strip() : "";
  }

  /** The whole number of a key; null when there is none. */
  static Long number(JsonNode node, String key) {
    String text = text(node, key);
    return text.matches("\\d{1,18}") ? Long.valueOf(text) : null;
  }

  /**
   * The file names of an array, each a text or an object with a known key.
   *
   * @throws AlmanacException when it holds anything else: a name that is passed over is money lost
   */
  static List<String> names(SourceFile manifest, JsonNode json, String key) {
    JsonNode array = json.path(key);
    List<String> names = new ArrayList<>();
    for (JsonNode item : array) {
      String name = item.isTextual() ? item.asText() : named(item);
      if (!name.isEmpty()) {
        names.add(name);
      }
    }
    if (!array.isArray() || names.size() != array.size()) {
      throw unreadable(manifest, key + " is no list of file names");
    }
    return names;
  }

  private static String named(JsonNode item) {
    for (String key : List.of("key", "s3Key", "url", "path", "relativePath")) {
      if (item.path(key).isTextual()) {
        return item.path(key).asText();
      }
    }
    return "";
  }

  /** All texts of the document, wherever they stand, that a pattern is found in. */
  static List<String> textsWith(JsonNode node, Pattern pattern) {
    if (node.isTextual()) {
      return pattern.matcher(node.asText()).find() ? List.of(node.asText()) : List.of();
    }
    List<String> texts = new ArrayList<>();
    node.forEach(child -> texts.addAll(textsWith(child, pattern)));
    return texts;
  }

  /** The first group of a pattern in any text of the document; empty when none has it. */
  static String anywhere(JsonNode node, Pattern pattern) {
    for (String text : textsWith(node, pattern)) {
      Matcher found = pattern.matcher(text);
      if (found.find()) {
        return found.group(1);
      }
    }
    return "";
  }

  /** The day of {@code 20180801T000000.000Z} or {@code 2018-08-01...}; null when it is none. */
  static LocalDate day(String text) {
    Matcher day = DAY.matcher(text);
    if (!day.matches()) {
      return null;
    }
    try {
      return LocalDate.of(
          Integer.parseInt(day.group(1)),
          Integer.parseInt(day.group(2)),
          Integer.parseInt(day.group(3)));
    } catch (DateTimeException e) {
      return null;
    }
  }

  /** The digits of a time, which sort as the times do when all are in UTC. */
  static String digits(String time) {
    return time.replaceAll("\\D", "");
  }
}
