package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.ChargeView;
import io.almanac.jobs.allocation.condition.Condition;
import io.almanac.jobs.mart.Owners;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;

/**
 * How the rules came to the owner of one charge.
 *
 * @param tried the rules that were asked, in order; the one that took the charge is the last
 * @param later rules behind it that would have taken the charge as well, in order
 */
public record RuleTrace(List<Answer> tried, List<Answer> later) {
  /** Copies the lists. */
  public RuleTrace {
    tried = List.copyOf(tried);
    later = List.copyOf(later);
  }

  /** What a rule said. */
  public enum Outcome {
    /** The charge is the rule's. */
    TOOK("took it"),
    /** A condition did not hold. */
    CONDITION("a condition does not hold"),
    /** The conditions held, but there is no value for the team. */
    NO_TEAM("gives no team"),
    /** The rule is not in force on the charge date. */
    NOT_IN_FORCE("not in force on that day");

    private final String words;

    Outcome(String words) {
      this.words = words;
    }

    /** As people read it. */
    public String words() {
      return words;
    }
  }

  /**
   * One rule's answer.
   *
   * @param rule its name
   * @param set its set's name; null where rules have no sets
   * @param version its set's or file's version
   * @param outcome what it said
   * @param days when it is in force, in words; empty when always
   * @param conditions each of its conditions with what it found
   * @param owner a field each with a value, or that the rule states and the charge has nothing for
   */
  public record Answer(
      String rule,
      String set,
      String version,
      Outcome outcome,
      String days,
      List<Finding> conditions,
      List<OwnerValue> owner) {
    /** Copies the lists. */
    public Answer {
      conditions = List.copyOf(conditions);
      owner = List.copyOf(owner);
    }

    /** The rule with its set, as far as it has one. */
    public String title() {
      return AllocationRules.title(set, version, rule);
    }
  }

  /**
   * One condition.
   *
   * @param depth how far inside others it is, from 0
   * @param words the condition
   * @param value what the charge has; null when nothing, or when it is made of other conditions
   * @param held whether it is true
   */
  public record Finding(int depth, String words, String value, boolean held) {}

  /**
   * One field of an owner.
   *
   * @param field one of {@link Owners#NAMES}
   * @param value the value; null when the charge has nothing for it
   * @param from how the rule states it
   */
  public record OwnerValue(String field, String value, String from) {}

  /** The rule that took the charge; null when none did. */
  public Answer taker() {
    Answer last = tried.isEmpty() ? null : tried.get(tried.size() - 1);
    return last != null && last.outcome() == Outcome.TOOK ? last : null;
  }

  /**
   * What the rules make of a charge.
   *
   * @param charge a row of charges with all its columns
   */
  public static RuleTrace of(AllocationRules rules, Row charge) {
    ChargeFacts facts =
        new ChargeFacts(
            column -> charge.getAs(column),
            rules.tagNames().normalised(OwnerFunction.tags(charge.getAs("Tags"))),
            (int) day(charge).toEpochDay());
    List<Answer> tried = new ArrayList<>();
    List<Answer> later = new ArrayList<>();
    boolean taken = false;
    for (AllocationRule rule : rules.rules()) {
      Answer answer = answer(rule, facts);
      if (!taken) {
        tried.add(answer);
        taken = answer.outcome() == Outcome.TOOK;
      } else if (answer.outcome() == Outcome.TOOK) {
        later.add(answer);
      }
    }
    return new RuleTrace(tried, later);
  }

  /** The charge date of a row of charges, in UTC. */
  public static LocalDate day(Row charge) {
    return LocalDate.ofInstant(charge.<Instant>getAs("ChargePeriodStart"), ZoneOffset.UTC);
  }

  /** The charge's tags by the keys and with the values that rules see, in order of key. */
  public static Map<String, String> tags(AllocationRules rules, Row charge) {
    return new TreeMap<>(rules.tagNames().normalised(OwnerFunction.tags(charge.getAs("Tags"))));
  }

  private static Answer answer(AllocationRule rule, ChargeFacts charge) {
    List<Finding> findings = new ArrayList<>();
    Condition when = rule.when();
    List<Condition> parts = when instanceof Condition.All all ? all.of() : List.of(when);
    parts.forEach(part -> find(part, charge, 0, findings));
    List<OwnerValue> owner = new ArrayList<>();
    for (OwnerTemplate template : rule.owner()) {
      String value = template.resolve(charge);
      // A table has a way to every field, most of which no line fills in.
      if (value != null || !template.words().startsWith("${table:")) {
        owner.add(new OwnerValue(template.name(), value, template.words()));
      }
    }
    return new Answer(
        rule.name(),
        rule.set().name(),
        rule.set().version(),
        outcome(rule, charge),
        rule.days().words(),
        findings,
        owner);
  }

  private static Outcome outcome(AllocationRule rule, ChargeFacts charge) {
    if (!rule.days().has(charge.epochDay())) {
      return Outcome.NOT_IN_FORCE;
    }
    if (!rule.when().holds(charge)) {
      return Outcome.CONDITION;
    }
    return rule.decide(charge).isPresent() ? Outcome.TOOK : Outcome.NO_TEAM;
  }

  private static void find(
      Condition condition, ChargeView charge, int depth, List<Finding> findings) {
    boolean held = condition.holds(charge);
    if (condition instanceof Condition.Matches matches) {
      List<String> values = matches.attribute().values(charge);
      String value = values.isEmpty() ? null : String.join(" / ", values);
      findings.add(new Finding(depth, matches.words(), value, held));
    } else if (condition instanceof Condition.Not not) {
      if (not.of() instanceof Condition.Matches matches) {
        List<String> values = matches.attribute().values(charge);
        String value = values.isEmpty() ? null : String.join(" / ", values);
        findings.add(new Finding(depth, "not " + matches.words(), value, held));
      } else {
        findings.add(new Finding(depth, "not", null, held));
        find(not.of(), charge, depth + 1, findings);
      }
    } else if (condition instanceof Condition.All all) {
      findings.add(new Finding(depth, all.of().isEmpty() ? "always" : "all of", null, held));
      all.of().forEach(part -> find(part, charge, depth + 1, findings));
    } else if (condition instanceof Condition.Any any) {
      findings.add(new Finding(depth, "any of", null, held));
      any.of().forEach(part -> find(part, charge, depth + 1, findings));
    }
  }
}
