package io.almanac.jobs.sharing;

import static io.almanac.jobs.sharing.Sharing.byTeam;
import static io.almanac.jobs.sharing.Sharing.month;
import static io.almanac.jobs.sharing.Sharing.row;
import static io.almanac.jobs.sharing.Sharing.rules;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestMonthSplit {
  private static final String SHARE = "  - { name: x, share: { team: shared }, ";

  @Test
  void evenlyAndTheLastUnitToTheFirstOfEquals() {
    assertThat(split(SHARE + "to: [c, a, b], by: even }", month(Map.of()), row(1, "100")))
        .isEqualTo(
            Map.of(
                "a", new BigDecimal("33.333333333333333334"),
                "b", new BigDecimal("33.333333333333333333"),
                "c", new BigDecimal("33.333333333333333333")));
  }

  @Test
  void everyTeamWithCostInTheMonthButTheSharedOne() {
    MonthBasis month = month(Map.of("a", "1", "b", "2", "shared", "90"));
    assertThat(split(SHARE + "to: all, by: even }", month, row(1, "5")))
        .isEqualTo(amounts("a", "2.5", "b", "2.5"));
  }

  @Test
  void byWeights() {
    String to = "to: [{ team: a, weight: 2 }, { team: b, weight: 1.5 }], by: weights }";
    assertThat(split(SHARE + to, month(Map.of()), row(1, "7")))
        .isEqualTo(amounts("a", "4", "b", "3"));
  }

  @Test
  void byCostOfTheirOwnAndNothingForWhoHasLessThanNone() {
    MonthBasis month = month(Map.of("a", "30", "b", "10", "c", "-5", "shared", "999"));
    assertThat(split(SHARE + "to: all, by: cost }", month, row(1, "100"), row(2, "-20")))
        .isEqualTo(amounts("a", "60", "b", "20"));
  }

  @Test
  void byWhatWasMeasured() {
    MonthBasis month = month(Map.of("a", "1", "b", "1", "c", "1"));
    month.addMeasure("gpu-hours", "a", new BigDecimal("12"));
    month.addMeasure("gpu-hours", "b", new BigDecimal("36"));
    month.addMeasure("requests", "c", new BigDecimal("5000"));
    month.addMeasure("requests", "a", new BigDecimal("15000"));
    assertThat(split(SHARE + "to: all, by: gpu-hours }", month, row(1, "8")))
        .isEqualTo(amounts("a", "2", "b", "6"));
    assertThat(split(SHARE + "to: [a, b, c], by: requests }", month, row(1, "8")))
        .isEqualTo(amounts("a", "6", "c", "2"));
  }

  @Test
  void inTiersByWhatTheMonthSumsTo() {
    String tiers =
        """
          - name: x
            share: { team: shared }
            currency: USD
            tiers:
              - { amount: 100, to: [a, b], by: even }
              - { amount: 60, to: [{ team: a, weight: 2 }, { team: b, weight: 1 }], by: weights }
              - { to: [c], by: even }
        """;
    // 50 + 40, 50 + 20, and the 40 that are left.
    assertThat(split(tiers, month(Map.of()), row(1, "150"), row(2, "50")))
        .isEqualTo(amounts("a", "90", "b", "70", "c", "40"));
    // The second tier is filled with 20 only: 13.33.. and 6.66..
    assertThat(split(tiers, month(Map.of()), row(1, "120")))
        .isEqualTo(amounts("a", "63.333333333333333333", "b", "56.666666666666666667"));
    assertThat(split(tiers, month(Map.of()), row(1, "-200")))
        .isEqualTo(amounts("a", "-90", "b", "-70", "c", "-40"));
    assertThat(split(tiers, month(Map.of()), row(1, "5"), row(2, "-5")).values())
        .containsOnly(BigDecimal.ZERO);
  }

  @Test
  void fixedAmountsAreMetToTheLastDigitWhateverTheDays() {
    String fixed =
        """
          - name: x
            share: { team: shared }
            currency: USD
            tiers:
              - { by: fixed, to: [{ team: a, amount: 25.5 }, { team: b, amount: 0.7 }] }
              - { by: even, to: [c] }
        """;
    assertThat(split(fixed, month(Map.of()), row(1, "33.1"), row(2, "0.07"), row(3, "66.83")))
        .isEqualTo(amounts("a", "25.5", "b", "0.7", "c", "73.8"));
    // Half of 26.2 is there: half of each amount.
    assertThat(split(fixed, month(Map.of()), row(1, "13.1")))
        .isEqualTo(amounts("a", "12.75", "b", "0.35"));
  }

  @Test
  void everyAmountIsDividedAndAnUnknownOneStaysUnknown() {
    List<BigDecimal> amounts =
        Arrays.asList(decimal("8"), decimal("4"), null, decimal("12"), decimal("-1"));
    List<SharedRow> rows =
        apply(
            SHARE + "to: [{ team: a, weight: 3 }, { team: b, weight: 1 }], by: weights }",
            month(Map.of()),
            row("shared", 1, amounts, "1"));
    assertThat(rows.get(0).amounts())
        .usingElementComparator(
            (one, other) ->
                one == null || other == null ? (one == other ? 0 : 1) : one.compareTo(other))
        .containsExactly(decimal("6"), decimal("3"), null, decimal("9"), decimal("-0.75"));
    assertThat(rows).extracting(SharedRow::share).containsExactly(share("0.75"), share("0.25"));
    assertThat(rows).extracting(SharedRow::chargeRows).containsExactly(2L, 0L);
    assertThat(rows.get(0).first()).isEqualTo(new CostOwner("shared", "pool", "prod", null));
    assertThat(rows.get(0).owner()).isEqualTo(new CostOwner("a", null, "prod", null));
  }

  @Test
  void withoutABasisCostsStayUntilALaterRuleTakesThem() {
    String hours = SHARE + "to: all, by: gpu-hours }\n";
    MonthBasis month = month(Map.of("a", "1", "b", "3"));
    List<SharedRow> kept = apply(hours, month, row(1, "8"));
    assertThat(byTeam(kept)).isEqualTo(amounts("shared", "8"));
    assertThat(kept.get(0).isShared()).isFalse();
    assertThat(kept.get(0).keptBy().text()).isEqualTo("x by gpu-hours");
    String fallback = hours + "  - { name: y, share: { team: shared }, to: all, by: cost }";
    assertThat(split(fallback, month, row(1, "8"))).isEqualTo(amounts("a", "2", "b", "6"));
  }

  @Test
  void aTierWithoutABasisKeepsItsPartOnly() {
    String tiers =
        """
          - name: x
            share: { team: shared }
            currency: USD
            tiers:
              - { amount: 30, to: all, by: gpu-hours }
              - { to: [a], by: even }
        """;
    List<SharedRow> rows = apply(tiers, month(Map.of("a", "1")), row(1, "120"));
    assertThat(byTeam(rows)).isEqualTo(amounts("shared", "30", "a", "90"));
    assertThat(rows).extracting(SharedRow::share).containsExactly(share("0.25"), share("0.75"));
  }

  @Test
  void costsGoOnFromOwnerToOwner() {
    String chain =
        SHARE
            + "to: [a, platform], by: even }\n"
            + "  - { name: y, share: { team: platform }, to: [{ team: b, cost-center: C2 }],"
            + " by: even }\n";
    List<SharedRow> rows =
        apply(chain, month(Map.of()), row(1, "8"), row("platform", 1, "1", "11"));
    assertThat(byTeam(rows)).isEqualTo(amounts("a", "4", "b", "5"));
    SharedRow twice = rows.stream().filter(row -> row.path().size() == 2).findFirst().orElseThrow();
    assertThat(twice.path()).extracting(SplitRule::text).containsExactly("x by even", "y by even");
    assertThat(twice.first().team()).isEqualTo("shared");
    assertThat(twice.owner().costCenter()).isEqualTo("C2");
    assertThat(twice.share()).isEqualByComparingTo("0.5");
  }

  @Test
  void aConditionTakesOnlyWhatNobodyHasSharedOutYet() {
    String both =
        SHARE
            + "to: [a], by: even }\n"
            + "  - { name: tax, share: { charge-category: Tax }, to: [b], by: even }\n";
    assertThat(split(both, month(Map.of()), row("shared", 1, "8", "11"), row("c", 1, "3", "11")))
        .isEqualTo(amounts("a", "8", "b", "3"));
    assertThat(split(both, month(Map.of()), row("c", 1, "3", "10"))).isEqualTo(amounts("c", "3"));
  }

  @Test
  void byCostsAsTheSplitsBeforeLeaveThem() {
    // Of their own a has 30, b 10, platform 60. The first split gives platform's 60 to a and b as
    // 1 : 3: a has 45 then, b 55, and platform nothing.
    MonthBasis month = month(Map.of("a", "30", "b", "10", "platform", "60", "shared", "100"));
    String first =
        "  - { name: p, share: { team: platform }, to: [{ team: a, weight: 1 }, { team: b, weight: 3"
            + " }], by: weights }\n";
    String then = SHARE + "to: all, by: cost, basis: after-splits }\n";
    SharedRow[] rows = {row("platform", 1, "60", "11"), row("shared", 2, "100", "11")};
    assertThat(split(first + then, month, rows)).isEqualTo(amounts("a", "60", "b", "100"));
    assertThat(split(first + then.replace("after-splits", "before-splits"), month, rows))
        .isEqualTo(amounts("a", "90", "b", "70"));
    // Nothing stands before it.
    assertThat(split(then, month, row(2, "100")))
        .isEqualTo(amounts("a", "30", "b", "10", "platform", "60"));
    // A team without cost of its own has what it was given.
    String toNewcomer =
        "  - { name: p, share: { team: platform }, to: [newcomer], by: even }\n" + then;
    assertThat(split(toNewcomer, month, rows))
        .isEqualTo(amounts("a", "30", "b", "10", "newcomer", "120"));
  }

  @Test
  void eachTierHasABasisOfItsOwn() {
    MonthBasis month = month(Map.of("a", "30", "b", "10", "platform", "60"));
    String splits =
        """
          - { name: p, share: { team: platform }, to: [b], by: even }
          - name: x
            share: { team: shared }
            currency: USD
            tiers:
              - { amount: 40, to: [a, b], by: cost }
              - { to: [a, b], by: cost, basis: after-splits }
        """;
    // 40 as 30 : 10, and 10 as 30 : 70; b has platform's 60 besides.
    List<SharedRow> rows =
        apply(splits, month, row("platform", 1, "60", "11"), row("shared", 1, "50", "11"));
    assertThat(byTeam(rows)).isEqualTo(amounts("a", "33", "b", "77"));
    assertThat(rows)
        .filteredOn(row -> row.owner().team().equals("a"))
        .extracting(row -> row.path().get(0).text())
        .containsExactly("x by cost, cost after splits");
  }

  @Test
  void takesTheCostCentreOfTheTeamWhereItHasOne() {
    MonthBasis month = month(Map.of());
    month.addCost("a", "C1", Map.of());
    month.addCost("b", "C1", Map.of());
    month.addCost("b", "C2", Map.of());
    assertThat(apply(SHARE + "to: all, by: even }", month, row(1, "2")))
        .extracting(row -> row.owner().costCenter())
        .containsExactly("C1", null);
  }

  private static List<SharedRow> apply(String splits, MonthBasis month, SharedRow... rows) {
    return new MonthSplit(rules(splits).rules(), month).apply(List.of(rows));
  }

  private static Map<String, BigDecimal> split(String splits, MonthBasis month, SharedRow... rows) {
    return byTeam(apply(splits, month, rows));
  }

  private static Map<String, BigDecimal> amounts(String... teamsAndAmounts) {
    Map<String, BigDecimal> amounts = new TreeMap<>();
    for (int i = 0; i < teamsAndAmounts.length; i += 2) {
      amounts.put(teamsAndAmounts[i], decimal(teamsAndAmounts[i + 1]));
    }
    return amounts;
  }

  private static BigDecimal share(String text) {
    return decimal(text).setScale(18);
  }

  private static BigDecimal decimal(String text) {
    return new BigDecimal(text);
  }
}
