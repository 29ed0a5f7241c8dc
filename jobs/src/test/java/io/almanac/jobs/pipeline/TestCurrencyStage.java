package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.currency.CurrencyMonth;
import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.mart.ControlTotal;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TestCurrencyStage {
  private static final Set<String> PARTITIONS =
      Set.of(
          "source=aws/billing_period=2026-09",
          "source=aws/billing_period=2026-10",
          "source=azure/billing_period=2026-09",
          "source=azure/billing_period=2026-10");
  private static final List<ControlTotal> CHARGES =
      List.of(
          total("aws", "2026-09", "USD"),
          total("aws", "2026-10", "USD"),
          total("azure", "2026-09", "EUR"),
          total("azure", "2026-10", "EUR"));

  @Test
  void openMonthsNeedEveryRateAndClosedOnesNone() {
    ExchangeRates none = rates(Map.of());
    assertThatThrownBy(() -> CurrencyStage.prepare(none, CHARGES, Set.of()))
        .isInstanceOfSatisfying(AlmanacException.class, e -> assertThat(e.problems()).hasSize(2));
    assertThatThrownBy(() -> CurrencyStage.prepare(none, CHARGES, Set.of("2026-09")))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e ->
                assertThat(e.problems())
                    .singleElement()
                    .asString()
                    .startsWith("Cannot convert EUR of 2026-10 into USD"));
    assertThat(CurrencyStage.prepare(none, CHARGES, Set.of("2026-09", "2026-10")).facts())
        .isEmpty();
    assertThat(CurrencyStage.prepare(ExchangeRates.none("USD"), CHARGES, Set.of()).facts())
        .isEmpty();
  }

  @Test
  void monthsWhoseRatesChangedAreConvertedAnewUnlessTheyAreClosed() {
    Map<String, String> before = stage("1.1", "1.2", Set.of()).facts();
    assertThat(before)
        .containsOnly(
            Map.entry("exchange-rates.2026-09", "EUR 1.1"),
            Map.entry("exchange-rates.2026-10", "EUR 1.2"));

    Map<String, Set<String>> replaced = Map.of("aws", Set.of("2026-10"), "azure", Set.of());
    assertThat(stage("1.10", "1.2", Set.of()).affected(replaced, before, PARTITIONS))
        .isEqualTo(replaced);
    assertThat(stage("1.3", "1.2", Set.of()).affected(replaced, before, PARTITIONS))
        .isEqualTo(Map.of("aws", Set.of("2026-09", "2026-10"), "azure", Set.of("2026-09")));
    assertThat(stage("1.3", "1.2", Set.of("2026-09")).affected(replaced, before, PARTITIONS))
        .isEqualTo(replaced);
    // Rates that are given up change every month that had one.
    assertThat(
            CurrencyStage.prepare(ExchangeRates.none("USD"), CHARGES, Set.of())
                .affected(Map.of("aws", Set.of(), "azure", Set.of()), before, PARTITIONS))
        .isEqualTo(
            Map.of("aws", Set.of("2026-09", "2026-10"), "azure", Set.of("2026-09", "2026-10")));
  }

  private static CurrencyStage stage(String september, String october, Set<String> closed) {
    return CurrencyStage.prepare(
        rates(Map.of("2026-09", september, "2026-10", october)), CHARGES, closed);
  }

  private static ExchangeRates rates(Map<String, String> euros) {
    TreeMap<CurrencyMonth, BigDecimal> rates = new TreeMap<>();
    euros.forEach(
        (month, rate) -> rates.put(new CurrencyMonth("EUR", month), new BigDecimal(rate)));
    return new ExchangeRates("USD", Path.of("rates.csv"), rates);
  }

  private static ControlTotal total(String source, String period, String currency) {
    return new ControlTotal(source, period, "", currency, 1, BigDecimal.ONE, BigDecimal.ONE);
  }
}
