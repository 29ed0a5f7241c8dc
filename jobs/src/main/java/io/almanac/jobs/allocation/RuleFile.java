package io.almanac.jobs.allocation;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.Suggestion;
import io.almanac.jobs.mart.Owners;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a YAML file of rules and collects every problem before it fails.
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
 */
final class RuleFile {
  private static final List<String> TOP_KEYS = List.of("version", "rules");
  private static final List<String> RULE_KEYS = List.of("name", "when", "owner");
  private static final List<String> OWNER_KEYS =
      Owners.NAMES.stream().map(name -> name.replace('_', '-')).toList();
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private final List<String> warnings = new ArrayList<>();
  private final Map<String, Integer> indexByName = new HashMap<>();
  private final Map<Object, String> nameByCondition = new HashMap<>();

  RuleFile(Path file) {
    this.file = file;
  }

  AllocationRules read() {
    String text;
    JsonNode root;
    try {
      text = Files.readString(file);
      root = YAML.readTree(text);
    } catch (IOException e) {
      throw AlmanacException.configuration(
          List.of(
              "Cannot read allocation rules: %s (%s). Check that the file exists and is valid YAML."
                  .formatted(file, firstLine(e))));
    }
    List<AllocationRule> rules = new ArrayList<>();
    String version = null;
    if (!root.isObject()) {
      problem("", "", "Write a mapping with version and rules.");
    } else {
      checkKeys(root, "", TOP_KEYS);
      version = text(root.get("version"), "version");
      JsonNode list = root.path("rules");
      if (!list.isArray()) {
        problem("rules", list.toString(), "Write a list of rules; [] means none.");
      }
      for (int index = 0; index < list.size(); index++) {
        rule(list.get(index), index, rules);
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return new AllocationRules(version, sha256(text), rules, warnings);
  }

  private void rule(JsonNode node, int index, List<AllocationRule> rules) {
    String at = "rules[" + (index + 1) + "]";
    if (!node.isObject()) {
      problem(at, node.toString(), "Write a mapping with name, when and owner.");
      return;
    }
    checkKeys(node, at, RULE_KEYS);
    String name = text(node.get("name"), at + ".name");
    if (name != null) {
      at = at + " " + name;
      Integer earlier = indexByName.putIfAbsent(name.toLowerCase(Locale.ROOT), index + 1);
      if (earlier != null) {
        problem(at, name, "Rule " + earlier + " has this name already; give each its own.");
      }
    }
    Map<RuleField, List<TextPattern>> fields = new EnumMap<>(RuleField.class);
    Map<String, List<TextPattern>> tags = new TreeMap<>();
    conditions(node.path("when"), at + ".when", fields, tags);
    List<OwnerTemplate> owner = owner(node.path("owner"), at + ".owner");
    boolean always = owner.stream().anyMatch(t -> t.name().equals("team") && t.tagKeys().isEmpty());
    String taken = nameByCondition.get(List.of(fields, tags));
    if (taken != null) {
      warnings.add(
          "Cannot reach allocation rule in %s: %s. Rule %s has the same conditions and comes first."
              .formatted(file, name, taken));
    } else if (always) {
      nameByCondition.put(List.of(Map.copyOf(fields), Map.copyOf(tags)), name);
    } else if (tags.keySet().containsAll(teamKeys(owner))) {
      nameByCondition.put(List.of(Map.copyOf(fields), Map.copyOf(tags)), name);
    }
    if (name != null) {
      rules.add(new AllocationRule(name, fields, tags, owner));
    }
  }

  private static Collection<String> teamKeys(List<OwnerTemplate> owner) {
    return owner.stream()
        .filter(template -> template.name().equals("team"))
        .flatMap(template -> template.tagKeys().stream())
        .toList();
  }

  private void conditions(
      JsonNode when,
      String at,
      Map<RuleField, List<TextPattern>> fields,
      Map<String, List<TextPattern>> tags) {
    if (!when.isObject() || when.isEmpty()) {
      problem(at, shown(when), "State at least one condition, such as tags: { team: \"*\" }.");
      return;
    }
    List<String> known = new ArrayList<>(List.of("tags"));
    for (RuleField field : RuleField.values()) {
      known.add(field.key());
      if (when.has(field.key())) {
        fields.put(field, patterns(when.get(field.key()), at + "." + field.key()));
      }
    }
    checkKeys(when, at, known);
    JsonNode tagNodes = when.path("tags");
    if (when.has("tags") && (!tagNodes.isObject() || tagNodes.isEmpty())) {
      problem(at + ".tags", shown(tagNodes), "Write tags as { key: value }.");
    }
    tagNodes
        .properties()
        .forEach(
            tag -> {
              String key = tag.getKey().strip().toLowerCase(Locale.ROOT);
              String path = at + ".tags." + tag.getKey();
              if (key.isEmpty() || tags.put(key, patterns(tag.getValue(), path)) != null) {
                problem(path, tag.getKey(), "Name each tag once; case and blanks do not count.");
              }
            });
  }

  private List<TextPattern> patterns(JsonNode node, String at) {
    List<TextPattern> patterns = new ArrayList<>();
    if (node.isArray() && node.isEmpty()) {
      problem(at, "[]", "State at least one value.");
    }
    for (JsonNode value : node.isArray() ? node : List.of(node)) {
      String text = text(value, at);
      if (text != null) {
        patterns.add(new TextPattern(text));
      }
    }
    return patterns;
  }

  private List<OwnerTemplate> owner(JsonNode node, String at) {
    List<OwnerTemplate> templates = new ArrayList<>();
    if (!node.isObject() || !node.has("team")) {
      problem(at + ".team", shown(node), "Every rule must name a team.");
    }
    checkKeys(node, at, OWNER_KEYS);
    for (String key : OWNER_KEYS) {
      if (node.has(key)) {
        String text = text(node.get(key), at + "." + key);
        OwnerTemplate template = new OwnerTemplate(key.replace('-', '_'), text == null ? "" : text);
        if (!template.isValid()) {
          problem(at + "." + key, text, "Refer to tags as ${tag:key}.");
        }
        templates.add(template);
      }
    }
    return templates;
  }

  private String text(JsonNode node, String at) {
    if (node == null || !node.isValueNode() || node.isNull() || node.asText().isBlank()) {
      problem(at, node == null ? "nothing" : shown(node), "Write a text that is not blank.");
      return null;
    }
    return node.asText().strip();
  }

  private void checkKeys(JsonNode node, String at, Collection<String> known) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                String hint =
                    Suggestion.nearest(key, known)
                        .map(nearest -> "Did you mean " + nearest + "?")
                        .orElse("Known are " + String.join(", ", known) + ".");
                problem(at.isEmpty() ? key : at + "." + key, "unknown key", hint);
              }
            });
  }

  private void problem(String at, String value, String remedy) {
    problems.add(
        "Cannot use allocation rules in %s, %s: %s. %s"
            .formatted(file, at.isEmpty() ? "top" : at, value, remedy));
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }

  private static String firstLine(IOException e) {
    String message = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    return message.lines().findFirst().orElse("");
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Cannot find SHA-256, which every Java has", e);
    }
  }
}
