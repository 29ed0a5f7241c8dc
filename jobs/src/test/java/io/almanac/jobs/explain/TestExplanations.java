package io.almanac.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.allocation.Charges;
import io.almanac.jobs.allocation.RuleFinding;
import io.almanac.jobs.allocation.RuleTrace;
import io.almanac.jobs.allocation.RuleUse;
import io.almanac.jobs.budget.Budget;
import io.almanac.jobs.budget.BudgetPeriod;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestExplanations {
  private static final String RULES =
      """
      version: "1"
      rule-sets:
        - name: company
          version: "2026"
          rules:
            - { name: lab, when: { sub-account: "9" }, owner: { team: lab } }
            - name: squad
              when: { tags: { squad: "*" }, any: [{ service: S3 }, { service: EC2 }] }
              owner: { team: "${tag:squad}", project: "${tag:project}" }
            - { name: summer, when: { service: S3 }, owner: { team: sun }, from: 2026-12-01 }
            - { name: storage, when: { service: S3 }, owner: { team: storage } }
            - { name: nobody, when: { service: Nothing }, owner: { team: lab } }
      """;

  @TempDir Path folder;

  @Test
  void tellsWhoseCostsAreAndWhy() throws IOException {
    AllocationRules rules =
        AllocationRules.load(Files.writeString(folder.resolve("rules.yaml"), RULES));
    Dataset<Row> charges = charges();
    try (Published night = new Published(charges, rules, allocated -> allocated)) {
      PublishedCosts published = night.costs();
      chargeBySourceFileAndRow(ChargeExplanation.of(published, "aws/a/b.csv/2"));
      chargesOfAResource(ChargeExplanation.of(published, "BUCKET-1"));
      unallocatedCharge(RuleTrace.of(rules, charges.where("x_SourceRow = 4").head()));
      assertThatThrownBy(() -> ChargeExplanation.of(published, "aws/a/b.csv/99"))
          .hasMessageContaining("Cannot find charge: aws/a/b.csv/99.");
      team(TeamExplanation.of(published, " Vision ", YearMonth.of(2026, 10)));
      assertThatThrownBy(() -> TeamExplanation.of(published, "visoin", YearMonth.of(2026, 10)))
          .hasMessage("Cannot find cost of team in 2026-10: visoin. Did you mean vision?");
      review(rules, RuleUse.of(charges, rules));
    }
  }

  private static Dataset<Row> charges() {
    return new Charges()
        .add("2026-10-01", "0.000000000000000001", charge(1, "S3", "{\"squad\":\"Vision\"}"))
        .add("2026-10-02", "2", charge(2, "S3", "{\"squad\":\"Vision\",\"cc\":\"7\"}"))
        .add("2026-10-03", "4", charge(3, "S3", "{}"))
        .add("2026-10-04", "8", charge(4, "RDS", "{\"cc\":\"8\"}"))
        .add("2026-11-01", "16", charge(5, "EC2", "{\"squad\":\"Vision\"}"))
        .dataset();
  }

  private static Map<String, Object> charge(long row, String service, String tags) {
    return Map.of(
        "ServiceName", service,
        "Tags", tags,
        "ResourceId", service.equals("S3") ? "bucket-1" : "other",
        "x_SourceFile", "a/b.csv",
        "x_SourceRow", row);
  }

  private static void chargeBySourceFileAndRow(ChargeExplanation charge) {
    assertThat(charge.charges()).isEqualTo(1);
    assertThat(charge.tags()).containsEntry("squad", "Vision");
    RuleTrace.Answer lab = charge.trace().tried().get(0);
    assertThat(lab.outcome()).isEqualTo(RuleTrace.Outcome.CONDITION);
    assertThat(lab.conditions())
        .containsExactly(new RuleTrace.Finding(0, "sub-account is 9", null, false));
    RuleTrace.Answer taker = charge.trace().taker();
    assertThat(taker.title()).isEqualTo("company 2026/squad");
    assertThat(taker.conditions())
        .containsExactly(
            new RuleTrace.Finding(0, "tag squad exists", "vision", true),
            new RuleTrace.Finding(0, "any of", null, true),
            new RuleTrace.Finding(1, "service is s3", "s3", true),
            new RuleTrace.Finding(1, "service is ec2", "s3", false));
    assertThat(taker.owner())
        .containsExactly(
            new RuleTrace.OwnerValue("team", "vision", "${tag:squad}"),
            new RuleTrace.OwnerValue("project", null, "${tag:project}"));
    assertThat(charge.trace().later())
        .extracting(RuleTrace.Answer::rule)
        .containsExactly("storage");
    assertThat(charge.facts()).containsEntry("BilledCost", "2.00 USD");
  }

  private static void chargesOfAResource(ChargeExplanation charge) {
    assertThat(charge.charge()).isEqualTo("aws/a/b.csv/1");
    assertThat(charge.charges()).isEqualTo(3);
    assertThat(charge.amounts().get(0).effective()).isEqualByComparingTo("6.000000000000000001");
  }

  private static void unallocatedCharge(RuleTrace trace) {
    assertThat(trace.taker()).isNull();
    assertThat(trace.tried())
        .extracting(RuleTrace.Answer::outcome)
        .containsExactly(
            RuleTrace.Outcome.CONDITION,
            RuleTrace.Outcome.CONDITION,
            RuleTrace.Outcome.NOT_IN_FORCE,
            RuleTrace.Outcome.CONDITION,
            RuleTrace.Outcome.CONDITION);
  }

  private static void team(TeamExplanation team) {
    assertThat(team.rules())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.rule()).isEqualTo("company 2026/squad");
              assertThat(line.asks()).contains("tag squad exists and (service is s3 or");
              assertThat(line.amount().charges()).isEqualTo(2);
              assertThat(line.amount().effective()).isEqualByComparingTo("2.000000000000000001");
            });
    assertThat(team.details())
        .singleElement()
        .satisfies(line -> assertThat(line.service()).isEqualTo("S3"));
    assertThat(team.agreesWithDailyCosts()).isTrue();
  }

  private static void review(AllocationRules rules, RuleUse use) {
    assertThat(use.taken())
        .extracting(one -> one.rule() + " " + one.team() + " " + one.charges())
        .containsExactly(
            "company 2026/squad vision 3", "company 2026/storage storage 1", "null null 1");
    assertThat(use.contested())
        .singleElement()
        .satisfies(
            one -> {
              assertThat(one.rival()).isEqualTo("company 2026/storage");
              assertThat(one.cost()).isEqualByComparingTo("2.000000000000000001");
              assertThat(one.example()).isEqualTo("aws/a/b.csv/1");
            });
    assertThat(use.unusedTags())
        .singleElement()
        .satisfies(
            tag -> {
              assertThat(tag.key()).isEqualTo("cc");
              assertThat(tag.cost()).isEqualByComparingTo("10");
              assertThat(tag.unallocated()).isEqualByComparingTo("8");
            });
    Budget vision =
        new Budget(
            Budget.ScopeType.TEAM,
            "vision",
            BudgetPeriod.parse(BudgetPeriod.Type.MONTH, "2026-10").orElseThrow(),
            BigDecimal.ONE,
            "USD");
    assertThat(RuleReview.findings(rules, Optional.of(List.of(vision)), Optional.of(use)))
        .extracting(RuleFinding::found)
        .contains(
            "No budget line is for team storage, which has 1 charge of 4.00 USD.",
            "No budget line is for team lab.",
            "No rule asks for tag cc, which 2 charges of 10.00 USD have, 8.00 of it unallocated.",
            "Rule company 2026/nobody takes no published charge.",
            "Rule company 2026/summer takes no published charge.")
        .noneMatch(found -> found.contains("for team vision"));
  }
}
