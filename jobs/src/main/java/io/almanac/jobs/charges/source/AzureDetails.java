package io.almanac.jobs.charges.source;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns Azure's additional information on a resource into SkuPriceDetails of FOCUS: instance type
 * and number of cores under their standard keys, all else with {@code x_} in front.
 */
final class AzureDetails {
  /** Texts repeat from day to day; the bound keeps the memory of a task flat. */
  private static final int REMEMBERED = 5_000;

  private static final int LONGEST_REMEMBERED = 2_000;

  private final Map<String, String> known = new HashMap<>();

  /**
   * The details as JSON object, keys sorted.
   *
   * @param text JSON, with or without braces; may be null
   * @return null when there are none; the text itself when it is no JSON object
   */
  String priceDetails(String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    String details = known.get(text);
    if (details == null) {
      details = convert(text);
      if (text.length() <= LONGEST_REMEMBERED) {
        if (known.size() >= REMEMBERED) {
          known.clear();
        }
        known.put(text, details);
      }
    }
    return details.isEmpty() ? null : details;
  }

  private static String convert(String text) {
    Map<String, Object> members = Json.members(text);
    if (members == null) {
      return text;
    }
    TreeMap<String, Object> details = new TreeMap<>();
    members.forEach(
        (key, value) -> {
          if (value != null && !value.toString().isEmpty()) {
            details.put(key(key, value.toString()), value);
          }
        });
    return details.isEmpty() ? "" : Json.text(details);
  }

  private static String key(String key, String value) {
    switch (key) {
      case "ServiceType":
        boolean size = value.startsWith("Standard_") || value.startsWith("Basic_");
        return size ? "InstanceType" : "x_ServiceType";
      case "VCPUs":
        return "CoreCount";
      default:
        return key.startsWith("x_") ? key : "x_" + key;
    }
  }
}
