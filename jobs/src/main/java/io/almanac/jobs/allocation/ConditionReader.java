package io.almanac.jobs.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.PatternSyntaxException;
import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.allocation.condition.Condition;
import io.almanac.jobs.allocation.condition.TextTest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Reads conditions: a mapping of which all entries must hold.
 *
 * <pre>
 * when:
 *   service: ["Amazon Bedrock", "Amazon Sage*"]      # any of them; * is any text
 *   sub-account: { prefix: "55", not: "552901847716" }
 *   tags:
 *     team: "*"                                      # there
 *     owner: { exists: false }
 *   any:                                             # at least one of the mappings
 *     - resource-name: { regex: "train-[0-9]+" }
 *     - not: { region: { set: european-regions } }
 * </pre>
 */
final class ConditionReader {
  private static final String ALWAYS = "always";
  private static final List<String> KNOWN =
      Stream.concat(
              Stream.of("tags", "all", "any", "not"),
              Stream.of(RuleField.values()).map(RuleField::key))
          .toList();
  private static final Map<String, Function<String, TextTest>> TESTS =
      Map.of(
          "is", TextTest::exactly,
          "prefix", TextTest::prefix,
          "suffix", TextTest::suffix,
          "contains", TextTest::contains,
          "regex", TextTest::expression);
  private static final List<String> OPERATORS =
      List.of("is", "prefix", "suffix", "contains", "regex", "set", "exists", "not");

  private final RuleProblems problems;
  private final RuleContext context;

  ConditionReader(RuleProblems problems, RuleContext context) {
    this.problems = problems;
    this.context = context;
  }

  /** A condition; after a problem one that never holds. */
  Condition read(JsonNode when, String at) {
    if (when.isTextual() && when.asText().strip().equals(ALWAYS)) {
      return Condition.ALWAYS;
    }
    if (!when.isObject() || when.isEmpty()) {
      problems.add(
          at,
          RuleProblems.shown(when),
          "State at least one condition, such as tags: { team: \"*\" }, or write always.");
      return Condition.NEVER;
    }
    problems.checkKeys(when, at, KNOWN);
    List<Condition> all = new ArrayList<>();
    when.properties()
        .forEach(
            entry -> {
              String path = at + "." + entry.getKey();
              JsonNode value = entry.getValue();
              switch (entry.getKey()) {
                case "all" -> all.add(Condition.all(list(value, path)));
                case "any" -> all.add(Condition.any(list(value, path)));
                case "not" -> all.add(new Condition.Not(Condition.any(list(value, path))));
                case "tags" -> all.addAll(tags(value, path));
                default ->
                    RuleField.named(entry.getKey())
                        .ifPresent(field -> all.add(value(value, field.attribute(), path)));
              }
            });
    return Condition.all(all);
  }

  private List<Condition> list(JsonNode node, String at) {
    List<Condition> conditions = new ArrayList<>();
    if (node.isArray() && !node.isEmpty()) {
      for (int place = 0; place < node.size(); place++) {
        conditions.add(read(node.get(place), at + "[" + (place + 1) + "]"));
      }
    } else {
      conditions.add(read(node, at));
    }
    return conditions;
  }

  private List<Condition> tags(JsonNode node, String at) {
    if (!node.isObject() || node.isEmpty()) {
      problems.add(at, RuleProblems.shown(node), "Write tags as { key: value }.");
    }
    List<Condition> conditions = new ArrayList<>();
    Set<String> keys = new HashSet<>();
    node.properties()
        .forEach(
            tag -> {
              String key = context.tagNames().key(tag.getKey());
              String path = at + "." + tag.getKey();
              conditions.add(value(tag.getValue(), Attribute.tag(key), path));
              if (key.isEmpty() || !keys.add(key)) {
                problems.add(
                    path, tag.getKey(), "Name each tag once; case and blanks do not count.");
              }
            });
    return conditions;
  }

  /** What must be true of one tag or field. */
  private Condition value(JsonNode node, Attribute attribute, String at) {
    if (!node.isObject()) {
      return matches(attribute, problems.texts(node, at), TextTest::glob, at);
    }
    problems.checkKeys(node, at, OPERATORS);
    if (node.isEmpty()) {
      problems.add(at, "{}", "State one of " + String.join(", ", OPERATORS) + ".");
    }
    List<Condition> all = new ArrayList<>();
    node.properties()
        .forEach(
            entry -> operator(entry, attribute, at + "." + entry.getKey()).ifPresent(all::add));
    return Condition.all(all);
  }

  private Optional<Condition> operator(
      Map.Entry<String, JsonNode> entry, Attribute attribute, String at) {
    JsonNode value = entry.getValue();
    switch (entry.getKey()) {
      case "not":
        return Optional.of(new Condition.Not(value(value, attribute, at)));
      case "exists":
        if (!value.isBoolean()) {
          problems.add(at, RuleProblems.shown(value), "Write true or false.");
        }
        Condition exists = Condition.exists(attribute);
        return Optional.of(value.asBoolean() ? exists : new Condition.Not(exists));
      case "set":
        List<String> values = new ArrayList<>();
        for (String name : problems.texts(value, at)) {
          if (!context.sets().containsKey(name)) {
            problems.add(at, name, RuleProblems.hint(name, context.sets().keySet()));
          }
          values.addAll(context.sets().getOrDefault(name, List.of()));
        }
        return Optional.of(matches(attribute, values, TextTest::exactly, at));
      default:
        Function<String, TextTest> test = TESTS.get(entry.getKey());
        return test == null
            ? Optional.empty()
            : Optional.of(matches(attribute, problems.texts(value, at), test, at));
    }
  }

  private Condition matches(
      Attribute attribute, List<String> texts, Function<String, TextTest> test, String at) {
    List<TextTest> tests = new ArrayList<>();
    for (String text : texts) {
      try {
        TextTest one = test.apply(text);
        if (attribute.isTag() && one instanceof TextTest.Exactly) {
          // The tables change the charge's value; the rule's must follow.
          one = TextTest.exactly(context.tagNames().value(attribute.tagKey(), text));
        }
        tests.add(one);
      } catch (PatternSyntaxException e) {
        problems.add(
            at,
            text,
            "Write a regular expression of RE2, without look-around and back-references ("
                + e.getMessage()
                + ").");
      }
    }
    return tests.isEmpty() ? Condition.NEVER : new Condition.Matches(attribute, tests);
  }
}
