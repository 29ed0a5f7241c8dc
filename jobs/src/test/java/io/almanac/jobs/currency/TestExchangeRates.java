package io.almanac.jobs.currency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.budget.Budget;
import io.almanac.jobs.budget.BudgetPeriod;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestExchangeRates {
  private static final String HEADER = "month,currency,rate\n";

  @TempDir private Path folder;

  @Test
  void aRateIsWhatOneUnitIsWorthInItsMonth() throws IOException {
    ExchangeRates rates =
        load(
            "\uFEFFmonth, currency ,rate,source,comment\n2026-09,EUR,1.0791,treasury,\n"
                + "2026-10,EUR,1.0823,treasury,\"expected, not final\"\n2026-10,TOKENS,2E-6,,\n"
                + "2026-10,USD,1.00,,\n");
    assertThat(rates.find(of("EUR", "2026-09"))).contains(new BigDecimal("1.0791"));
    assertThat(rates.find(of("EUR", "2026-10"))).contains(new BigDecimal("1.0823"));
    assertThat(rates.find(of("TOKENS", "2026-10")).orElseThrow()).isEqualByComparingTo("0.000002");
    assertThat(rates.find(of("EUR", "2026-11"))).isEmpty();
    assertThat(rates.find(of("USD", "1999-01"))).contains(BigDecimal.ONE);
    assertThat(rates.text())
        .isEqualTo("EUR 2026-09 to 2026-10, TOKENS 2026-10 to 2026-10, USD 2026-10 to 2026-10");
  }

  @Test
  void everythingWrongWithTheFileIsToldWithItsLine() {
    refuses(
        HEADER
            + "2026-13,EUR,1.1\n"
            + "26-10,eur,0\n"
            + "2026-10,EUO,-1\n"
            + "2026-10,GBP,1;3\n"
            + "2026-10,USD,1.1\n"
            + "2026-10,JPY,0.0067\n"
            + "2026-10,JPY,0.0068\n"
            + "2026-10,CHF,0.1234567890123456789\n"
            + "2026-10,CHF,100000000000000000000\n"
            + ",,\n",
        "line 2, month: 2026-13. Write a month as 2026-10.",
        "line 3, month: 26-10. Write a month as 2026-10.",
        "line 3, currency: eur. Write an ISO 4217 code such as EUR.",
        "line 3, rate: 0. Write a number above zero.",
        "line 4, currency: EUO. Write an ISO 4217 code such as EUR.",
        "line 4, rate: -1. Write a number above zero.",
        "line 5, rate: 1;3. Write a decimal number such as 1.0823.",
        "line 6, rate: 1.1. USD is the reporting currency, whose rate is 1; leave the line out.",
        "line 8, currency: JPY of 2026-10. Line 7 has its rate already; keep one.",
        "line 9, rate: 0.1234567890123456789. Write at most 20 digits",
        "line 10, rate: 100000000000000000000. Write at most 20 digits",
        "line 11, month: . Write a month",
        "line 11, currency: . Write an ISO 4217 code",
        "line 11, rate: . Write a decimal number");
    refuses(
        "month,currency,value\n2026-10,EUR,1\n",
        "header [month, currency, value]. Write the header month,currency,rate, and any of"
            + " source,comment.");
    refuses(HEADER + "2026-10,EUR\n", "line 2: 2 values. Write 3.");
    assertThatThrownBy(() -> ExchangeRates.load(folder.resolve("none.csv"), "USD"))
        .hasMessageContaining("Cannot read exchange rates: ");
  }

  @Test
  void everyRateThatIsMissingIsNamedOnce() throws IOException {
    ExchangeRates rates = load(HEADER + "2026-09,EUR,1.0791\n");
    List<CurrencyMonth> needed =
        List.of(
            of("GBP", "2026-09"),
            of("EUR", "2026-10"),
            of("USD", "2026-10"),
            of("EUR", "2026-09"),
            of("EUR", "2026-10"));
    assertThatThrownBy(() -> rates.require(needed))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT);
              assertThat(e.problems())
                  .containsExactly(
                      "Cannot convert EUR of 2026-10 into USD: no rate in "
                          + rates.file()
                          + "; add a line 2026-10,EUR,<rate>.",
                      "Cannot convert GBP of 2026-09 into USD: no rate in "
                          + rates.file()
                          + "; add a line 2026-09,GBP,<rate>.");
            });
    assertThatCode(() -> ExchangeRates.none("USD").require(needed)).doesNotThrowAnyException();
  }

  @Test
  void onlyRatesThatAreNeededTellThatAMonthMustBeConvertedAnew() throws IOException {
    ExchangeRates rates =
        load(HEADER + "2026-10,GBP,1.30\n2026-10,EUR,1.0823\n2026-10,JPY,0.0067\n2026-11,EUR,1\n");
    assertThat(
            rates.textByMonth(
                List.of(of("GBP", "2026-10"), of("USD", "2026-10"), of("EUR", "2026-10"))))
        .isEqualTo(Map.of("2026-10", "EUR 1.0823, GBP 1.3"));
  }

  @Test
  void aBudgetInAnotherCurrencyWouldHaveNoCosts() throws IOException {
    List<Budget> budgets =
        List.of(budget("vision", "EUR"), budget("speech", "USD"), budget(null, "EUR"));
    ExchangeRates rates = load(HEADER + "2026-10,EUR,1.0823\n");
    assertThatThrownBy(() -> BudgetCurrencies.check(budgets, rates))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .allMatch(text -> text.startsWith("Cannot use budget in EUR: "))
                    .allMatch(text -> text.endsWith("write its amount in USD."))
                    .anyMatch(text -> text.contains("EUR: total of 2026-10."))
                    .anyMatch(text -> text.contains("team vision of 2026-10")));
    assertThatCode(() -> BudgetCurrencies.check(budgets, ExchangeRates.none("USD")))
        .doesNotThrowAnyException();
  }

  private static Budget budget(String team, String currency) {
    return new Budget(
        team == null ? Budget.ScopeType.TOTAL : Budget.ScopeType.TEAM,
        team,
        new BudgetPeriod(BudgetPeriod.Type.MONTH, 2026, 10),
        BigDecimal.TEN,
        currency);
  }

  private void refuses(String text, String... problems) {
    assertThatThrownBy(() -> load(text))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e -> {
              assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
              assertThat(e.problems()).hasSize(problems.length);
              for (int i = 0; i < problems.length; i++) {
                assertThat(e.problems().get(i)).contains("exchange rates in ", problems[i]);
              }
            });
  }

  private ExchangeRates load(String text) throws IOException {
    return ExchangeRates.load(Files.writeString(folder.resolve("rates.csv"), text), "USD");
  }

  private static CurrencyMonth of(String currency, String month) {
    return new CurrencyMonth(currency, month);
  }
}
