package io.almanac.jobs.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.allocation.RuleFinding.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestRuleChecks {
  @TempDir Path folder;

  @Test
  void findsRulesThatEarlierOnesCover() {
    assertThat(
            unreachable(
                """
                - { name: amazon, when: { service: "Amazon*" }, owner: { team: a } }
                - { name: covered, when: { service: Amazon S3, region: eu }, owner: { team: b } }
                - { name: wider, when: { service: "*" }, owner: { team: c } }
                - { name: other-field, when: { region: eu }, owner: { team: d } }
                """))
        .containsExactly("covered");
  }

  @Test
  void findsRulesThatSeveralEarlierOnesCoverTogether() {
    assertThat(
            unreachable(
                """
                - { name: one, when: { service: S3 }, owner: { team: a } }
                - { name: two, when: { service: [EC2, EBS] }, owner: { team: a } }
                - { name: both, when: { service: [EC2, S3], region: eu }, owner: { team: b } }
                - { name: more, when: { service: [EC2, RDS] }, owner: { team: b } }
                """))
        .containsExactly("both");
  }

  @Test
  void aRuleThatMayLackItsTeamCoversOnlyWhatHasIt() {
    assertThat(
            unreachable(
                """
                - { name: tag, when: { service: S3 }, owner: { team: "${tag:team}" } }
                - { name: rest, when: { service: S3 }, owner: { team: storage } }
                - { name: again, when: { service: S3, tags: { team: x } }, owner: { team: y } }
                """))
        .containsExactly("again");
  }

  @Test
  void aRuleWithDaysCoversOnlyThose() {
    assertThat(
            unreachable(
                """
                - { name: june, when: { service: S3 }, owner: { team: a }, from: 2026-06-01, to: 2026-06-30 }
                - { name: always, when: { service: S3 }, owner: { team: b } }
                - { name: a-day, when: { service: S3 }, owner: { team: c }, from: 2026-06-05, to: 2026-06-05 }
                """))
        .containsExactly("a-day");
  }

  @Test
  void findsConditionsThatNothingFulfils() {
    assertThat(
            unreachable(
                """
                - { name: both, when: { all: [{ service: S3 }, { service: EC2 }] }, owner: { team: a } }
                - { name: not, when: { service: { prefix: S, not: "S*" } }, owner: { team: a } }
                - { name: either, when: { all: [{ sub-account: a }, { sub-account: b }] }, owner: { team: a } }
                """))
        .containsExactly("both", "not");
  }

  @Test
  void tellsOverlapsWithAChargeThatBothTake() {
    List<RuleFinding> overlaps =
        findings(
            """
            - { name: west, when: { resource-name: "*-west" }, owner: { team: a } }
            - { name: train, when: { resource-name: "train-*" }, owner: { team: b } }
            - { name: exception, when: { resource-name: eval-1 }, owner: { team: c } }
            - { name: eval, when: { resource-name: "eval*" }, owner: { team: b } }
            - { name: same-team, when: { resource-name: "*-1" }, owner: { team: c } }
            """,
            Kind.OVERLAP);
    assertThat(overlaps.get(0).found())
        .contains(
            "Rules west and train both take a charge with ResourceName = ",
            "first gives it to a, the second would to b");
    assertThat(overlaps)
        .allSatisfy(finding -> assertThat(finding.rules()).doesNotContain("exception"));
  }

  @Test
  void tagAndAccountDoNotCountAsOverlap() {
    assertThat(
            findings(
                """
                - { name: tag, when: { tags: { team: "*" } }, owner: { team: "${tag:team}" } }
                - { name: tax, when: { charge-category: Tax }, owner: { team: shared } }
                """,
                Kind.OVERLAP))
        .isEmpty();
  }

  @Test
  void theSampleRulesAreClean() {
    AllocationRules rules = AllocationRules.load(Path.of("../conf/allocation-rules.yaml"));
    assertThat(rules.findings()).isEmpty();
    assertThat(rules.knownTeams()).containsExactly("perception", "platform", "serving", "shared");
  }

  @Test
  void looksThroughManyRulesInAShortTime() {
    StringBuilder text = new StringBuilder();
    for (int rule = 0; rule < 1000; rule++) {
      text.append(
          "- { name: r%s, when: { sub-account: [\"%s\", x%s] }, owner: { team: t%s } }\n"
              .formatted(rule, rule, rule, rule));
    }
    text.append("- { name: last, when: { sub-account-id: \"500\" }, owner: { team: x } }\n");
    assertThat(unreachable(text.toString())).containsExactly("last");
  }

  private List<String> unreachable(String rules) {
    return findings(rules, Kind.UNREACHABLE).stream().map(one -> one.rules().get(0)).toList();
  }

  private List<RuleFinding> findings(String rules, Kind kind) {
    return new RuleFixture(folder)
        .load("version: 1\nrules:\n  " + rules.replace("\n", "\n  ")).findings().stream()
            .filter(finding -> finding.kind() == kind)
            .toList();
  }
}
