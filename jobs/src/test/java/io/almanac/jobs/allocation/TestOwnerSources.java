package io.almanac.jobs.allocation;

import static io.almanac.jobs.allocation.RuleFixture.decide;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tag tables, tables of owners, days and versions: where owners come from beside conditions. */
class TestOwnerSources {
  private static final String INHERITANCE =
      """
      version: 3
      tables:
        accounts: { file: accounts.csv, by: sub-account }
        namespaces: { file: namespaces.csv, by: "tag:namespace" }
      rules:
        - name: tag
          when: { tags: { team: "*" } }
          owner:
            team: "${tag:team}"
            cost-center: ["${tag:cc}", "${table:accounts:cost-center}", "CC-0"]
        - { name: account, table: accounts }
        - name: namespace
          table: namespaces
          owner: { environment: "k8s", project: "${tag:namespace}" }
        - { name: default, when: always, owner: { team: platform } }
      """;

  @TempDir Path folder;

  @Test
  void eachLevelInheritsFromTheNextAndTheRuleTellsWhichOneGaveIt() {
    AllocationRules rules =
        fixture()
            .file("accounts.csv", "key,team,cost-center\n101,Vision,CC-1\nlab two,speech,\n")
            .file("namespaces.csv", "key,team\nray,research\n")
            .load(INHERITANCE);
    Map<String, String> account = Map.of("SubAccountId", "101");
    assertThat(decide(rules, account, "{\"team\":\"x\"}")).isEqualTo("tag x");
    assertThat(decide(rules, account, "{\"namespace\":\"ray\"}")).isEqualTo("account vision");
    assertThat(decide(rules, Map.of("SubAccountId", "9", "SubAccountName", "Lab Two"), "{}"))
        .isEqualTo("account speech");
    assertThat(decide(rules, Map.of(), "{\"Namespace\":\"RAY\"}")).isEqualTo("namespace research");
    assertThat(decide(rules, Map.of(), "{}")).isEqualTo("default platform");
    assertThat(RuleFixture.decision(rules, Map.of(), Map.of("namespace", "ray"), null).owner())
        .containsEntry("environment", "k8s")
        .containsEntry("project", "ray");
  }

  @Test
  void aFieldTakesTheFirstOfItsWaysThatGivesAValue() {
    AllocationRules rules =
        fixture()
            .file("accounts.csv", "key,team,cost-center\n101,vision,CC-1\n")
            .file("namespaces.csv", "key,team\n")
            .load(INHERITANCE);
    Map<String, String> account = Map.of("SubAccountId", "101");
    assertThat(
            RuleFixture.decision(rules, account, Map.of("team", "x", "cc", "CC-9"), null).owner())
        .containsEntry("cost_center", "CC-9");
    assertThat(RuleFixture.decision(rules, account, Map.of("team", "x"), null).owner())
        .containsEntry("cost_center", "CC-1");
    assertThat(RuleFixture.decision(rules, Map.of(), Map.of("team", "x"), null).owner())
        .containsEntry("cost_center", "CC-0");
  }

  @Test
  void linesOfATableHoldForTheirDays() {
    AllocationRules rules =
        fixture()
            .file(
                "accounts.csv",
                "key,team,from,to\n101,old,,2026-03-31\n101,new,2026-04-01,\n102,x,,\n")
            .file("namespaces.csv", "key,team\n")
            .load(INHERITANCE);
    Map<String, String> account = Map.of("SubAccountId", "101");
    assertThat(decide(rules, account, "{}", "2026-03-31")).isEqualTo("account old");
    assertThat(decide(rules, account, "{}", "2026-04-01")).isEqualTo("account new");
    assertThat(rules.changes()).hasSize(1);
  }

  @Test
  void rulesHoldForTheirDaysAndSetsKeepTheirVersions() {
    AllocationRules rules =
        fixture()
            .file(
                "2026.yaml",
                """
                name: company
                version: "2026"
                from: 2026-01-01
                rules:
                  - { name: s3, when: { service: S3 }, owner: { team: storage } }
                  - { name: s3-lab, when: { service: S3 }, owner: { team: lab }, to: 2026-01-31 }
                """)
            .load(
                """
                version: "7"
                rule-sets:
                  - name: exceptions
                    version: "1"
                    rules:
                      - { name: gift, when: { service: S3 }, owner: { team: charity },
                          from: 2026-02-01, to: 2026-02-01 }
                  - { file: 2026.yaml }
                  - name: company
                    version: "2025"
                    to: 2025-12-31
                    rules:
                      - { name: s3, when: { service: S3 }, owner: { team: archive } }
                """);
    Map<String, String> s3 = Map.of("ServiceName", "S3");
    assertThat(decide(rules, s3, "{}", "2025-12-31")).isEqualTo("company 2025/s3 archive");
    assertThat(decide(rules, s3, "{}", "2026-01-31")).isEqualTo("company 2026/s3 storage");
    assertThat(decide(rules, s3, "{}", "2026-02-01")).isEqualTo("exceptions 1/gift charity");
    java.time.LocalDate day = java.time.LocalDate.of(2025, 6, 1);
    assertThat(RuleFixture.decision(rules, s3, Map.of(), day).by().set().version())
        .isEqualTo("2025");
    assertThat(rules.warnings()).singleElement().asString().contains("company 2026/s3-lab");
  }

  @Test
  void keysAndValuesThatMeanTheSameAreOne() {
    RuleFixture fixture =
        fixture().file("tags.csv", "key,value,also\nteam,,group\nteam,mlplat,Plattform\n");
    AllocationRules rules =
        fixture.load(
            """
            version: 1
            tag-table: tags.csv
            tag-keys: { team: [team-name, Squad] }
            tag-values: { Team-Name: { mlplat: ["ML Platform"] } }
            rules:
              - { name: ml, when: { tags: { SQUAD: "ml platform" } }, owner: { team: "${tag:group}!" } }
              - { name: any, when: { tags: { team: "*" } }, owner: { team: "${tag:team}" } }
            """);
    assertThat(decide(rules, Map.of(), "{\"team-name\":\"ML platform\"}")).isEqualTo("ml mlplat!");
    assertThat(decide(rules, Map.of(), "{\"group\":\"plattform \"}")).isEqualTo("ml mlplat!");
    assertThat(decide(rules, Map.of(), "{\"squad\":\"b\",\"team-name\":\"a\"}")).isEqualTo("any a");
    assertThat(decide(rules, Map.of(), "{\"squad\":\"b\",\"team\":\"c\",\"team-name\":\"a\"}"))
        .isEqualTo("any c");
    assertThat(rules.usedTagKeys()).containsExactly("group", "squad", "team", "team-name");
  }

  @Test
  void listsWhatIsWrongWithTheFilesThatAreNamed() {
    assertThat(
            fixture()
                .file("accounts.csv", "key,team,from,to\n1,a,,\n1,b,2026-01-01,\n2,,,\n3,c,x,\n")
                .file("tags.csv", "key,value,also\nteam,,squad\ngroup,,squad\nteam,,\n")
                .problems(
                    """
                    version: 1
                    tag-table: tags.csv
                    tables:
                      accounts: { file: accounts.csv, by: sub-acount }
                      labs: { file: accounts.csv, by: sub-account }
                      gone: { file: gone.csv, by: service }
                    rule-sets:
                      - { file: gone.yaml }
                      - { name: a, version: 1, rules: [] }
                      - { name: a, version: 1, rules: [] }
                    """))
        .contains(
            "tables.accounts.by: sub-acount. Did you mean sub-account?",
            "accounts.csv, line 3: 1. A line before it has the key for the same days",
            "accounts.csv, line 4: 2. Write a key and a team.",
            "accounts.csv, line 5: x. Write a day as 2026-10-31.",
            "tags.csv, line 3: squad. It means the same as team already",
            "tags.csv, line 4",
            "Cannot read table of owners",
            "Cannot read allocation rules",
            "rule-sets[3].name: a. A set before it has this name and version already.");
  }

  @Test
  void theFingerprintFollowsEveryFile() {
    RuleFixture fixture =
        fixture()
            .file("accounts.csv", "key,team\n101,vision\n")
            .file("namespaces.csv", "key,team\n");
    String before = fixture.load(INHERITANCE).fingerprint();
    assertThat(fixture.load(INHERITANCE).fingerprint()).isEqualTo(before);
    fixture.file("accounts.csv", "key,team\n101,speech\n");
    assertThat(fixture.load(INHERITANCE).fingerprint()).isNotEqualTo(before);
  }

  private RuleFixture fixture() {
    return new RuleFixture(folder);
  }
}
