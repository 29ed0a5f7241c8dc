package io.almanac.jobs.allocation;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One rule: all its conditions must hold, and its owner must have a team, for it to decide. */
final class AllocationRule implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final List<FieldTest> fields = new ArrayList<>();
  private final List<TagTest> tags = new ArrayList<>();
  private final List<OwnerTemplate> owner;

  /**
   * A rule.
   *
   * @param fields any of the patterns must match, for each field
   * @param tags the same by trimmed lower-case key
   * @param owner a template per owner column stated
   */
  AllocationRule(
      String name,
      Map<RuleField, List<TextPattern>> fields,
      Map<String, List<TextPattern>> tags,
      List<OwnerTemplate> owner) {
    this.name = name;
    this.owner = new ArrayList<>(owner);
    fields.forEach((field, any) -> this.fields.add(new FieldTest(field, compile(any))));
    tags.forEach((key, any) -> this.tags.add(new TagTest(key, compile(any))));
  }

  String name() {
    return name;
  }

  /** The owner's values by column, or nothing when the rule does not decide. */
  Optional<Map<String, String>> decide(
      Function<String, String> columns, Map<String, String> chargeTags) {
    for (FieldTest test : fields) {
      if (test.field().columns().stream().noneMatch(c -> any(test.any(), columns.apply(c)))) {
        return Optional.empty();
      }
    }
    for (TagTest test : tags) {
      if (!any(test.any(), chargeTags.get(test.key()))) {
        return Optional.empty();
      }
    }
    Map<String, String> resolved = new java.util.HashMap<>();
    owner.forEach(template -> resolved.put(template.name(), template.resolve(chargeTags)));
    return resolved.get("team") == null ? Optional.empty() : Optional.of(resolved);
  }

  private static boolean any(List<TextPattern.Compiled> patterns, String value) {
    for (TextPattern.Compiled pattern : patterns) {
      if (pattern.matches(value)) {
        return true;
      }
    }
    return false;
  }

  private static ArrayList<TextPattern.Compiled> compile(List<TextPattern> patterns) {
    ArrayList<TextPattern.Compiled> compiled = new ArrayList<>();
    patterns.forEach(pattern -> compiled.add(pattern.compile()));
    return compiled;
  }

  private record FieldTest(RuleField field, List<TextPattern.Compiled> any)
      implements Serializable {}

  private record TagTest(String key, List<TextPattern.Compiled> any) implements Serializable {}
}
