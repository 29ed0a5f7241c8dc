package io.almanac.jobs.allocation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.allocation.condition.Condition;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A condition in the language of allocation rules that says which charges a setting is about. */
public final class ChargeCondition implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final String TAGS = "Tags";
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Condition condition;
  private final TagNames tagNames;
  private final ArrayList<String> columns;

  private ChargeCondition(Condition condition, TagNames tagNames) {
    this.condition = condition;
    this.tagNames = tagNames;
    Set<String> asked = new LinkedHashSet<>();
    Set<String> tagKeys = new TreeSet<>();
    RuleInputs.collect(condition, asked, tagKeys);
    if (!tagKeys.isEmpty()) {
      asked.add(TAGS);
    }
    this.columns = new ArrayList<>(asked);
  }

  /**
   * Reads a condition. Tags that the rules take for the same are the same in it; the rules' sets
   * are not known.
   *
   * @param what whose condition it is, such as {@code kubernetes cluster}
   * @param name which of them
   * @param key the setting
   * @param json as {@code when} in a file of rules
   * @throws AlmanacException with every problem
   */
  public static ChargeCondition read(
      String what, String name, String key, String json, AllocationRules rules) {
    RuleProblems problems = new RuleProblems(what, Path.of(name));
    RuleContext context = new RuleContext(Map.of(), Map.of(), rules.tagNames());
    Condition condition = new ConditionReader(problems, context).read(tree(json), key);
    if (!problems.all().isEmpty()) {
      throw AlmanacException.configuration(problems.all());
    }
    return new ChargeCondition(condition, rules.tagNames());
  }

  /** The columns of charges that it asks for. */
  public List<String> columns() {
    return List.copyOf(columns);
  }

  /**
   * Whether a charge is meant.
   *
   * @param charge a value by name of column, null when absent; tags as JSON
   */
  public boolean holds(Function<String, String> charge) {
    Map<String, String> tags =
        columns.contains(TAGS) ? OwnerFunction.tags(charge.apply(TAGS)) : Map.of();
    return condition.holds(new ChargeFacts(charge, tagNames.normalised(tags), null));
  }

  private static JsonNode tree(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot read condition: " + json, e);
    }
  }
}
