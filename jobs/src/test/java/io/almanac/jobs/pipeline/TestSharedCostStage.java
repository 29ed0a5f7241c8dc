package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.sharing.BasisMeasures;
import io.almanac.jobs.sharing.SharedCostRules;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSharedCostStage {
  private static final Set<String> PARTITIONS =
      Set.of(
          "source=aws/billing_period=2026-08",
          "source=aws/billing_period=2026-09",
          "source=aws/billing_period=2026-10",
          "source=azure/billing_period=2026-09",
          "source=azure/billing_period=2026-10");

  private static final Map<String, Set<String>> REPLACED =
      Map.of("aws", Set.of("2026-10"), "azure", Set.of());

  @TempDir private Path folder;

  @Test
  void aMonthIsSharedOutAnewAsAWhole() throws IOException {
    SharedCostStage stage = stage("7", "9");
    assertThat(stage.affected(REPLACED, stage.facts(), PARTITIONS, PARTITIONS))
        .isEqualTo(Map.of("aws", Set.of("2026-10"), "azure", Set.of("2026-10")));
  }

  @Test
  void soIsAMonthWhoseMeasuresChanged() throws IOException {
    Map<String, String> before = stage("7", "9").facts();
    assertThat(before.keySet())
        .containsExactly("shared-cost-basis.2026-08", "shared-cost-basis.2026-09");
    assertThat(stage("7", "9.5").affected(REPLACED, before, PARTITIONS, PARTITIONS))
        .isEqualTo(
            Map.of("aws", Set.of("2026-09", "2026-10"), "azure", Set.of("2026-09", "2026-10")));
    // What was measured of August is gone.
    assertThat(stage(null, "9").affected(REPLACED, before, PARTITIONS, PARTITIONS).get("aws"))
        .containsExactlyInAnyOrder("2026-08", "2026-10");
  }

  @Test
  void soIsAMonthOfWhichASourceIsGone() throws IOException {
    SharedCostStage stage = stage("7", "9");
    Set<String> before = new TreeSet<>(PARTITIONS);
    before.add("source=gone/billing_period=2026-09");
    assertThat(stage.affected(REPLACED, stage.facts(), before, PARTITIONS))
        .isEqualTo(
            Map.of("aws", Set.of("2026-09", "2026-10"), "azure", Set.of("2026-09", "2026-10")));
  }

  @Test
  void withoutSplitsNothingMoreIsAllocatedAnew() {
    SharedCostStage none =
        new SharedCostStage(SharedCostRules.NONE, new BasisMeasures(), ExchangeRates.none("USD"));
    assertThat(none.affected(REPLACED, Map.of(), PARTITIONS, PARTITIONS)).isEqualTo(REPLACED);
    assertThat(none.isNeeded()).isFalse();
  }

  @Test
  void costsInAllCurrenciesNeedRates() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("splits.yaml"),
            "version: v\nsplits:\n"
                + "  - { name: x, share: { team: shared }, to: all, by: cost, currencies: all }\n"
                + "  - { name: y, share: { team: other }, to: all, by: cost }\n");
    SharedCostRules rules = SharedCostRules.load(file, Set.of());

    assertThatThrownBy(() -> SharedCostStage.check(rules, ExchangeRates.none("USD")))
        .hasMessage(
            "Cannot share costs by those in all currencies: split x. Name a file of"
                + " exchange-rates, or leave out its currencies: all.");
    SharedCostStage.check(rules, new ExchangeRates("USD", file, new TreeMap<>()));
    SharedCostStage.check(SharedCostRules.NONE, ExchangeRates.none("USD"));
  }

  private SharedCostStage stage(String august, String september) throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("shared-costs.yaml"),
            "version: v\nsplits:\n"
                + "  - { name: x, share: { team: shared }, to: all, by: gpu-hours }\n");
    BasisMeasures measures = new BasisMeasures();
    if (august != null) {
      measures.addOfResource("gpu-hours", "2026-08", "node", new BigDecimal(august));
    }
    measures.addOfTeam("requests", "2026-09 USD", "a", new BigDecimal(september));
    return new SharedCostStage(
        SharedCostRules.load(file, Set.of()), measures, ExchangeRates.none("USD"));
  }
}
