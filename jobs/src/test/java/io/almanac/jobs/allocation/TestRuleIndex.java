package io.almanac.jobs.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.almanac.jobs.allocation.AllocationRule.RuleSet;
import io.almanac.jobs.allocation.OwnerTemplate.Literal;
import io.almanac.jobs.allocation.OwnerTemplate.TagValue;
import io.almanac.jobs.allocation.condition.Attribute;
import io.almanac.jobs.allocation.condition.Condition;
import io.almanac.jobs.allocation.condition.Example;
import io.almanac.jobs.allocation.condition.RandomConditions;
import io.almanac.jobs.allocation.condition.TextTest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class TestRuleIndex {
  private static final RuleSet SET = new RuleSet(null, "1");
  private static final List<Example> CHARGES = RandomConditions.charges();

  @Property(tries = 100)
  void decidesAsRulesThatAreAskedInTurn(@ForAll long seed) {
    Random random = new Random(seed);
    RandomConditions conditions = new RandomConditions(seed);
    List<AllocationRule> list = new ArrayList<>();
    for (int rule = random.nextInt(12); rule >= 0; rule--) {
      LocalDate day = LocalDate.of(2026, 1, 1).plusDays(random.nextInt(3));
      list.add(
          new AllocationRule(
              SET,
              "rule " + rule,
              random.nextInt(4) == 0 ? DateRange.of(day, null) : DateRange.ALWAYS,
              conditions.condition(2),
              List.of(
                  new OwnerTemplate(
                      "team",
                      List.of(
                          List.of(
                              random.nextInt(4) == 0
                                  ? new TagValue("t")
                                  : new Literal("team " + rule)))))));
    }
    AllocationRules rules = new AllocationRules("1", "", TagNames.NONE, list);
    int day = (int) LocalDate.of(2026, 1, 2).toEpochDay();
    for (Example charge : CHARGES) {
      AllocationRules.Decision indexed = rules.decideByIndex(facts(charge, day));
      if (!Objects.equals(indexed, rules.decideInTurn(facts(charge, day)))) {
        fail("%s of %s by %s", indexed, charge, list);
      }
    }
  }

  @Test
  void asksFewOfManyRules() {
    List<AllocationRule> list = new ArrayList<>();
    Attribute account = Attribute.field("sub-account", List.of("SubAccountId", "SubAccountName"));
    Attribute name = Attribute.field("resource-name", List.of("ResourceName"));
    for (int rule = 0; rule < 1000; rule++) {
      Condition one = new Condition.Matches(account, List.of(TextTest.exactly("account" + rule)));
      Condition other = new Condition.Matches(name, List.of(TextTest.prefix("job" + rule + "-")));
      list.add(
          new AllocationRule(
              SET,
              "rule " + rule,
              DateRange.ALWAYS,
              rule % 2 == 0 ? one : Condition.any(List.of(one, other)),
              List.of(new OwnerTemplate("team", List.of(List.of(new Literal("t" + rule)))))));
    }
    RuleIndex index = new RuleIndex(list);
    Map<String, String> columns = Map.of("SubAccountId", "account900", "ResourceName", "job7-x");
    List<Integer> asked = new ArrayList<>();
    index.first(
        new ChargeFacts(columns::get, Map.of(), null),
        rule -> {
          asked.add(rule);
          return false;
        });
    assertThat(asked).containsExactly(7, 900);
  }

  private static ChargeFacts facts(Example charge, int day) {
    Map<String, String> tags = new HashMap<>();
    if (charge.tag("t") != null) {
      tags.put("t", charge.tag("t"));
    }
    return new ChargeFacts(charge::column, tags, day);
  }
}
