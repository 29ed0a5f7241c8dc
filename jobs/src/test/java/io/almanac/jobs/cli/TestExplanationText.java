package io.almanac.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.allocation.RuleTrace;
import io.almanac.jobs.allocation.RuleTrace.Answer;
import io.almanac.jobs.allocation.RuleTrace.Finding;
import io.almanac.jobs.allocation.RuleTrace.Outcome;
import io.almanac.jobs.allocation.RuleTrace.OwnerValue;
import io.almanac.jobs.explain.Amount;
import io.almanac.jobs.explain.ChargeExplanation;
import io.almanac.jobs.explain.ChargeSharing;
import io.almanac.jobs.explain.TeamExplanation;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        new TeamExplanation.Line(
            "=tag", "7", "asks", null, null, false, "aws", "-lab", "S3\u001B[2J", AMOUNT);
    TeamExplanation team =
        new TeamExplanation(
            "vision",
            YearMonth.of(2026, 10),
            List.of(line),
            List.of(line),
            List.of(),
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
            ",USD,3,-12.500000000000000000,0.000000000000000001,,,\r\n");
  }

  @Test
  void saysWhoBearsASharedCharge() {
    ChargeExplanation charge = charge(0);
    ChargeExplanation shared =
        new ChargeExplanation(
            charge.charge(),
            charge.facts(),
            charge.tags(),
            charge.trace(),
            1,
            List.of(),
            Optional.of(
                new ChargeSharing(
                    "2026-10",
                    List.of(
                        part("tax by cost", false, "lab", "0.666666666666666667"),
                        part("tax by cost > rest by gpu-hours", true, null, "0.3")))),
            false);

    assertThat(ChargeExplanationText.text(shared, false))
        .contains(
            "Split rules share out what this owner has",
            "tax by cost                      lab          -        66.67 %",
            "0.000000000000000001  USD",
            "unallocated  -        30.00 %",
            "stays: no target has what the split goes by");
    assertThat(ChargeExplanationText.csv(shared))
        .contains("aws/a.csv/7,2,tax by cost,,shared,,0.666666666666666667,,lab\r\n");
  }

  @Test
  void saysWhatSplitsTookFromATeam() {
    TeamExplanation team =
        new TeamExplanation(
            "shared",
            YearMonth.of(2026, 10),
            List.of(),
            List.of(),
            List.of(new TeamExplanation.Given("tax by cost", "lab", AMOUNT)),
            List.of(),
            List.of(),
            false);

    assertThat(TeamExplanationText.text(team, false))
        .contains(
            "It has no cost of its own: splits gave all of it to others.",
            "tax by cost  lab        3  -12.50  0.000000000000000001  USD")
        .doesNotContain("sub account");
    assertThat(TeamExplanationText.csv(team))
        .contains("USD,3,-12.500000000000000000,0.000000000000000001,tax by cost,,lab\r\n");
  }

  @Test
  void saysFromWhomSplitsTookALine() {
    TeamExplanation.Line line =
        new TeamExplanation.Line(
            "tax", "s1", "", "tax by cost", "shared", false, "aws", null, "Tax", AMOUNT);
    TeamExplanation.Line kept =
        new TeamExplanation.Line(
            "tag", "7", "asks", "rest by gpu-hours", null, true, "aws", null, "Tax", AMOUNT);
    TeamExplanation team =
        new TeamExplanation(
            "lab",
            YearMonth.of(2026, 10),
            List.of(line, kept),
            List.of(line),
            List.of(),
            List.of(),
            List.of(),
            false);

    assertThat(TeamExplanationText.text(team, false))
        .contains(
            "USD  from shared by tax by cost\n",
            "asks; rest by gpu-hours finds no target that has what it goes by, so it stays");
    assertThat(TeamExplanationText.csv(team)).contains(",tax by cost,shared,\r\n");
  }

  private static ChargeSharing.Part part(String splits, boolean kept, String team, String share) {
    return new ChargeSharing.Part(splits, kept, team, null, null, new BigDecimal(share), AMOUNT);
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
        Optional.empty(),
        false);
  }

  private static Answer answer(String rule, Outcome outcome, Finding finding, OwnerValue... owner) {
    return new Answer(rule, null, "7", outcome, "", List.of(finding), List.of(owner));
  }
}
