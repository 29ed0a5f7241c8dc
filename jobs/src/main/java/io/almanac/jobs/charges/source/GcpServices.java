package io.almanac.jobs.charges.source;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** The FOCUS service category of Google's services, as listed in gcp-services.properties. */
final class GcpServices {
  private static final Map<String, String> CATEGORIES = load();

  private GcpServices() {}

  /** The category of a service's name, read without regard to case; null when it is not listed. */
  static String category(String service) {
    return service == null ? null : CATEGORIES.get(service.toLowerCase(Locale.ROOT));
  }

  private static Map<String, String> load() {
    Properties lines = new Properties();
    try (InputStream resource = GcpServices.class.getResourceAsStream("gcp-services.properties")) {
      lines.load(new InputStreamReader(resource, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource: gcp-services.properties", e);
    }
    Map<String, String> categories = new HashMap<>();
    for (String category : lines.stringPropertyNames()) {
      for (String service : lines.getProperty(category).split("\\|", -1)) {
        categories.put(service.strip().toLowerCase(Locale.ROOT), category);
      }
    }
    return Map.copyOf(categories);
  }
}
