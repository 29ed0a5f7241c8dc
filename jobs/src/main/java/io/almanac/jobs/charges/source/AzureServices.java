package io.almanac.jobs.charges.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The FOCUS service category of Azure services by meter category, by resource provider and by
 * service family, as listed in azure-services.properties.
 */
final class AzureServices {
  private static final Map<String, String> CATEGORIES = load();

  private AzureServices() {}

  /** The category of the first name that is listed, case aside; null when none is. */
  static String category(String meterCategory, String resourceProvider, String serviceFamily) {
    String category = category(meterCategory);
    if (category == null && resourceProvider != null) {
      int slash = resourceProvider.indexOf('/');
      category = category(slash < 0 ? resourceProvider : resourceProvider.substring(0, slash));
    }
    return category != null || serviceFamily == null
        ? category
        : category("family " + serviceFamily);
  }

  /** Every listed name in lower case with its category. */
  static Map<String, String> all() {
    return CATEGORIES;
  }

  private static String category(String name) {
    return name == null ? null : CATEGORIES.get(name.strip().toLowerCase(Locale.ROOT));
  }

  private static Map<String, String> load() {
    Map<String, String> categories = new HashMap<>();
    WordLists.read("azure-services.properties")
        .forEach(
            (category, names) ->
                names.forEach(name -> categories.put(name.toLowerCase(Locale.ROOT), category)));
    return Map.copyOf(categories);
  }
}
