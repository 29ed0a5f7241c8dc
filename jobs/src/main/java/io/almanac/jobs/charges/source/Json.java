package io.almanac.jobs.charges.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads and writes the JSON texts of a charge: objects with sorted keys and exact numbers. */
public final class Json {
  private static final JsonMapper MAPPER = mapper().build();

  /** Refuses a key that an object has twice, of which the other mapper keeps the last value. */
  private static final JsonMapper STRICT =
      mapper().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private Json() {}

  private static JsonMapper.Builder mapper() {
    return JsonMapper.builder()
        .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
        .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
  }

  /**
   * An object in its one canonical text.
   *
   * @param text keys sorted, numbers digit for digit
   * @param clashingKeys whether keys are equal, or would be but for case and outer blanks
   */
  record Canonical(String text, boolean clashingKeys) {}

  /** The object with sorted keys; null when the text is no JSON object. */
  static Canonical canonical(String text) {
    String stripped = braced(text);
    if (!stripped.startsWith("{")) {
      return null;
    }
    try {
      boolean clash = false;
      Map<?, ?> object;
      try {
        object = STRICT.readValue(stripped, Map.class);
      } catch (JsonProcessingException e) {
        object = MAPPER.readValue(stripped, Map.class);
        clash = true;
      }
      Set<String> seen = new HashSet<>();
      for (Object key : object.keySet()) {
        clash |= !seen.add(key.toString().strip().toLowerCase(Locale.ROOT));
      }
      return new Canonical(MAPPER.writeValueAsString(object), clash);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The members of the object; null when the text is no JSON object. */
  static Map<String, Object> members(String text) {
    String stripped = braced(text);
    if (!stripped.startsWith("{")) {
      return null;
    }
    try {
      return MAPPER.readValue(stripped, new TypeReference<Map<String, Object>>() {});
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The object of values, keys in the map's order, numbers digit for digit. */
  static String text(SortedMap<String, Object> members) {
    try {
      return MAPPER.writeValueAsString(members);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot write JSON: " + members, e);
    }
  }

  /** The text with the keys of all objects sorted; the text itself when it is no JSON. */
  static String sorted(String text) {
    try {
      return MAPPER.writeValueAsString(MAPPER.readValue(text, Object.class));
    } catch (JsonProcessingException e) {
      return text;
    }
  }

  /**
   * The members of an object as texts, by key; nulls are left out, nested values are their JSON.
   * Null when the text is no JSON object.
   */
  static SortedMap<String, String> memberTexts(String text) {
    String stripped = text.strip();
    if (!stripped.startsWith("{")) {
      return null;
    }
    try {
      TreeMap<String, String> members = new TreeMap<>();
      Map<?, ?> object = MAPPER.readValue(stripped, Map.class);
      for (Map.Entry<?, ?> entry : object.entrySet()) {
        Object value = entry.getValue();
        if (value instanceof String word) {
          members.put(entry.getKey().toString(), word);
        } else if (value != null) {
          members.put(entry.getKey().toString(), MAPPER.writeValueAsString(value));
        }
      }
      return members;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The text as a tree with exact numbers; null when it is no JSON. */
  static JsonNode tree(String text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  /** The object of texts, keys in the map's order. */
  static String object(SortedMap<String, String> values) {
    StringBuilder json = new StringBuilder(32 * values.size());
    for (Map.Entry<String, String> entry : values.entrySet()) {
      append(json, entry.getKey(), entry.getValue());
    }
    return close(json);
  }

  /** Appends one member to an object that {@link #close} ends; a null value is written as null. */
  public static void append(StringBuilder json, String key, String value) {
    json.append(json.length() == 0 ? "{" : ",");
    quote(json, key);
    json.append(':');
    if (value == null) {
      json.append("null");
    } else {
      quote(json, value);
    }
  }

  /** Appends one number, digit for digit, to an object that {@link #close} ends. */
  public static void append(StringBuilder json, String key, BigDecimal value) {
    json.append(json.length() == 0 ? "{" : ",");
    quote(json, key);
    json.append(':').append(value);
  }

  /** Ends an object begun with {@link #append}. */
  public static String close(StringBuilder json) {
    return json.length() == 0 ? "{}" : json.append('}').toString();
  }

  /** Azure exports leave the braces of tags out. */
  private static String braced(String text) {
    String stripped = text.strip();
    return stripped.startsWith("\"") ? "{" + stripped + "}" : stripped;
  }

  private static void quote(StringBuilder json, String text) {
    json.append('"');
    JsonStringEncoder.getInstance().quoteAsString(text, json);
    json.append('"');
  }
}
