package io.almanac.jobs.allocation;

import com.fasterxml.jackson.databind.JsonNode;
import io.almanac.jobs.allocation.AllocationRule.RuleSet;
import io.almanac.jobs.allocation.condition.Condition;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Reads the rules of one set, in order. */
final class RuleReader {
  private static final List<String> KEYS = List.of("name", "when", "owner", "table", "from", "to");

  private final RuleProblems problems;
  private final RuleContext context;
  private final RuleSet set;
  private final DateRange days;
  private final Map<String, Integer> placeByName = new HashMap<>();

  /**
   * A reader of the rules of a set.
   *
   * @param days when the set is in force
   */
  RuleReader(RuleProblems problems, RuleContext context, RuleSet set, DateRange days) {
    this.problems = problems;
    this.context = context;
    this.set = set;
    this.days = days;
  }

  List<AllocationRule> read(JsonNode list, String at) {
    List<AllocationRule> rules = new ArrayList<>();
    if (!list.isArray()) {
      problems.add(at, list.toString(), "Write a list of rules; [] means none.");
    }
    for (int place = 1; place <= list.size(); place++) {
      rule(list.get(place - 1), place, at + "[" + place + "]", rules);
    }
    return rules;
  }

  private void rule(JsonNode node, int place, String path, List<AllocationRule> rules) {
    String at = path;
    if (!node.isObject()) {
      problems.add(at, node.toString(), "Write a mapping with name, when and owner.");
      return;
    }
    problems.checkKeys(node, at, KEYS);
    String name = problems.text(node.get("name"), at + ".name");
    if (name != null) {
      at = at + " " + name;
      Integer earlier = placeByName.putIfAbsent(name.toLowerCase(Locale.ROOT), place);
      if (earlier != null) {
        problems.add(at, name, "Rule " + earlier + " has this name already; give each its own.");
      }
    }
    OwnerTable table = table(node, at);
    Condition when =
        node.has("table") && !node.has("when")
            ? Condition.ALWAYS
            : new ConditionReader(problems, context).read(node.path("when"), at + ".when");
    List<OwnerTemplate> owner =
        new OwnerReader(problems, context).read(node.path("owner"), table, at + ".owner");
    DateRange own = problems.days(node, at);
    if (name != null && !owner.isEmpty() && owner.get(0).name().equals("team")) {
      rules.add(new AllocationRule(set, name, own.and(days), when, owner));
    }
  }

  private OwnerTable table(JsonNode node, String at) {
    if (!node.has("table")) {
      return null;
    }
    String name = problems.text(node.get("table"), at + ".table");
    if (name != null && !context.tables().containsKey(name)) {
      problems.add(at + ".table", name, RuleProblems.hint(name, context.tables().keySet()));
    }
    return name == null ? null : context.tables().get(name);
  }
}
