package io.almanac.jobs.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of two deliveries of one cost export that tell the same money. */
public enum Overlap {
  /** The night stops and names both. */
  REFUSE,
  /** The newer one counts, where it covers all that the older one does. */
  NEWEST,
  /** The newer one counts for the days that it covers, the older one for its other days. */
  COVERED_DAYS;

  /** All words that settings may use. */
  static List<String> texts() {
    return Arrays.stream(values()).map(Overlap::text).toList();
  }

  /** The word in the settings. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static Overlap of(String text) {
    return values()[texts().indexOf(text)];
  }
}
