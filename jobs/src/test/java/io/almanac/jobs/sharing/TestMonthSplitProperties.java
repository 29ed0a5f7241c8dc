package io.almanac.jobs.sharing;

import static io.almanac.jobs.sharing.Sharing.byTeam;
import static io.almanac.jobs.sharing.Sharing.month;
import static io.almanac.jobs.sharing.Sharing.sums;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever the amounts, bases and order: nothing is lost, and nobody is charged by chance. */
class TestMonthSplitProperties {
  /** Every basis, tiers, a chain from shared to platform, and a condition. */
  private static final List<String> BASES =
      List.of(
          "to: all, by: even",
          "to: all, by: cost",
          "to: all, by: cost, basis: after-splits",
          "to: [a, b, platform], by: allocated_costs.list_cost, basis: after-splits",
          "to: all, by: gpu-hours",
          "to: [a, b, platform], by: requests",
          "to: [{ team: a, weight: 0.001 }, { team: platform, weight: 7 }], by: weights",
          "currency: USD, tiers: [{ amount: 7.77, to: all, by: cost }, { by: fixed, to: [{ team: b,"
              + " amount: 1.000000000000000001 }] }, { to: [platform, c], by: even }]");

  @Property(tries = 150)
  void everyAmountSumsToWhatItWas(
      @ForAll("rules") SharedCostRules rules,
      @ForAll("months") MonthBasis month,
      @ForAll("rows") List<SharedRow> rows) {
    assertThat(sums(new MonthSplit(rules.rules(), month).apply(rows))).isEqualTo(sums(rows));
  }

  @Property(tries = 80)
  void theOrderOfRowsDoesNotMatter(
      @ForAll("rules") SharedCostRules rules,
      @ForAll("months") MonthBasis month,
      @ForAll("rows") List<SharedRow> rows,
      @ForAll long seed) {
    List<SharedRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));
    assertThat(new MonthSplit(rules.rules(), month).apply(shuffled))
        .containsExactlyInAnyOrderElementsOf(new MonthSplit(rules.rules(), month).apply(rows));
  }

  @Property(tries = 80)
  void aTeamThatIsNoTargetChangesNobodyElse(
      @ForAll("amounts") BigDecimal cost, @ForAll("rows") List<SharedRow> rows) {
    SharedCostRules rules =
        Sharing.rules("  - { name: x, share: { team: shared }, to: [a, b], by: cost }\n");
    Map<String, String> costs = Map.of("a", "3", "b", "0.7");
    MonthBasis more = month(costs);
    more.addCost("newcomer", null, Map.of("effective_cost", cost));
    List<SharedRow> withNewcomer = new ArrayList<>(rows);
    withNewcomer.add(Sharing.row("newcomer", 3, "5", "111"));
    List<SharedRow> after = new MonthSplit(rules.rules(), more).apply(withNewcomer);
    assertThat(after).contains(withNewcomer.get(rows.size()));
    assertThat(after.stream().filter(row -> !"newcomer".equals(row.owner().team())))
        .containsExactlyInAnyOrderElementsOf(
            new MonthSplit(rules.rules(), month(costs)).apply(rows));
  }

  @Property(tries = 80)
  void theMonthIsDividedAsItsSumWouldBe(@ForAll("rows") List<SharedRow> rows) {
    List<SharedRow> pool =
        rows.stream()
            .filter(row -> "shared".equals(row.owner().team()))
            .filter(row -> row.conditions().startsWith("1"))
            .toList();
    BigDecimal total =
        pool.stream().map(SharedRow::effectiveCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    SharedCostRules rules =
        Sharing.rules("  - { name: x, share: { team: shared }, to: [a, b, c], by: even }\n");
    Map<String, BigDecimal> byTeam =
        byTeam(new MonthSplit(rules.rules(), month(Map.of())).apply(pool));
    List<BigDecimal> expected =
        new LargestRemainder(Collections.nCopies(3, BigDecimal.ONE)).divide(total, 18);
    if (!pool.isEmpty()) {
      assertThat(new ArrayList<>(byTeam.values()))
          .usingElementComparator(BigDecimal::compareTo)
          .isEqualTo(expected);
    }
  }

  @Provide
  Arbitrary<SharedCostRules> rules() {
    Arbitrary<String> basis = Arbitraries.of(BASES);
    return Combinators.combine(basis, basis, basis)
        .as(
            (first, second, third) ->
                Sharing.rules(
                    "  - { name: x, share: { team: shared }, "
                        + first
                        + " }\n  - { name: y, share: { charge-category: Tax }, "
                        + second
                        + " }\n  - { name: z, share: { team: platform }, "
                        + third.replace("platform", "d")
                        + " }\n"));
  }

  @Provide
  Arbitrary<MonthBasis> months() {
    return Combinators.combine(amounts(), amounts(), Arbitraries.of(true, false))
        .as(
            (one, other, measured) -> {
              MonthBasis month =
                  month(Map.of("a", one.toPlainString(), "b", other.toPlainString(), "c", "1"));
              if (measured) {
                month.addMeasure("gpu-hours", "a", other.abs());
                month.addMeasure("gpu-hours", "c", new BigDecimal("0.1"));
                month.addMeasure("requests", "platform", one.abs());
              }
              return month;
            });
  }

  @Provide
  Arbitrary<List<SharedRow>> rows() {
    Arbitrary<List<BigDecimal>> five =
        Combinators.combine(amounts(), amounts(), amounts().injectNull(0.3), amounts())
            .as(
                (billed, effective, list, quantity) ->
                    Arrays.asList(billed, effective, null, list, quantity));
    return Combinators.combine(
            Arbitraries.of("shared", "platform", "a", null),
            Arbitraries.integers().between(1, 28),
            five,
            Arbitraries.of("111", "101", "000"))
        .as(Sharing::row)
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        // Rows that are equal in everything but amounts have been summed up before.
        .uniqueElements(row -> row.order());
  }

  @Provide
  Arbitrary<BigDecimal> amounts() {
    return Arbitraries.oneOf(
        Arbitraries.bigDecimals()
            .between(new BigDecimal("-1000000"), new BigDecimal("1000000"))
            .ofScale(18),
        Arbitraries.of("0", "0.000000000000000001", "-0.000000000000000002").map(BigDecimal::new));
  }
}
