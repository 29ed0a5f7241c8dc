package io.almanac.jobs.charges.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The labels and tags of a Google billing record as FOCUS tags. */
final class GcpLabels {
  /** Later ones win: what stands at the resource says more than what stands at its project. */
  private static final List<String> PRECEDENCE = List.of("tags", "project.labels", "labels");

  /** Names of FOCUS for what Google says of a machine in labels of its own. */
  private static final Map<String, String> PRICE_DETAILS =
      Map.of(
          "compute.googleapis.com/cores", "CoreCount",
          "compute.googleapis.com/machine_spec", "InstanceType");

  private GcpLabels() {}

  /**
   * Labels of the resource over labels of the project over tags, as a JSON object; a label without
   * a value does not hide one that has a value. Null when there are none.
   */
  static String tags(GcpRecord record, ChargeDraft draft) {
    TreeMap<String, String> tags = new TreeMap<>();
    for (String field : PRECEDENCE) {
      List<JsonNode> labels = record.list(field);
      if (labels == null) {
        draft.flag("TagNotJson");
      } else {
        TreeMap<String, String> own = pairs(labels);
        own.forEach(
            (key, value) -> {
              if (!value.isEmpty() || !tags.containsKey(key)) {
                tags.put(key, value);
              }
            });
      }
    }
    return tags.isEmpty() ? null : Json.object(tags);
  }

  /** Properties of the machine, as a JSON object; null when none is known. */
  static String priceDetails(GcpRecord record) {
    List<JsonNode> labels = record.list("system_labels");
    TreeMap<String, String> details = new TreeMap<>();
    if (labels != null) {
      pairs(labels)
          .forEach(
              (key, value) -> {
                if (PRICE_DETAILS.containsKey(key) && !value.isEmpty()) {
                  details.put(PRICE_DETAILS.get(key), value);
                }
              });
    }
    return details.isEmpty() ? null : Json.object(details);
  }

  /** The first value of each key. */
  private static TreeMap<String, String> pairs(List<JsonNode> labels) {
    TreeMap<String, String> pairs = new TreeMap<>();
    for (JsonNode label : labels) {
      String key = GcpRecord.text(label.get("key"));
      String value = GcpRecord.text(label.get("value"));
      if (key != null) {
        pairs.putIfAbsent(key, value == null ? "" : value);
      }
    }
    return pairs;
  }
}
