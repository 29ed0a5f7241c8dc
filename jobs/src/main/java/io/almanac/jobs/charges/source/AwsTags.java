package io.almanac.jobs.charges.source;

import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * The tags and cost categories of an AWS line item as one FOCUS Tags object: from one column a tag
 * (legacy) or from maps (CUR 2.0).
 */
final class AwsTags {
  private final TreeMap<String, Integer> columns;
  private final AwsMapColumn tags;
  private final AwsMapColumn categories;
  private final AwsMapColumn anyTags;

  AwsTags(AwsCurColumns columns) {
    this.columns = columns.tags();
    this.tags = new AwsMapColumn(columns.take("resourcetags"));
    this.categories = new AwsMapColumn(columns.take("costcategory"));
    this.anyTags = new AwsMapColumn(columns.take("tags"));
  }

  /** Sets Tags; a map that cannot be read is kept as it is and flagged. */
  void fill(Object[] row, ChargeDraft draft) {
    TreeMap<String, String> all = new TreeMap<>();
    columns.forEach(
        (key, position) -> {
          Object value = row[position];
          if (value != null && !ChargeNormaliser.text(value).isEmpty()) {
            all.put(key, ChargeNormaliser.text(value));
          }
        });
    add(all, tags, row, AwsCurColumns::withoutOrigin, draft);
    add(all, categories, row, AwsCurColumns::categoryKey, draft);
    add(all, anyTags, row, AwsCurColumns::anyKey, draft);
    draft.set("Tags", all.isEmpty() ? null : Json.object(all));
  }

  private static void add(
      TreeMap<String, String> all,
      AwsMapColumn map,
      Object[] row,
      UnaryOperator<String> key,
      ChargeDraft draft) {
    if (!map.isThere()) {
      return;
    }
    SortedMap<String, String> members = map.of(row);
    if (members == null) {
      draft.flag("TagNotJson");
      draft.keepOriginal("Tags", map.text(row));
      return;
    }
    members.forEach(
        (name, value) -> {
          // Where user:team and team are both there and differ, the second keeps its whole name.
          String before = value.isEmpty() ? value : all.putIfAbsent(key.apply(name), value);
          if (before != null && !before.equals(value)) {
            all.putIfAbsent(name, value);
          }
        });
  }
}
