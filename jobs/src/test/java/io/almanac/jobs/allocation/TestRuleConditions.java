package io.almanac.jobs.allocation;

import static io.almanac.jobs.allocation.RuleFixture.decide;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRuleConditions {
  @TempDir Path folder;

  @Test
  void nestsAnyAllAndNot() {
    AllocationRules rules =
        rule(
            """
            any:
              - all:
                  - service: Amazon S3
                  - not: { region: ["eu-*", "us-east-1"] }
              - charge-description: { contains: data transfer }
            not:
              - tags: { keep: "*" }
              - charge-category: Tax
            """);
    assertTaken(rules, Map.of("ServiceName", "Amazon S3", "RegionId", "ap-south-1"), "{}");
    assertTaken(rules, Map.of("ServiceName", "Amazon S3"), "{}");
    assertTaken(rules, Map.of("ChargeDescription", "EC2 Data Transfer out"), "{}");
    assertLeft(rules, Map.of("ServiceName", "Amazon S3", "RegionId", "eu-west-1"), "{}");
    assertLeft(rules, Map.of("ServiceName", "Amazon S3"), "{\"Keep\":\"1\"}");
    assertLeft(rules, Map.of("ChargeDescription", "data transfer", "ChargeCategory", "tax"), "{}");
  }

  @Test
  void operatorsOfAValueMustAllHold() {
    AllocationRules rules =
        rule(
            """
            resource-name: { prefix: [train-, tune-], suffix: -a, not: { regex: "train-0+.*" } }
            """);
    assertTaken(rules, Map.of("ResourceName", "Train-12-A"), "{}");
    assertTaken(rules, Map.of("ResourceName", "tune-0-a"), "{}");
    assertLeft(rules, Map.of("ResourceName", "train-00-a"), "{}");
    assertLeft(rules, Map.of("ResourceName", "train-12-b"), "{}");
    assertLeft(rules, Map.of(), "{}");
  }

  @Test
  void tagsMayBeThereOrNot() {
    AllocationRules rules =
        rule("tags: { owner: { exists: true }, team: { exists: false }, env: { not: prod } }");
    assertTaken(rules, Map.of(), "{\"owner\":\"ann\"}");
    assertTaken(rules, Map.of(), "{\"owner\":\"ann\",\"team\":\" \",\"env\":\"dev\"}");
    assertLeft(rules, Map.of(), "{\"owner\":\"ann\",\"team\":\"x\"}");
    assertLeft(rules, Map.of(), "{\"owner\":\"ann\",\"env\":\"PROD\"}");
    assertLeft(rules, Map.of(), "{}");
  }

  @Test
  void namedSetsStandForTheirValues() {
    AllocationRules rules =
        new RuleFixture(folder)
            .load(
                """
                version: 1
                sets: { labs: ["101", "102*"] }
                rules:
                  - { name: r, when: { sub-account: { set: labs } }, owner: { team: t } }
                """);
    assertTaken(rules, Map.of("SubAccountId", "101"), "{}");
    assertTaken(rules, Map.of("SubAccountName", "102*"), "{}");
    assertLeft(rules, Map.of("SubAccountId", "1023"), "{}");
  }

  @Test
  void aDefaultTakesEveryCharge() {
    assertTaken(rule("always"), Map.of(), "{}");
  }

  @Test
  void unusedCommitmentHasAnOwnerOfItsOwn() {
    AllocationRules rules =
        new RuleFixture(folder)
            .load(
                """
                version: 1
                rules:
                  - name: unused-commitment
                    when: { commitment-status: Unused }
                    owner: { team: finops, project: "unused ${field:commitment-type}" }
                  - name: purchase
                    when: { charge-category: Purchase, commitment: "*" }
                    owner: { team: finops }
                  - name: rest
                    when: always
                    owner: { team: users }
                """);
    Map<String, String> used =
        Map.of(
            "ChargeCategory", "Usage",
            "CommitmentDiscountId", "sp-1",
            "CommitmentDiscountStatus", "Used");
    Map<String, String> unused =
        Map.of(
            "ChargeCategory", "Usage",
            "CommitmentDiscountId", "sp-1",
            "CommitmentDiscountType", "Savings Plan",
            "CommitmentDiscountStatus", "Unused");
    Map<String, String> bought =
        Map.of("ChargeCategory", "Purchase", "CommitmentDiscountId", "sp-1");
    assertThat(decide(rules, used, "{}")).isEqualTo("rest users");
    assertThat(decide(rules, unused, "{}")).isEqualTo("unused-commitment finops");
    assertThat(RuleFixture.decision(rules, unused, Map.of(), null).owner())
        .containsEntry("project", "unused savings plan");
    assertThat(decide(rules, bought, "{}")).isEqualTo("purchase finops");
  }

  @Test
  void listsWhatIsWrongWithConditions() {
    assertThat(
            new RuleFixture(folder)
                .problems(
                    """
                    version: 1
                    sets: { labs: [] }
                    rules:
                      - name: a
                        when:
                          service: { regex: "(a)\\\\1", prefx: x }
                          sub-account: { set: lab }
                          tags: { team: { exists: maybe } }
                          any: []
                          not: { servce: x }
                        owner: { team: "${field:servce}", project: "${table:none:team}" }
                        from: 2026-13-01
                      - { name: b, when: { service: {} }, owner: { team: x }, from: 2026-02-01, to: 2026-01-01 }
                      - { name: c, table: accounts }
                    """))
        .contains(
            "sets.labs: []. State at least one value.",
            "rules[1] a.when.service.regex: (a)\\1. Write a regular expression of RE2",
            "rules[1] a.when.service.prefx: unknown key. Did you mean prefix?",
            "rules[1] a.when.sub-account.set: lab. Did you mean labs?",
            "rules[1] a.when.tags.team.exists: \"maybe\". Write true or false.",
            "rules[1] a.when.any: []",
            "rules[1] a.when.not.servce: unknown key. Did you mean service?",
            "rules[1] a.owner.team: ${field:servce}. Refer to tags as",
            "rules[1] a.owner.project: ${table:none:team}. Refer to tags as",
            "rules[1] a.from: 2026-13-01. Write a day as 2026-10-31.",
            "rules[2] b.when.service: {}. State one of is, prefix",
            "rules[2] b: from 2026-02-01 to 2026-01-01. Write a to that is not before from.",
            "rules[3] c.table: accounts. There is none.");
  }

  private AllocationRules rule(String when) {
    String indented = when.strip().replace("\n", "\n      ");
    return new RuleFixture(folder)
        .load(
            "version: 1\nrules:\n  - name: r\n    when:\n      "
                + indented
                + "\n    owner: { team: t }\n");
  }

  private static void assertTaken(AllocationRules rules, Map<String, String> columns, String tags) {
    assertThat(decide(rules, columns, tags)).isEqualTo("r t");
  }

  private static void assertLeft(AllocationRules rules, Map<String, String> columns, String tags) {
    assertThat(decide(rules, columns, tags)).isEqualTo("nothing");
  }
}
