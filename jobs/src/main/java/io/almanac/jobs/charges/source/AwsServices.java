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
import java.util.StringTokenizer;

/**
 * The FOCUS service category and subcategory of AWS product codes, as listed in
 * aws-services.properties and aws-subcategories.properties.
 */
final class AwsServices {
  private static final Map<String, String> CATEGORIES = load("aws-services.properties");
  private static final Map<String, String> SUBCATEGORIES = load("aws-subcategories.properties");

  private AwsServices() {}

  /** The category of a product code, read without regard to case; null when it is not listed. */
  static String category(String productCode) {
    return productCode == null ? null : CATEGORIES.get(productCode.toLowerCase(Locale.ROOT));
  }

  /** The subcategory of a product code, read without regard to case; null when not listed. */
  static String subcategory(String productCode) {
    return productCode == null ? null : SUBCATEGORIES.get(productCode.toLowerCase(Locale.ROOT));
  }

  /** Categories by product code in lower case. */
  static Map<String, String> categories() {
    return CATEGORIES;
  }

  private static Map<String, String> load(String name) {
    Properties lines = new Properties();
    try (InputStream resource = AwsServices.class.getResourceAsStream(name)) {
      lines.load(new InputStreamReader(resource, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read resource: " + name, e);
    }
    Map<String, String> categories = new HashMap<>();
    for (String category : lines.stringPropertyNames()) {
      StringTokenizer codes = new StringTokenizer(lines.getProperty(category), " ");
      while (codes.hasMoreTokens()) {
        categories.put(codes.nextToken().toLowerCase(Locale.ROOT), category);
      }
    }
    return Map.copyOf(categories);
  }
}
