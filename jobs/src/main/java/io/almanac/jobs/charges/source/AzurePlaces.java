package io.almanac.jobs.charges.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Where something runs in Azure and what it is: regions, and resource ids taken apart. */
final class AzurePlaces {
  private static final String PROVIDERS = "/providers/";
  private static final Map<String, String> ALIASES = aliases();
  private static final Map<String, String> NAMES = names();

  private AzurePlaces() {}

  /** Sets region, resource id, type and name, and the availability zone. */
  static void fill(AzureItem item, ChargeDraft draft) {
    String location = item.text(AzureColumn.RESOURCE_LOCATION);
    String region = region(location);
    if (region != null) {
      draft.set("RegionId", region);
      draft.set("RegionName", NAMES.getOrDefault(region, location));
    }
    draft.set("AvailabilityZone", item.value(AzureColumn.AVAILABILITY_ZONE));
    String id = item.text(AzureColumn.RESOURCE_ID);
    String name = item.text(AzureColumn.RESOURCE_NAME);
    String type = item.text(AzureColumn.RESOURCE_TYPE);
    if (id != null) {
      // One file has the same resource in several spellings, and Azure does not tell them apart.
      String lower = id.toLowerCase(Locale.ROOT);
      draft.set("ResourceId", lower);
      if (!lower.equals(id)) {
        draft.keepOriginal("ResourceId", id);
      }
      String told = type(lower);
      type = told == null ? type : told;
      name = name == null ? lastSegment(id) : name;
    }
    draft.set("ResourceType", type == null ? null : type.toLowerCase(Locale.ROOT));
    draft.set("ResourceName", name);
  }

  /** The id of a region that is written in any known way; null for none. */
  static String region(String location) {
    if (location == null) {
      return null;
    }
    String letters = location.toLowerCase(Locale.ROOT).replace(" ", "");
    if (letters.isEmpty() || letters.equals("unassigned") || letters.equals("unknown")) {
      return null;
    }
    return ALIASES.getOrDefault(letters, letters);
  }

  /** Names of regions by id, as listed in azure-regions.properties. */
  static Map<String, String> regionNames() {
    return NAMES;
  }

  /**
   * The type behind the last provider, such as {@code microsoft.sql/servers/databases}; null when
   * the id has none.
   */
  static String type(String resourceId) {
    int at = resourceId.lastIndexOf(PROVIDERS);
    if (at < 0) {
      return null;
    }
    String[] parts = resourceId.substring(at + PROVIDERS.length()).split("/", -1);
    StringBuilder type = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i += 2) {
      type.append('/').append(parts[i]);
    }
    return parts.length < 2 ? null : type.toString();
  }

  private static String lastSegment(String id) {
    String trimmed = id.endsWith("/") ? id.substring(0, id.length() - 1) : id;
    String last = trimmed.substring(trimmed.lastIndexOf('/') + 1);
    return last.isEmpty() ? null : last;
  }

  private static Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    WordLists.read("azure-regions.properties").forEach((id, words) -> names.put(id, words.get(0)));
    return Map.copyOf(names);
  }

  private static Map<String, String> aliases() {
    Map<String, String> aliases = new HashMap<>();
    WordLists.read("azure-regions.properties")
        .forEach(
            (id, words) ->
                words.stream()
                    .skip(1)
                    .forEach(
                        alias -> aliases.put(alias.toLowerCase(Locale.ROOT).replace(" ", ""), id)));
    return Map.copyOf(aliases);
  }
}
