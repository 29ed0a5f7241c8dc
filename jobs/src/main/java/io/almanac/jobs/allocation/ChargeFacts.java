package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.ChargeView;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** One charge while rules are asked about it: each value is made plain once, however many ask. */
final class ChargeFacts implements ChargeView {
  private final Function<String, String> columns;
  private final Map<String, String> tags;
  private final Integer epochDay;
  private final Map<String, String> plainColumns = new HashMap<>();
  private final Map<String, String> plainTags = new HashMap<>();

  /**
   * A charge.
   *
   * @param columns a value by column name as it came, null when absent
   * @param tags values as they came by trimmed lower-case key, none blank
   * @param epochDay the charge date; null when not known, where rules with dates do not decide
   */
  ChargeFacts(Function<String, String> columns, Map<String, String> tags, Integer epochDay) {
    this.columns = columns;
    this.tags = tags;
    this.epochDay = epochDay;
  }

  @Override
  public String column(String name) {
    return plainColumns.computeIfAbsent(name, column -> plain(columns.apply(column)));
  }

  @Override
  public String tag(String key) {
    return plainTags.computeIfAbsent(key, tag -> plain(tags.get(tag)));
  }

  /** The value of a tag as it came; null when absent. */
  String rawTag(String key) {
    return tags.get(key);
  }

  /** The value of a column as it came; null when absent or blank. */
  String rawColumn(String name) {
    String value = columns.apply(name);
    return value == null || value.isBlank() ? null : value;
  }

  /** The charge date in days since 1970; null when not known. */
  Integer epochDay() {
    return epochDay;
  }

  private static String plain(String value) {
    return value == null || value.isBlank() ? null : value.strip().toLowerCase(Locale.ROOT);
  }
}
