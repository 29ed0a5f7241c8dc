package io.almanac.jobs.period;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PeriodEvents;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestPeriodRules {
  private static final Map<String, Integer> TWO_WEEKS = Map.of("aws", 14, "own", 0);

  @Test
  void aMonthThatIsNotOverIsOpenEvenIfItIsInvoiced() {
    assertThat(status("2026-10-31", period("aws", "2026-10", "5", "0")))
        .isEqualTo("OPEN the month is not over");
  }

  @Test
  void invoicesOnEveryChargeWithACostSettle() {
    assertThat(status("2026-11-01", period("aws", "2026-10", "5", "0")))
        .isEqualTo("SETTLED every charge with a cost names an invoice");
    assertThat(status("2026-11-01", period("aws", "2026-10", "5", "0.01")))
        .isEqualTo("OPEN settles on 2026-11-15 unless it is invoiced before");
    assertThat(status("2026-11-01", period("aws", "2026-10", "0", "0")))
        .startsWith("OPEN settles on 2026-11-15");
  }

  @Test
  void timeSettlesWhatIsNotInvoiced() {
    assertThat(status("2026-11-14", period("aws", "2026-10", "0", "7"))).startsWith("OPEN");
    assertThat(status("2026-11-15", period("aws", "2026-10", "0", "7")))
        .isEqualTo("SETTLED 14 days have passed since the month's end");
    assertThat(status("2026-11-01", period("own", "2026-10", "0", "7"))).startsWith("SETTLED 0");
  }

  @Test
  void oneCurrencyWithoutInvoicesKeepsThePeriodOpen() {
    PeriodRules rules = rules("2026-11-02", PeriodEvents.NONE, Map.of());
    List<Period> periods =
        List.of(
            period("aws", "2026-10", "5", "0"),
            new Period(total("aws", "2026-10", "EUR"), 0, BigDecimal.ONE, null, null));
    assertThat(rules.decide(periods).get("aws/2026-10").status()).isEqualTo(PeriodStatus.OPEN);
  }

  @Test
  void theProvidersWordCountsMoreThanTimeAndInvoices() {
    ProviderSigns signs =
        new ProviderSigns(
            Map.of(
                YearMonth.of(2026, 9), new ProviderSigns.Sign(true, "the provider says Open"),
                YearMonth.of(2026, 10), new ProviderSigns.Sign(false, "the provider says Closed")),
            null);
    PeriodRules rules = rules("2026-11-20", PeriodEvents.NONE, Map.of("aws", signs));
    assertThat(
            rules.decide(
                List.of(period("aws", "2026-09", "5", "0"), period("aws", "2026-10", "0", "9"))))
        .containsEntry(
            "aws/2026-09", new PeriodRules.Decision(PeriodStatus.OPEN, "the provider says Open"))
        .containsEntry(
            "aws/2026-10",
            new PeriodRules.Decision(PeriodStatus.SETTLED, "the provider says Closed"));
  }

  @Test
  void whatIsClosedIsFinalUntilItIsReopened() {
    PeriodEvents closed = PeriodEvents.NONE.plus(event(PeriodEvent.Kind.CLOSE, "2026-11-05"));
    Period october = period("aws", "2026-10", "0", "7");
    assertThat(status(rules("2026-11-06", closed, Map.of()), october))
        .isEqualTo("FINAL closed with the figures as of 2026-11-05");
    PeriodEvents reopened = closed.plus(event(PeriodEvent.Kind.REOPEN, "2026-11-06"));
    assertThat(status(rules("2026-11-06", reopened, Map.of()), october)).startsWith("OPEN");
    assertThat(reopened.closings("2026-10")).isEqualTo(1);
    assertThat(closed.last().orElseThrow().asOf()).isEqualTo("2026-11-05");
    assertThat(reopened.last()).isEqualTo(closed.last());
    assertThat(reopened.closed()).isEmpty();
  }

  @Test
  void daysAreSettledThroughTheLastSettledMonthWithNoOpenOneBefore() {
    PeriodRules rules = rules("2026-11-20", PeriodEvents.NONE, Map.of());
    Map<String, LocalDate> through =
        rules.settledThrough(
            rules.decide(
                List.of(
                    period("aws", "2026-09", "1", "0"),
                    period("aws", "2026-10", "1", "0"),
                    period("aws", "2026-11", "0", "1"),
                    period("own", "2026-12", "0", "1"))));
    assertThat(through).isEqualTo(Map.of("aws", LocalDate.of(2026, 10, 31)));
    ProviderSigns open =
        new ProviderSigns(Map.of(YearMonth.of(2026, 9), new ProviderSigns.Sign(true, "x")), null);
    PeriodRules behind = rules("2026-11-20", PeriodEvents.NONE, Map.of("aws", open));
    assertThat(
            behind.settledThrough(
                behind.decide(
                    List.of(
                        period("aws", "2026-08", "1", "0"),
                        period("aws", "2026-09", "1", "0"),
                        period("aws", "2026-10", "1", "0")))))
        .isEqualTo(Map.of("aws", LocalDate.of(2026, 8, 31)));
  }

  private static String status(String asOf, Period period) {
    return status(rules(asOf, PeriodEvents.NONE, Map.of()), period);
  }

  private static String status(PeriodRules rules, Period period) {
    PeriodRules.Decision decision = rules.decide(List.of(period)).get(period.name());
    return decision.status() + " " + decision.reason();
  }

  private static PeriodRules rules(
      String asOf, PeriodEvents events, Map<String, ProviderSigns> signs) {
    return new PeriodRules(events, TWO_WEEKS, signs, LocalDate.parse(asOf));
  }

  private static Period period(String source, String month, String invoicedRows, String left) {
    return new Period(
        total(source, month, "USD"),
        Long.parseLong(invoicedRows),
        new BigDecimal(left),
        LocalDate.parse(month + "-01"),
        LocalDate.parse(month + "-28"));
  }

  private static ControlTotal total(String source, String month, String currency) {
    return new ControlTotal(source, month, "", currency, 10, BigDecimal.TEN, BigDecimal.TEN);
  }

  private static PeriodEvent event(PeriodEvent.Kind kind, String asOf) {
    return new PeriodEvent(
        "2026-10",
        kind,
        asOf,
        "run",
        "2026-11-06T08:00:00Z",
        "ann",
        null,
        "r",
        List.of(),
        Map.of(),
        Map.of());
  }
}
