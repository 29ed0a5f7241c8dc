package io.almanac.jobs.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.allocation.AllocationRules;
import java.io.Serializable;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The tags of a piece: the charge's own, such as those of the node, and over them the workload's. A
 * key of the charge that means the same as one of the workload's gives way, however it is spelt.
 */
final class PieceTags implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int MOST_REMEMBERED = 20_000;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final AllocationRules rules;
  private transient Map<String, Map<Workload, String>> remembered;

  PieceTags(AllocationRules rules) {
    this.rules = rules;
  }

  /**
   * Tags as JSON with sorted keys.
   *
   * @param charge the charge's tags as JSON; null for none
   */
  synchronized String merged(String charge, Workload workload) {
    if (workload.tags().isEmpty()) {
      return charge;
    }
    if (remembered == null || remembered.size() > MOST_REMEMBERED) {
      remembered = new HashMap<>();
    }
    return remembered
        .computeIfAbsent(charge == null ? "" : charge, unseen -> new HashMap<>())
        .computeIfAbsent(workload, unseen -> merge(charge, workload));
  }

  private String merge(String charge, Workload workload) {
    Set<String> own = new HashSet<>();
    workload.tags().keySet().forEach(key -> own.add(rules.tagKey(key)));
    Map<String, Object> tags = new TreeMap<>();
    tree(charge)
        .properties()
        .forEach(
            tag -> {
              if (!own.contains(rules.tagKey(tag.getKey()))) {
                tags.put(tag.getKey(), tag.getValue());
              }
            });
    tags.putAll(workload.tags());
    try {
      return JSON.writeValueAsString(tags);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write tags: " + tags, e);
    }
  }

  private static JsonNode tree(String charge) {
    try {
      return charge == null || charge.isBlank() ? JSON.createObjectNode() : JSON.readTree(charge);
    } catch (JsonProcessingException e) {
      // Readers write JSON; what is not JSON has no tags for rules either.
      return JSON.createObjectNode();
    }
  }
}
