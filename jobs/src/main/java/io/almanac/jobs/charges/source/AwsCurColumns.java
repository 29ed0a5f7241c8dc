package io.almanac.jobs.charges.source;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds the columns of an AWS report by the letters and digits of their names: {@code
 * savingsPlan/SavingsPlanARN} and {@code savings_plan_savings_plan_a_r_n} are both {@code
 * savingsplansavingsplanarn}.
 */
final class AwsCurColumns {
  private final Map<String, Integer> positions = new HashMap<>();
  private final Set<String> repeated = new HashSet<>();
  private final TreeMap<String, Integer> tags = new TreeMap<>();
  private final Set<Integer> taken = new HashSet<>();

  AwsCurColumns(Header header) {
    for (int i = 0; i < header.names().size(); i++) {
      String name = header.names().get(i);
      String tag = tagKey(name);
      if (tag != null) {
        if (tags.putIfAbsent(tag, i) == null) {
          taken.add(i);
        }
      } else {
        String letters = name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
        if (positions.putIfAbsent(letters, i) != null) {
          repeated.add(letters);
        }
      }
    }
  }

  boolean has(String letters) {
    return positions.containsKey(letters);
  }

  boolean repeats(String letters) {
    return repeated.contains(letters);
  }

  /** The position of a column, or -1; the column stays among the other columns. */
  int peek(String letters) {
    return positions.getOrDefault(letters, -1);
  }

  /** The position of a column, or -1; the column has become a FOCUS column. */
  int take(String letters) {
    int position = peek(letters);
    if (position >= 0) {
      taken.add(position);
    }
    return position;
  }

  /** Positions of tag and cost category columns by the key in Tags, sorted. */
  TreeMap<String, Integer> tags() {
    return tags;
  }

  /** Positions that have become FOCUS columns. */
  Set<Integer> taken() {
    return taken;
  }

  /**
   * The key in Tags: {@code app} for {@code resourceTags/user:app} or {@code
   * resource_tags_user_app}, {@code aws:createdBy} for AWS's own tags, {@code cost_category:name}
   * for cost categories; null when the column is neither.
   */
  private static String tagKey(String name) {
    String tag = after(name, "resourceTags/", "resource_tags_");
    if (tag != null) {
      return withoutOrigin(tag);
    }
    String category = after(name, "costCategory/", "cost_category_");
    return category == null ? null : categoryKey(category);
  }

  /** The key in Tags of a resource tag: {@code user:} left out, {@code aws:} kept. */
  static String withoutOrigin(String tag) {
    String user = after(tag, "user:", "user_");
    String provider = after(tag, "aws:", "aws_");
    return user != null ? user : provider != null ? "aws:" + provider : tag;
  }

  /** The key in Tags of a tag of any kind, named with its kind; as it is when that is unknown. */
  static String anyKey(String name) {
    String key = tagKey(name);
    return key == null ? withoutOrigin(name) : key;
  }

  /** The key in Tags of a cost category. */
  static String categoryKey(String category) {
    return "cost_category:" + category;
  }

  private static String after(String name, String... prefixes) {
    for (String prefix : prefixes) {
      if (name.regionMatches(true, 0, prefix, 0, prefix.length())
          && name.length() > prefix.length()) {
        return name.substring(prefix.length());
      }
    }
    return null;
  }
}
