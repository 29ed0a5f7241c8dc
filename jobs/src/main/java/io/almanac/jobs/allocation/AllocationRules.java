package io.almanac.jobs.allocation;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ObjIntConsumer;

/**
 * The rules that give charges an owner, in order: the first that matches and has a team decides. A
 * rule whose team comes from a tag that is missing or blank does not decide, and the next is asked.
 */
public final class AllocationRules implements Serializable {
  private static final long serialVersionUID = 1L;

  /** So many rules are asked sooner than looked up. */
  private static final int FEW = 20;

  private final String version;
  private final String fingerprint;
  private final TagNames tagNames;
  private final ArrayList<AllocationRule> rules;
  private final RuleIndex index;
  private final long[] changes;

  AllocationRules(
      String version, String fingerprint, TagNames tagNames, List<AllocationRule> rules) {
    this.version = version;
    this.fingerprint = fingerprint;
    this.tagNames = tagNames;
    this.rules = new ArrayList<>(rules);
    this.index = new RuleIndex(this.rules);
    this.changes = changes(this.rules);
  }

  /** No rules: everything is unallocated, and there is no version. */
  public static AllocationRules none() {
    return new AllocationRules(null, "none", TagNames.NONE, List.of());
  }

  /**
   * Reads a rule file and what it names.
   *
   * @throws io.almanac.jobs.AlmanacException with every problem when it cannot be used
   */
  public static AllocationRules load(Path file) {
    return new RuleFile(file).read();
  }

  /** The version that the file states; null without a file. */
  public String version() {
    return version;
  }

  /**
   * SHA-256 of the texts of the file and of those it names, or {@code none}: changes whenever the
   * rules may decide anew.
   */
  public String fingerprint() {
    return fingerprint;
  }

  /** What is odd yet usable: rules that can never decide; one sentence each. */
  public List<String> warnings() {
    return RuleChecks.unreachable(rules).stream().map(RuleFinding::sentence).toList();
  }

  /** What is odd about the rules themselves, without a look at charges; see {@link RuleChecks}. */
  public List<RuleFinding> findings() {
    List<RuleFinding> findings = new ArrayList<>(RuleChecks.unreachable(rules));
    findings.addAll(RuleChecks.overlapping(rules));
    return findings;
  }

  /** The rules' names in order, with set and version where there are sets. */
  public List<String> names() {
    return rules.stream().map(AllocationRule::title).toList();
  }

  /** What each rule asks for, in words, by its name as in {@link #names()}. */
  public Map<String, String> conditions() {
    Map<String, String> conditions = new LinkedHashMap<>();
    rules.forEach(
        rule ->
            conditions.put(
                rule.title(), (rule.mayTake().words() + " " + rule.days().words()).strip()));
    return conditions;
  }

  /**
   * How a rule of the marts is called among {@link #names()}; null when the name is.
   *
   * @param set null where rules have no sets
   */
  public static String title(String set, String version, String name) {
    return set == null || name == null ? name : set + " " + version + "/" + name;
  }

  /** The teams that the rules and their tables name themselves, in order of name. */
  public Set<String> knownTeams() {
    Set<String> teams = new TreeSet<>();
    rules.forEach(rule -> teams.addAll(rule.team().knownValues()));
    return teams;
  }

  /** The one key, in lower case, of a tag's key and of the others that mean the same. */
  public String tagKey(String key) {
    return tagNames.key(key);
  }

  /** The keys of tags that rules ask for, with the other keys that mean the same. */
  public Set<String> usedTagKeys() {
    Set<String> used = new TreeSet<>();
    rules.forEach(rule -> used.addAll(rule.tagKeys()));
    tagNames.keys().forEach((other, one) -> addIf(used.contains(one), used, other));
    return used;
  }

  private static void addIf(boolean wanted, Set<String> set, String text) {
    if (wanted) {
      set.add(text);
    }
  }

  List<AllocationRule> rules() {
    return List.copyOf(rules);
  }

  TagNames tagNames() {
    return tagNames;
  }

  /** The columns of charges that the rules ask for, tags aside. */
  Set<String> columns() {
    Set<String> columns = new LinkedHashSet<>();
    rules.forEach(rule -> columns.addAll(rule.columns()));
    return columns;
  }

  boolean asksForTags() {
    return rules.stream().anyMatch(rule -> !rule.tagKeys().isEmpty());
  }

  /** Whether the marts must tell rule sets apart. */
  boolean hasSets() {
    return rules.stream().anyMatch(rule -> rule.set().name() != null);
  }

  /** The days from which on other rules or other lines of tables hold; ascending. */
  long[] changes() {
    return changes.clone();
  }

  /** Who owns a charge whose tags are normalised; null when no rule takes it. */
  Decision decide(ChargeFacts charge) {
    return rules.size() <= FEW ? decideInTurn(charge) : decideByIndex(charge);
  }

  /** The same by asking the rules that may take the charge. */
  Decision decideByIndex(ChargeFacts charge) {
    Decision[] decided = new Decision[1];
    index.first(
        charge,
        place -> {
          decided[0] = decide(charge, place);
          return decided[0] != null;
        });
    return decided[0];
  }

  /** The same by asking every rule in turn: what the index must agree with. */
  Decision decideInTurn(ChargeFacts charge) {
    for (int place = 0; place < rules.size(); place++) {
      Decision decision = decide(charge, place);
      if (decision != null) {
        return decision;
      }
    }
    return null;
  }

  /** Tells every rule that would take a charge if it were alone, in order. */
  void each(ChargeFacts charge, ObjIntConsumer<Decision> told) {
    index.first(
        charge,
        place -> {
          Decision decision = decide(charge, place);
          if (decision != null) {
            told.accept(decision, place);
          }
          return false;
        });
  }

  /** What the rule at a place makes of a charge on its own; null when it does not take it. */
  Decision decide(ChargeFacts charge, int place) {
    AllocationRule rule = rules.get(place);
    return rule.decide(charge).map(owner -> new Decision(rule, owner)).orElse(null);
  }

  private static long[] changes(List<AllocationRule> rules) {
    TreeSet<Long> changes = new TreeSet<>();
    for (AllocationRule rule : rules) {
      OwnerTable.addChanges(changes, rule.days());
      for (OwnerTemplate template : rule.owner()) {
        template.ways().stream()
            .flatMap(List::stream)
            .filter(part -> part instanceof OwnerTemplate.TableValue)
            .forEach(part -> changes.addAll(((OwnerTemplate.TableValue) part).table().changes()));
      }
    }
    return changes.stream().mapToLong(Long::longValue).toArray();
  }

  /** A rule and the owner's values by column. */
  record Decision(AllocationRule by, Map<String, String> owner) {
    /** The rule's name. */
    String rule() {
      return by.name();
    }
  }
}
