package io.almanac.jobs.allocation;

import java.io.Serializable;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Which keys of tags are the same key, and which values are the same value.
 *
 * @param keys the one key by each other key that means the same; a key's own is not among them
 * @param order how early a spelling of a key is asked, by that spelling; the key's own is first
 * @param values the one value by the one key, then by trimmed lower-case other value
 */
record TagNames(
    Map<String, String> keys, Map<String, Integer> order, Map<String, Map<String, String>> values)
    implements Serializable {
  /** Every key and value is itself. */
  static final TagNames NONE = new TagNames(Map.of(), Map.of(), Map.of());

  TagNames {
    keys = new HashMap<>(keys);
    order = new HashMap<>(order);
    values = new HashMap<>(values);
  }

  /** The one key, trimmed and in lower case. */
  String key(String key) {
    String plain = plain(key);
    return keys.getOrDefault(plain, plain);
  }

  /**
   * The one value of a tag; the value as it came where the tables do not name it.
   *
   * @param key as {@link #key} gives it
   */
  String value(String key, String value) {
    Map<String, String> known = values.get(key);
    return known == null ? value : known.getOrDefault(plain(value), value);
  }

  /**
   * Tags under their one keys with their one values. Where several keys of a charge mean the same,
   * the key's own spelling counts, then the others in the order of the table.
   *
   * @param tags values that are not blank by trimmed lower-case key
   */
  Map<String, String> normalised(Map<String, String> tags) {
    if (keys.isEmpty() && values.isEmpty()) {
      return tags;
    }
    Map<String, String> normalised = new HashMap<>();
    Map<String, Integer> place = new HashMap<>();
    tags.forEach(
        (key, value) -> {
          String one = keys.getOrDefault(key, key);
          int at = order.getOrDefault(key, -1);
          if (!place.containsKey(one) || at < place.get(one)) {
            place.put(one, at);
            normalised.put(one, value(one, value));
          }
        });
    return normalised;
  }

  static String plain(String text) {
    return text.strip().toLowerCase(Locale.ROOT);
  }
}
