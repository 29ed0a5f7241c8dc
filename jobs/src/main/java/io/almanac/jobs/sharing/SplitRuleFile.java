package io.almanac.jobs.sharing;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.mart.Owners;
import io.almanac.jobs.mart.SplitColumns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Reads a YAML file of rules that share costs out, and collects every problem before it fails.
 *
 * <pre>
 * version: "2026-10"
 * splits:
 *   - name: tax
 *     share: { team: shared, project: tax }   # an owner, conditions such as charge-category, or both
 *     to: all                                 # every team that has cost in the month
 *     by: cost
 *     basis: after-splits                     # or before-splits, which holds without it
 *     currencies: own                         # or all, converted
 *   - name: platform
 *     share: { team: platform }
 *     currency: USD                           # amounts are in it, and only its costs are shared
 *     tiers:
 *       - { amount: 1000, to: [vision, language], by: even }
 *       - { by: fixed, to: [{ team: vision, amount: 250.50 }] }
 *       - { to: [{ team: vision, weight: 2 }, { team: language, weight: 1 }], by: weights }
 * </pre>
 */
final class SplitRuleFile {
  private static final List<String> OWNER_KEYS = List.of("team", "project", "cost-center");
  private static final ObjectMapper YAML =
      new ObjectMapper(
              YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

  private final Path file;
  private final SplitFileProblems problems;
  private final SplitTierReader tiers;

  SplitRuleFile(Path file, Collection<String> drivers) {
    this.file = file;
    this.problems = new SplitFileProblems(file);
    this.tiers = new SplitTierReader(problems, drivers);
  }

  SharedCostRules read() {
    JsonNode root;
    try {
      root = YAML.readTree(Files.readString(file));
    } catch (IOException e) {
      String reason = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw AlmanacException.configuration(
          List.of(
              "Cannot read shared costs: %s (%s). Check that the file exists and is valid YAML."
                  .formatted(file, reason.lines().findFirst().orElse(""))));
    }
    problems.checkKeys(root, "", List.of("version", "splits"));
    String version = root.isObject() ? problems.text(root, "", "version") : "";
    JsonNode list = root.path("splits");
    if (root.isObject() && !list.isArray()) {
      problems.add("splits", list, "Write a list of splits; [] means none.");
    }
    List<SplitRule> rules = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<String> sharedTeams = new LinkedHashSet<>();
    for (int i = 0; i < list.size(); i++) {
      SplitRule rule = rule(list.get(i), "splits[" + (i + 1) + "]", sharedTeams);
      if (!rule.name().isEmpty() && !names.add(rule.name().toLowerCase(Locale.ROOT))) {
        problems.add(
            "splits[" + (i + 1) + "].name",
            rule.name(),
            "Another split has this name; give each its own.");
      }
      if (rule.name().contains(SplitColumns.THEN)) {
        problems.add(
            "splits[" + (i + 1) + "].name",
            rule.name(),
            "Leave out \"" + SplitColumns.THEN + "\", which stands between splits in the marts.");
      }
      rules.add(rule);
    }
    problems.failIfAny();
    List<String> order = SplitOrder.problems(file.toString(), rules);
    if (!order.isEmpty()) {
      throw AlmanacException.configuration(order);
    }
    return new SharedCostRules(version, rules);
  }

  private SplitRule rule(JsonNode node, String place, Set<String> sharedTeams) {
    problems.checkKeys(
        node,
        place,
        List.of("name", "share", "currency", "tiers", "to", "by", "basis", "currencies"));
    String name = node.isObject() ? problems.text(node, place, "name") : "";
    String at = name.isEmpty() ? place : place + " " + name;
    String currency = node.has("currency") ? problems.text(node, at, "currency") : null;
    SharedPool pool = pool(node.path("share"), at + ".share", currency);
    sharedTeams.addAll(pool.teams());
    List<SplitTier> read = tiers.read(node, at);
    boolean amounts = read.stream().anyMatch(tier -> tier.amount() != null);
    if (amounts && currency == null) {
      problems.add(at + ".currency", "nothing", "Amounts need a currency, such as USD.");
    }
    return new SplitRule(name, pool, read, sharedTeams);
  }

  private SharedPool pool(JsonNode node, String at, String currency) {
    List<String> known = new ArrayList<>(OWNER_KEYS);
    for (PoolField field : PoolField.values()) {
      known.add(field.key());
    }
    if (!node.isObject() || node.isEmpty()) {
      problems.add(at, node, "State what is shared, such as { team: shared }.");
    }
    problems.checkKeys(node, at, known);
    Map<PoolField, List<String>> conditions = new EnumMap<>(PoolField.class);
    for (PoolField field : PoolField.values()) {
      if (node.has(field.key())) {
        conditions.put(field, problems.texts(node, at, field.key()));
      }
    }
    return new SharedPool(
        owners(node, at, "team"),
        owners(node, at, "project"),
        owners(node, at, "cost-center"),
        conditions,
        currency);
  }

  private Set<String> owners(JsonNode node, String at, String key) {
    Set<String> names = new LinkedHashSet<>();
    if (node.has(key)) {
      for (String text : problems.texts(node, at, key)) {
        String name = Owners.normalised(key.replace('-', '_'), text);
        if (key.equals("team") && Owners.UNALLOCATED.equals(name)) {
          problems.add(
              at + ".team",
              text,
              "What has no owner needs an allocation rule, or a condition here.");
        }
        names.add(name);
      }
    }
    return names;
  }
}
