package io.almanac.jobs.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.mart.Owners;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the owner of a rule: text in which {@code ${tag:key}}, {@code ${field:sub-account-name}}
 * and {@code ${table:accounts:team}} stand for what the charge has, or a list of such texts of
 * which the first that gives a value counts.
 */
final class OwnerReader {
  /** The owner's keys as rule files write them, the team first. */
  static final List<String> KEYS =
      Owners.NAMES.stream().map(name -> name.replace('_', '-')).toList();

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");

  private final RuleProblems problems;
  private final RuleContext context;

  OwnerReader(RuleProblems problems, RuleContext context) {
    this.problems = problems;
    this.context = context;
  }

  /**
   * The owner's templates, the team's first.
   *
   * @param table gives what the owner does not state; null when the rule names none
   */
  List<OwnerTemplate> read(JsonNode node, OwnerTable table, String at) {
    List<OwnerTemplate> templates = new ArrayList<>();
    if (table == null && (!node.isObject() || !node.has("team"))) {
      problems.add(at + ".team", RuleProblems.shown(node), "Every rule must name a team.");
    } else if (!node.isMissingNode() && !node.isObject()) {
      problems.add(at, RuleProblems.shown(node), "Write a mapping such as { team: vision }.");
    }
    problems.checkKeys(node, at, KEYS);
    for (String key : KEYS) {
      String column = key.replace('-', '_');
      List<List<OwnerTemplate.Part>> ways = new ArrayList<>();
      if (node.has(key)) {
        for (String text : problems.texts(node.get(key), at + "." + key)) {
          parts(text, at + "." + key).ifPresent(ways::add);
        }
      } else if (table != null) {
        ways.add(List.of(new OwnerTemplate.TableValue(table, column)));
      }
      if (!ways.isEmpty()) {
        templates.add(new OwnerTemplate(column, ways));
      }
    }
    return templates;
  }

  private Optional<List<OwnerTemplate.Part>> parts(String text, String at) {
    List<OwnerTemplate.Part> parts = new ArrayList<>();
    Matcher matcher = REFERENCE.matcher(text);
    int end = 0;
    boolean valid = true;
    while (matcher.find()) {
      if (matcher.start() > end) {
        parts.add(new OwnerTemplate.Literal(text.substring(end, matcher.start())));
      }
      end = matcher.end();
      Optional<OwnerTemplate.Part> part = part(matcher.group(1));
      valid &= part.isPresent();
      part.ifPresent(parts::add);
    }
    if (end < text.length()) {
      parts.add(new OwnerTemplate.Literal(text.substring(end)));
    }
    if (!valid || text.substring(end).contains("${")) {
      problems.add(
          at,
          text,
          "Refer to tags as ${tag:key}, to fields as ${field:service}, to tables as"
              + " ${table:name:team}.");
      return Optional.empty();
    }
    return Optional.of(parts);
  }

  private Optional<OwnerTemplate.Part> part(String reference) {
    String[] words = reference.split(":", -1);
    if (words[0].equals("tag")) {
      String key = reference.substring(words[0].length()).replaceFirst("^:", "");
      return key.isBlank()
          ? Optional.empty()
          : Optional.of(new OwnerTemplate.TagValue(context.tagNames().key(key)));
    }
    if (words[0].equals("field") && words.length == 2) {
      return RuleField.named(words[1].strip()).map(OwnerTemplate.FieldValue::new);
    }
    if (words[0].equals("table") && words.length == 3 && KEYS.contains(words[2].strip())) {
      return Optional.ofNullable(context.tables().get(words[1].strip()))
          .map(table -> new OwnerTemplate.TableValue(table, words[2].strip().replace('-', '_')));
    }
    return Optional.empty();
  }
}
