package io.almanac.jobs.allocation;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.AllocationRule.RuleSet;
import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.mart.Checksum;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Reads a YAML file of rules with the files that it names, and collects every problem before it
 * fails.
 *
 * <pre>
 * version: "2026-10"
 * rules:
 *   - name: team-tag
 *     when:                      # all given conditions must hold
 *       tags: { team: "*" }      # a text, a glob with *, or a list of which one must match
 *       service: ["Amazon Bedrock", "Amazon Sage*"]
 *     owner:
 *       team: "${tag:team}"      # text and tags; a missing tag gives no value
 *       cost-center: "CC-1100"
 * </pre>
 *
 * <p>{@code rule-sets} in place of {@code rules} is a list of sets, here or in files of their own,
 * each with a name, a version and maybe the days it is in force. {@code sets}, {@code tables},
 * {@code tag-keys}, {@code tag-values} and {@code tag-table} are what all rules refer to.
 */
final class RuleFile {
  private static final List<String> TOP_KEYS =
      List.of(
          "version", "rules", "rule-sets", "sets", "tables", "tag-keys", "tag-values", "tag-table");
  private static final List<String> SET_KEYS = List.of("name", "version", "from", "to", "rules");
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final RuleProblems problems;
  private final StringBuilder texts = new StringBuilder();

  RuleFile(Path file) {
    this.file = file;
    this.problems = new RuleProblems(file);
  }

  AllocationRules read() {
    JsonNode root = yaml(file);
    List<AllocationRule> rules = new ArrayList<>();
    TagNames tagNames = TagNames.NONE;
    String version = null;
    if (!root.isObject()) {
      problems.add("", "", "Write a mapping with version and rules.");
    } else {
      problems.checkKeys(root, "", TOP_KEYS);
      version = problems.text(root.get("version"), "version");
      tagNames = tagNames(root);
      RuleContext context = new RuleContext(sets(root), tables(root, tagNames), tagNames);
      if (!root.has("rule-sets")) {
        RuleSet only = new RuleSet(null, version);
        rules.addAll(
            new RuleReader(problems, context, only, DateRange.ALWAYS)
                .read(root.path("rules"), "rules"));
      } else if (root.has("rules")) {
        problems.add("rules", "rule-sets as well", "Write one of the two.");
      } else {
        ruleSets(root.get("rule-sets"), context, rules);
      }
    }
    if (!problems.all().isEmpty()) {
      throw AlmanacException.configuration(problems.all());
    }
    return new AllocationRules(version, Checksum.sha256(texts.toString()), tagNames, rules);
  }

  private void ruleSets(JsonNode list, RuleContext context, List<AllocationRule> rules) {
    if (!list.isArray() || list.isEmpty()) {
      problems.add("rule-sets", list.toString(), "Write a list of rule sets.");
    }
    Set<String> names = new HashSet<>();
    for (int place = 1; place <= list.size(); place++) {
      JsonNode node = list.get(place - 1);
      String at = "rule-sets[" + place + "]";
      if (node.has("file")) {
        problems.checkKeys(node, at, List.of("file"));
        Optional<Path> named = path(node.get("file"), at + ".file");
        if (named.isEmpty()) {
          continue;
        }
        node = attempt(() -> yaml(named.get())).orElse(null);
        problems.in(named.get());
        at = "top";
      }
      if (node != null) {
        ruleSet(node, at, names, context, rules);
      }
      problems.in(file);
    }
  }

  private void ruleSet(
      JsonNode node,
      String at,
      Set<String> names,
      RuleContext context,
      List<AllocationRule> rules) {
    if (!node.isObject()) {
      problems.add(at, node.toString(), "Write a mapping with name, version and rules.");
      return;
    }
    problems.checkKeys(node, at, SET_KEYS);
    String name = problems.text(node.get("name"), at + ".name");
    String version = problems.text(node.get("version"), at + ".version");
    if (name != null && !names.add((name + "\n" + version).toLowerCase(Locale.ROOT))) {
      problems.add(at + ".name", name, "A set before it has this name and version already.");
    }
    DateRange days = problems.days(node, at);
    String path = at.equals("top") ? "rules" : at + ".rules";
    rules.addAll(
        new RuleReader(problems, context, new RuleSet(name, version), days)
            .read(node.path("rules"), path));
  }

  private Map<String, List<String>> sets(JsonNode root) {
    Map<String, List<String>> sets = new HashMap<>();
    root.path("sets")
        .properties()
        .forEach(
            set -> sets.put(set.getKey(), problems.texts(set.getValue(), "sets." + set.getKey())));
    return sets;
  }

  private Map<String, OwnerTable> tables(JsonNode root, TagNames tagNames) {
    Map<String, OwnerTable> tables = new HashMap<>();
    OwnerTableReader reader = new OwnerTableReader(problems, tagNames);
    root.path("tables")
        .properties()
        .forEach(
            table -> {
              String at = "tables." + table.getKey();
              Optional<Path> csv = path(table.getValue().get("file"), at + ".file");
              Optional<Attribute> by = reader.by(table.getValue(), at);
              if (csv.isPresent() && by.isPresent()) {
                problems.in(csv.get());
                attempt(() -> reader.read(table.getKey(), by.get(), csv.get()))
                    .ifPresent(read -> tables.put(table.getKey(), read));
                remember(csv.get());
                problems.in(file);
              }
            });
    return tables;
  }

  private TagNames tagNames(JsonNode root) {
    TagNamesReader reader = new TagNamesReader(problems);
    if (root.has("tag-keys")) {
      reader.keys(root.get("tag-keys"));
    }
    if (root.has("tag-values")) {
      reader.values(root.get("tag-values"));
    }
    if (root.has("tag-table")) {
      path(root.get("tag-table"), "tag-table")
          .ifPresent(
              csv -> {
                problems.in(csv);
                attempt(
                    () -> {
                      reader.table(csv);
                      return csv;
                    });
                remember(csv);
                problems.in(file);
              });
    }
    return reader.names();
  }

  /** What a read gives; nothing after its problems were taken over. */
  private <T> Optional<T> attempt(Supplier<T> read) {
    try {
      return Optional.of(read.get());
    } catch (AlmanacException e) {
      problems.addAll(e.problems());
      return Optional.empty();
    }
  }

  private Optional<Path> path(JsonNode node, String at) {
    String text = problems.text(node, at);
    return text == null
        ? Optional.empty()
        : Optional.of(file.toAbsolutePath().resolveSibling(text).normalize());
  }

  private JsonNode yaml(Path path) {
    try {
      String text = Files.readString(path);
      texts.append(texts.isEmpty() ? "" : "\n").append(text);
      JsonNode root = YAML.readTree(text);
      return root == null ? MissingNode.getInstance() : root;
    } catch (IOException e) {
      throw AlmanacException.configuration(
          List.of(
              "Cannot read allocation rules: %s (%s). Check that the file exists and is valid YAML."
                  .formatted(path, firstLine(e))));
    }
  }

  private void remember(Path path) {
    try {
      texts.append('\n').append(Files.readString(path));
    } catch (IOException e) {
      // Its reader has told already.
      texts.append('\n');
    }
  }

  private static String firstLine(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("");
  }
}
