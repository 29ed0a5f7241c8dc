package io.almanac.jobs.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.SparkTest;
import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.allocation.Charges;
import io.almanac.jobs.sharing.BasisMeasures;
import io.almanac.jobs.sharing.SharedCostRules;
import io.almanac.jobs.sharing.SharedCosts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(SparkTest.class)
class TestSharedExplanations {
  private static final YearMonth MONTH = YearMonth.of(2026, 10);
  private static final String RULES =
      """
      version: "7"
      rules:
        - { name: tax, when: { charge-category: Tax }, owner: { team: shared, project: tax } }
        - { name: tag, when: { tags: { team: "*" } }, owner: { team: "${tag:team}" } }
      """;

  /** The first split is called as a rule is, and no team has GPU hours. */
  private static final String SPLITS =
      """
      version: "s1"
      splits:
        - { name: tax, share: { team: shared, project: tax }, to: all, by: cost }
        - name: platform
          share: { team: platform, sub-account: "1" }
          to: [{ team: a, weight: 3 }, { team: b, weight: 1 }]
          by: weights
        - { name: rest, share: { team: idle }, to: [a], by: gpu-hours }
      """;

  @TempDir Path folder;

  @Test
  void tellsWhichSplitTookWhatFromWhom() throws IOException {
    AllocationRules rules =
        AllocationRules.load(Files.writeString(folder.resolve("rules.yaml"), RULES));
    SharedCostRules splits =
        SharedCostRules.load(Files.writeString(folder.resolve("splits.yaml"), SPLITS), List.of());
    // Own costs are a 6, b 2, platform 8 and idle 4; the month's tax is 4.
    Dataset<Row> charges =
        new Charges()
            .add("2026-10-01", "6", charge(1, "a", "1"))
            .add("2026-10-01", "2", charge(2, "b", "1"))
            .add("2026-10-01", "8", charge(3, "platform", "1"))
            .add("2026-10-01", "0", charge(4, "platform", "2"))
            .add("2026-10-02", "4", charge(5, "idle", "1"))
            .add("2026-10-01", "1", charge(6, null, "1"))
            .add("2026-10-31", "3", charge(7, null, "1"))
            .dataset();
    try (Published night =
        new Published(
            charges,
            rules,
            allocated ->
                SharedCosts.split(allocated, splits, new BasisMeasures(), SharedCosts.Rates.NONE)
                    .coalesce(1))) {
      PublishedCosts published = night.costs();
      sharedCharge(ChargeExplanation.of(published, "aws/f.csv/6"));
      keptCharge(ChargeExplanation.of(published, "aws/f.csv/5"));
      // Of the owner, day and service of one that is shared, but in a sub account that the split
      // does
      // not ask for.
      assertThat(ChargeExplanation.of(published, "aws/f.csv/4").sharing()).isEmpty();

      teamThatBears(TeamExplanation.of(published, "a", MONTH));
      teamThatGaveAllAway(TeamExplanation.of(published, "shared", MONTH));
      teamThatKeeps(TeamExplanation.of(published, "idle", MONTH));
      assertThatThrownBy(() -> TeamExplanation.of(published, "share", MONTH))
          .hasMessageContaining("Did you mean shared?");
    }
  }

  private static Map<String, Object> charge(long row, String team, String account) {
    Map<String, Object> values = new HashMap<>();
    values.put("ServiceName", team == null ? "Tax" : "EC2");
    values.put("ChargeCategory", team == null ? "Tax" : "Usage");
    values.put("Tags", team == null ? null : "{\"team\":\"" + team + "\"}");
    values.put("SubAccountId", account);
    values.put("ResourceId", "r-" + row);
    values.put("x_SourceFile", "f.csv");
    values.put("x_SourceRow", row);
    return values;
  }

  /** Tax goes by 6 : 2 : 8 : 4 of own cost, and what platform gets of it on by 3 : 1. */
  private static void sharedCharge(ChargeExplanation charge) {
    assertThat(charge.trace().taker().owner().get(0).value()).isEqualTo("shared");
    assertThat(charge.sharing().orElseThrow().month()).isEqualTo("2026-10");
    assertThat(parts(charge))
        .containsExactly(
            "tax by cost: a false 0.3 of 1.2",
            "tax by cost > platform by weights: a false 0.3 of 1.2",
            "tax by cost > rest by gpu-hours: idle true 0.2 of 0.8",
            "tax by cost: b false 0.1 of 0.4",
            "tax by cost > platform by weights: b false 0.1 of 0.4");
  }

  private static void keptCharge(ChargeExplanation charge) {
    assertThat(parts(charge)).containsExactly("rest by gpu-hours: idle true 1 of 4");
  }

  private static List<String> parts(ChargeExplanation charge) {
    return charge.sharing().orElseThrow().parts().stream()
        .map(
            part ->
                part.splits()
                    + ": "
                    + part.team()
                    + " "
                    + part.kept()
                    + " "
                    + plain(part.share())
                    + " of "
                    + plain(part.ofMonth().effective()))
        .toList();
  }

  private static void teamThatBears(TeamExplanation team) {
    assertThat(lines(team))
        .containsExactlyInAnyOrder(
            "tag 7 null from null: 6 tag team exists",
            "platform s1 platform by weights from platform: 6 ",
            "tax s1 tax by cost from shared: 1.2 ",
            "tax > platform s1 tax by cost > platform by weights from shared: 1.2 ");
    assertThat(team.given()).isEmpty();
    assertThat(plain(team.totals().get(0).effective())).isEqualTo("14.4");
    assertThat(team.agreesWithDailyCosts()).isTrue();
  }

  private static void teamThatGaveAllAway(TeamExplanation team) {
    assertThat(team.rules()).isEmpty();
    assertThat(team.agreesWithDailyCosts()).isTrue();
    assertThat(team.given())
        .extracting(
            given ->
                given.splits() + " to " + given.to() + ": " + plain(given.amount().effective()))
        .containsExactlyInAnyOrder(
            "tax by cost to a: 1.2",
            "tax by cost to b: 0.4",
            "tax by cost > platform by weights to a: 1.2",
            "tax by cost > platform by weights to b: 0.4",
            "tax by cost > rest by gpu-hours to idle: 0.8");
  }

  private static void teamThatKeeps(TeamExplanation team) {
    assertThat(lines(team))
        .containsExactly(
            "tag 7 rest by gpu-hours from null: 4 tag team exists",
            "tax s1 tax by cost > rest by gpu-hours from shared: 0.8 ");
    assertThat(team.rules()).allMatch(TeamExplanation.Line::kept);
    assertThat(team.given()).isEmpty();
  }

  private static List<String> lines(TeamExplanation team) {
    return team.rules().stream()
        .map(
            line ->
                line.rule()
                    + " "
                    + line.version()
                    + " "
                    + line.splits()
                    + " from "
                    + line.from()
                    + ": "
                    + plain(line.amount().effective())
                    + " "
                    + line.asks())
        .toList();
  }

  private static String plain(BigDecimal amount) {
    return amount.stripTrailingZeros().toPlainString();
  }
}
