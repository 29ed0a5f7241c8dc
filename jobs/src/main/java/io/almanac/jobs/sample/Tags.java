package io.almanac.jobs.sample;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The tags of a charge, sorted by key, with their JSON text made once. */
final class Tags {

  static final Tags NONE = new Tags(Map.of());

  private final SortedMap<String, String> values;
  private final String json;

  Tags(Map<String, String> values) {
    this.values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
    this.json = values.isEmpty() ? null : Json.text(this.values);
  }

  SortedMap<String, String> values() {
    return values;
  }

  /** A flat JSON object, or null without tags. */
  String json() {
    return json;
  }
}
