package io.almanac.jobs.allocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestAllocationRules {
  private static final String TEAM_TAG =
      """
      version: "7"
      rules:
        - name: renamed
          when: { tags: { team: vision } }
          owner: { team: perception }
        - name: team-tag
          when: { tags: { " Team ": "*" } }
          owner: { team: "${tag:team}", project: "${tag:project}", person: "${tag:owner} (x)" }
        - name: accounts
          when: { sub-account: ["55*", "Platform "], service: "Amazon S3" }
          owner: { team: platform }
      """;

  @TempDir Path folder;

  @Test
  void firstMatchDecidesWithoutRegardToCaseAndBlanks() throws IOException {
    AllocationRules rules = load(TEAM_TAG);
    assertThat(decide(rules, Map.of(), "{\"TEAM \":\" Vision\"}").rule()).isEqualTo("renamed");
    var decision = decide(rules, Map.of(), "{\"team\":\" Fleet  Ops \",\"owner\":\"Ann\"}");
    assertThat(decision.rule()).isEqualTo("team-tag");
    assertThat(decision.owner())
        .containsEntry("team", "fleet ops")
        .containsEntry("person", "Ann (x)")
        .containsEntry("project", null);
  }

  @Test
  void allConditionsMustHoldAndListsMeanAnyOf() throws IOException {
    AllocationRules rules = load(TEAM_TAG);
    assertThat(
            decide(rules, Map.of("SubAccountId", "551", "ServiceName", "amazon s3 "), null).rule())
        .isEqualTo("accounts");
    assertThat(
            decide(
                    rules,
                    Map.of(
                        "SubAccountId",
                        "1",
                        "SubAccountName",
                        "platform",
                        "ServiceName",
                        "Amazon S3"),
                    "")
                .rule())
        .isEqualTo("accounts");
    assertThat(decide(rules, Map.of("SubAccountId", "551", "ServiceName", "EC2"), null)).isNull();
    assertThat(decide(rules, Map.of("SubAccountId", "551"), "{\"team\":\"  \"}")).isNull();
  }

  @Test
  void ruleWithoutTeamLeavesTheChargeToTheNext() throws IOException {
    AllocationRules rules =
        load(
            """
            version: 1
            rules:
              - { name: a, when: { service: "*" }, owner: { team: "${tag:squad}" } }
              - { name: b, when: { service: "*" }, owner: { team: rest } }
            """);
    assertThat(decide(rules, Map.of("ServiceName", "S3"), "{}").rule()).isEqualTo("b");
    assertThat(decide(rules, Map.of("ServiceName", "S3"), "{\"squad\":\"x\"}").rule())
        .isEqualTo("a");
    assertThat(rules.warnings()).isEmpty();
  }

  @Test
  void listsEveryProblemAtOnce() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    version: ""
                    rule: []
                    rules:
                      - name: a
                        when: { servce: x, tags: { team: [] } }
                        owner: { project: "${tag:}" }
                      - name: A
                        when: {}
                        owner: { team: "${team}", teem: x }
                    """))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e ->
                assertThat(String.join("\n", e.problems()))
                    .contains(
                        ", version: ",
                        "rule: unknown key. Did you mean rules?",
                        "rules[1] a.when.servce: unknown key. Did you mean service?",
                        "rules[1] a.when.tags.team: []",
                        "rules[1] a.owner.team",
                        "rules[1] a.owner.project: ${tag:}",
                        "rules[2] A: A. Rule 1 has this name already",
                        "rules[2] A.when: {}",
                        "rules[2] A.owner.team: ${team}",
                        "rules[2] A.owner.teem: unknown key. Did you mean team?"));
  }

  @Test
  void warnsOfRulesThatCanNeverDecide() throws IOException {
    AllocationRules rules =
        load(
            """
            version: 1
            rules:
              - { name: a, when: { service: S3 }, owner: { team: x } }
              - { name: b, when: { service: " s3" }, owner: { team: y } }
            """);
    assertThat(rules.warnings()).singleElement().asString().contains(": b. Rule a has the same");
  }

  @Test
  void fingerprintFollowsTheContent() throws IOException {
    String first = load(TEAM_TAG).fingerprint();
    assertThat(load(TEAM_TAG).fingerprint()).isEqualTo(first);
    assertThat(load(TEAM_TAG.replace("vision", "sight")).fingerprint()).isNotEqualTo(first);
    assertThat(AllocationRules.none().version()).isNull();
  }

  @Test
  void unreadableFileSaysWhatToDo() {
    assertThatThrownBy(() -> AllocationRules.load(folder.resolve("none.yaml")))
        .hasMessageContaining("Cannot read allocation rules");
  }

  private AllocationRules load(String yaml) throws IOException {
    return AllocationRules.load(Files.writeString(folder.resolve("rules.yaml"), yaml));
  }

  private static AllocationRules.Decision decide(
      AllocationRules rules, Map<String, String> columns, String tags) {
    return RuleFixture.decision(rules, columns, OwnerFunction.tags(tags), null);
  }
}
