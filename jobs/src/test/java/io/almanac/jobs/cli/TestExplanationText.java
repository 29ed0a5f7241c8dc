package io.almanac.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.allocation.RuleTrace;
import io.almanac.jobs.allocation.RuleTrace.Answer;
import io.almanac.jobs.allocation.RuleTrace.Finding;
import io.almanac.jobs.allocation.RuleTrace.Outcome;
import io.almanac.jobs.allocation.RuleTrace.OwnerValue;
import io.almanac.jobs.explain.Amount;
import io.almanac.jobs.explain.ChargeExplanation;
import io.almanac.jobs.explain.TeamExplanation;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestExplanationText {
  private static final Amount AMOUNT =
      new Amount("USD", 3, new BigDecimal("-12.500000000000000000"), new BigDecimal("1E-18"));

  @Test
  void showsTheRuleTheReasonsAndTheSources() {
    String text = ChargeExplanationText.text(charge(2), false);

    assertThat(text)
        .contains(
            "Charge aws/a.csv/7",
            "It is the first of 3 charges:",
            "USD  -12.50  0.000000000000000001",
            "Taken by rule team-tag (version 7)",
            "holds  tag team exists  it has vision",
            "team     vision  ${tag:team}",
            "project  -       ${tag:project}",
            "rule 0  a condition does not hold  service is s3; it has ec2",
            "default  team platform");
  }

  @Test
  void showsTheNearestOfManyRulesThatWereAskedBefore() {
    assertThat(ChargeExplanationText.text(charge(25), false))
        .contains("rule 24 ", "and 5 before them; --all shows them")
        .doesNotContain("rule 4 ");
    assertThat(ChargeExplanationText.text(charge(25), true)).contains("rule 4 ");
  }

  @Test
  void amountsOfATeamKeepTheirDigitsInTablesAndCsv() {
    TeamExplanation.Line line =
        new TeamExplanation.Line("=tag", "7", "asks", "aws", "-lab", "S3\u001B[2J", AMOUNT);
    TeamExplanation team =
        new TeamExplanation(
            "vision",
            YearMonth.of(2026, 10),
            List.of(line),
            List.of(line),
            List.of(AMOUNT),
            List.of(AMOUNT),
            true);

    assertThat(TeamExplanationText.text(team, false))
        .contains(
            "-12.50  0.000000000000000001  USD  asks",
            "S3?[2J",
            "daily_costs has the same totals, to the last decimal.",
            "The rules have changed since the marts were published");
    assertThat(TeamExplanationText.csv(team))
        .contains(
            "vision,2026-10,'=tag,7,aws,'-lab,",
            ",USD,3,-12.500000000000000000,0.000000000000000001\r\n");
  }

  private static ChargeExplanation charge(int before) {
    List<Answer> tried = new ArrayList<>();
    for (int rule = 0; rule < before; rule++) {
      tried.add(
          answer(
              "rule " + rule,
              Outcome.CONDITION,
              new Finding(0, "service is s3", "ec2", false),
              new OwnerValue("team", "x", "x")));
    }
    tried.add(
        answer(
            "team-tag",
            Outcome.TOOK,
            new Finding(0, "tag team exists", "vision", true),
            new OwnerValue("team", "vision", "${tag:team}"),
            new OwnerValue("project", null, "${tag:project}")));
    Answer later =
        answer(
            "default",
            Outcome.TOOK,
            new Finding(0, "always", null, true),
            new OwnerValue("team", "platform", "platform"));
    return new ChargeExplanation(
        "aws/a.csv/7",
        Map.of("charge date", "2026-10-01"),
        Map.of("team", "vision"),
        new RuleTrace(tried, List.of(later)),
        3,
        List.of(AMOUNT),
        false);
  }

  private static Answer answer(String rule, Outcome outcome, Finding finding, OwnerValue... owner) {
    return new Answer(rule, null, "7", outcome, "", List.of(finding), List.of(owner));
  }
}
