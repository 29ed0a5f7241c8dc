package io.almanac.jobs.sharing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSplitRuleFile {
  @TempDir private Path folder;

  @Test
  void readsWhatIsSharedAndWhoBearsIt() throws IOException {
    SharedCostRules rules =
        load(
            """
            version: "2026-10"
            splits:
              - name: support
                share: { team: Shared, service: ["AWS Support*"], charge-category: Usage }
                to: [Vision, { team: language, cost-center: CC-7 }]
                by: allocated_costs.list_cost
            """);
    assertThat(rules.version()).isEqualTo("2026-10");
    SplitRule rule = rules.rules().get(0);
    assertThat(rule.pool().teams()).containsExactly("shared");
    assertThat(rule.pool().conditions())
        .containsEntry(PoolField.SERVICE, List.of("AWS Support*"))
        .containsEntry(PoolField.CHARGE_CATEGORY, List.of("Usage"));
    assertThat(rule.tiers().get(0).targets())
        .extracting(SplitTier.Target::owner)
        .containsExactly(
            new CostOwner("vision", null, null, null),
            new CostOwner("language", null, null, "CC-7"));
    assertThat(rule.text()).isEqualTo("support by allocated_costs.list_cost");
    assertThat(load("version: v\nsplits: []\n").rules()).isEmpty();
  }

  @Test
  void tellsEveryProblemAtOnceWithWhatToDo() {
    assertThat(
            problems(
                """
                version: v
                splits:
                  - name: tax
                    share: { team: unallocated }
                    to: all
                    by: weights
                  - name: Tax
                    share: { tema: shared }
                    to: [a, A]
                    by: gpu-hour
                  - name: cloud
                    share: { team: cloud }
                    tiers:
                      - { to: [a], by: even }
                      - { to: [{ team: a, amount: -5 }], by: fixed }
                  - { name: "one > two", share: { team: x }, to: [a], by: even }
                  - { name: a, share: { team: x }, to: [a], by: even, basis: after-splits }
                  - { name: b, share: { team: x }, to: [a], by: cost, basis: after-split }
                  - { name: c, share: { team: x }, basis: after-splits, tiers: [{ to: [a], by: cost }] }
                  - { name: d, share: { team: x }, to: [a], by: gpu-hours, currencies: all }
                  - { name: e, share: { team: x }, to: all, by: gpu-hours, currencies: al }
                  - name: f
                    share: { team: x }
                    to: all
                    by: cost
                    basis: after-splits
                    currencies: all
                """))
        .map(problem -> problem.substring(problem.indexOf(", splits") + 2))
        .containsExactly(
            "splits[1] tax.share.team: unallocated. What has no owner needs an allocation rule, or a"
                + " condition here.",
            "splits[1] tax.to: \"all\". Write a list of teams, or all where a target has no weight"
                + " or amount.",
            "splits[2] Tax.share.tema: unknown key. Did you mean team?",
            "splits[2] Tax.by: gpu-hour. Did you mean gpu-hours?",
            "splits[2] Tax.to[2]: \"A\". It is a target already; state each once.",
            "splits[2].name: Tax. Another split has this name; give each its own.",
            "splits[3] cloud, tiers[1].amount: nothing. Every tier but the last needs an amount.",
            "splits[3] cloud, tiers[2].to[1].amount: -5. Write a decimal number above zero, such as"
                + " 2 or 1250.50.",
            "splits[3] cloud, tiers[2]: an amount. The last tier takes all that is left: add one"
                + " without an amount.",
            "splits[3] cloud.currency: nothing. Amounts need a currency, such as USD.",
            "splits[4].name: one > two. Leave out \" > \", which stands between splits in the"
                + " marts.",
            "splits[5] a.basis: after-splits. Splits move costs alone: leave it out, or write a cost"
                + " as by.",
            "splits[6] b.basis: after-split. Did you mean after-splits?",
            "splits[7] c.tiers: [{\"to\":[\"a\"],\"by\":\"cost\"}]. Write a list of tiers, and to, by,"
                + " basis and currencies in each of them.",
            "splits[8] d.currencies: all. No money counts here: leave it out, or write a cost as by.",
            "splits[9] e.currencies: al. Did you mean all?",
            "splits[10] f.currencies: all. Each currency is shared out by itself: leave out basis:"
                + " after-splits, or this.");
  }

  @Test
  void tellsWhatIsNoFileOfRules() {
    assertThat(problems("- a\n")).singleElement().asString().contains("top: [\"a\"]. Write keys");
    assertThat(problems("version: v\nsplits: 3\n"))
        .singleElement()
        .asString()
        .endsWith("splits: 3. Write a list of splits; [] means none.");
    assertThat(problems("a: [\n"))
        .singleElement()
        .asString()
        .startsWith("Cannot read shared costs: ")
        .endsWith("Check that the file exists and is valid YAML.");
    assertThat(
            problems(
                "version: v\nsplits:\n  - name: x\n    share: {}\n    to: [a]\n    by: even\n"))
        .singleElement()
        .asString()
        .endsWith("x.share: {}. State what is shared, such as { team: shared }.");
  }

  @Test
  void refusesCirclesAndNamesThem() {
    String splits =
        """
        version: v
        splits:
          - { name: one, share: { team: a }, to: [b], by: even }
          - { name: aside, share: { team: d }, to: [b], by: even }
          - { name: two, share: { team: b }, to: [{ team: c, project: p }, x], by: even }
          - { name: three, share: { project: p }, to: [a], by: even }
        """;
    assertThat(problems(splits))
        .containsExactly(
            "Cannot share costs in a circle in "
                + folder.resolve("shared-costs.yaml")
                + ": one -> two -> three -> one. Remove one of the targets.");
  }

  @Test
  void refusesARuleThatComesTooLate() {
    assertThat(
            problems(
                """
                version: v
                splits:
                  - { name: two, share: { team: b }, to: [c], by: even }
                  - { name: one, share: { team: a }, to: [b], by: even }
                """))
        .containsExactly(
            "Cannot share costs in this order in "
                + folder.resolve("shared-costs.yaml")
                + ": one gives to an owner whose costs two shares out before it. Put one before"
                + " two.");
  }

  @Test
  void eachTierSaysWhoseCurrenciesCount() throws IOException {
    SharedCostRules rules =
        load(
            """
            version: v
            splits:
              - name: cloud
                share: { team: cloud }
                currency: EUR
                tiers:
                  - { amount: 10, to: all, by: even, currencies: all }
                  - { to: [a, b], by: cost, currencies: own }
            """);
    assertThat(rules.rules().get(0).text()).isEqualTo("cloud by even in all currencies, cost");
    assertThat(rules.acrossCurrencies()).containsExactly("cloud");
  }

  @Test
  void everyTeamIsNoCircleAndAnOwnerMayKeepAPart() throws IOException {
    SharedCostRules rules =
        load(
            """
            version: v
            splits:
              - { name: one, share: { team: a }, to: all, by: cost }
              - { name: two, share: { team: b }, to: all, by: cost }
              - { name: three, share: { team: c }, to: [c, d], by: even }
            """);
    assertThat(rules.rules())
        .extracting(SplitRule::sharedTeams)
        .containsExactly(Set.of("a"), Set.of("a", "b"), Set.of("a", "b", "c"));
  }

  private SharedCostRules load(String yaml) throws IOException {
    return SharedCostRules.load(
        Files.writeString(folder.resolve("shared-costs.yaml"), yaml), Set.of("requests"));
  }

  private List<String> problems(String yaml) {
    return catchThrowableOfType(AlmanacException.class, () -> load(yaml)).problems();
  }
}
