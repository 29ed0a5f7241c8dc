package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.allocation.condition.Condition;
import java.util.List;
import java.util.Set;

/** What of a charge conditions and owners ask for. */
final class RuleInputs {
  private RuleInputs() {}

  /** Adds the columns and the tag keys of a condition. */
  static void collect(Condition condition, Set<String> columns, Set<String> tagKeys) {
    if (condition instanceof Condition.All all) {
      all.of().forEach(part -> collect(part, columns, tagKeys));
    } else if (condition instanceof Condition.Any any) {
      any.of().forEach(part -> collect(part, columns, tagKeys));
    } else if (condition instanceof Condition.Not not) {
      collect(not.of(), columns, tagKeys);
    } else if (condition instanceof Condition.Matches matches) {
      collect(matches.attribute(), columns, tagKeys);
    }
  }

  /** Adds the columns and the tag keys of an owner's value. */
  static void collect(OwnerTemplate template, Set<String> columns, Set<String> tagKeys) {
    for (List<OwnerTemplate.Part> way : template.ways()) {
      for (OwnerTemplate.Part part : way) {
        if (part instanceof OwnerTemplate.TagValue tag) {
          tagKeys.add(tag.key());
        } else if (part instanceof OwnerTemplate.FieldValue value) {
          columns.addAll(value.field().columns());
        } else if (part instanceof OwnerTemplate.TableValue value) {
          collect(value.table().by(), columns, tagKeys);
        }
      }
    }
  }

  private static void collect(Attribute attribute, Set<String> columns, Set<String> tagKeys) {
    if (attribute.isTag()) {
      tagKeys.add(attribute.tagKey());
    }
    columns.addAll(attribute.columns());
  }
}
