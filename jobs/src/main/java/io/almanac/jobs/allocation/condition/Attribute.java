package io.almanac.jobs.allocation.condition;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a condition looks at: a tag, or columns of which any may have the value.
 *
 * @param name as rule files write it, such as {@code sub-account} or {@code tag team}
 * @param slots the columns, or the tag's key, with a prefix that tells the two apart
 */
public record Attribute(String name, List<String> slots) implements Serializable {
  private static final String TAG = "tag:";

  /** Copies the list. */
  public Attribute {
    slots = List.copyOf(slots);
  }

  /** Columns of which any may have the value. */
  public static Attribute field(String name, List<String> columns) {
    return new Attribute(name, columns);
  }

  /** A tag by its key; case and surrounding blanks do not count. */
  public static Attribute tag(String key) {
    String plain = key.strip().toLowerCase(Locale.ROOT);
    return new Attribute("tag " + plain, List.of(TAG + plain));
  }

  /** Whether it is a tag. */
  public boolean isTag() {
    return slots.get(0).startsWith(TAG);
  }

  /** The tag's key; null when it is no tag. */
  public String tagKey() {
    return isTag() ? slots.get(0).substring(TAG.length()) : null;
  }

  /** The columns; none when it is a tag. */
  public List<String> columns() {
    return isTag() ? List.of() : slots;
  }

  /** The charge's values in the order of the columns; none when all are absent. */
  public List<String> values(ChargeView charge) {
    List<String> values = new ArrayList<>();
    for (String slot : slots) {
      String value = value(charge, slot);
      if (value != null) {
        values.add(value);
      }
    }
    return values;
  }

  /** Whether any value that is there passes. */
  boolean any(ChargeView charge, Predicate<String> passes) {
    for (String slot : slots) {
      String value = value(charge, slot);
      if (value != null && passes.test(value)) {
        return true;
      }
    }
    return false;
  }

  /** The value of one of the {@link #slots}; null when absent. */
  public static String value(ChargeView charge, String slot) {
    return slot.startsWith(TAG) ? charge.tag(slot.substring(TAG.length())) : charge.column(slot);
  }
}
