package io.almanac.jobs.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestReconciliation {
  @Test
  void passesWhenChargesAndRejectsAreAllThatWasRead() {
    List<CheckResult> results =
        Reconciliation.nothingLost(
            List.of(total("INV", 3, "3.000000000000000001"), total("", 1, "0.5")),
            List.of(total("INV", 3, "3.000000000000000001")),
            List.of(total("", 1, "0.5")));
    assertThat(results).extracting(CheckResult::passed).containsExactly(true, true);
    assertThat(results).extracting(CheckResult::invoice).containsExactly(null, "INV");
    assertThat(results.get(1).amounts().chargeRows()).isEqualTo(3);
  }

  @Test
  void failsOnTheLastDecimalAndSaysWhere() {
    List<CheckResult> results =
        Reconciliation.nothingLost(
            List.of(total("INV", 3, "3.000000000000000001")),
            List.of(total("INV", 3, "3")),
            List.of());
    assertThat(results).hasSize(1);
    assertThat(results.get(0).passed()).isFalse();
    assertThat(results.get(0).difference()).isEqualByComparingTo("0.000000000000000001");
    assertThat(results.get(0).sentence())
        .contains("Check FAIL", "source aws", "billing period 2026-09", "invoice INV");
  }

  @Test
  void failsWhenARowWithoutCostIsMissing() {
    List<CheckResult> results =
        Reconciliation.nothingLost(
            List.of(total("", 2, "1")), List.of(total("", 1, "1")), List.of());
    assertThat(results).extracting(CheckResult::passed).containsExactly(false);
  }

  @Test
  void failsWhenAnInvoiceIsOnlyOnOneSide() {
    List<CheckResult> results =
        Reconciliation.everythingOwned(
            List.of(total("A", 1, "1")), List.of(total("B", 1, "1")), List.of());
    assertThat(results).extracting(CheckResult::passed).containsExactly(false, false);
  }

  @Test
  void unallocatedCostCountsAsSeen() {
    List<CheckResult> results =
        Reconciliation.everythingOwned(
            List.of(total("A", 2, "3")), List.of(total("A", 1, "1")), List.of(total("A", 1, "2")));
    assertThat(results).extracting(CheckResult::passed).containsExactly(true);
    assertThat(results.get(0).amounts().unallocated()).isEqualByComparingTo("2");
  }

  @Test
  void comparesCurrenciesApart() {
    List<CheckResult> results =
        Reconciliation.sameByCurrency(
            "a = b",
            Map.of("EUR", BigDecimal.ONE, "USD", BigDecimal.TEN),
            Map.of("EUR", BigDecimal.TEN, "USD", BigDecimal.ONE),
            "why");
    assertThat(results).extracting(CheckResult::passed).containsExactly(false, false);
  }

  @Test
  void rowsHaveTheColumnsOfTheMart() {
    CheckResult result =
        Reconciliation.same("a", "USD", BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO, "why");
    assertThat(result.toRow().length()).isEqualTo(CostMarts.RECONCILIATION.columns().size());
    assertThat(result.toRow().get(CheckResult.columns().indexOf("status"))).isEqualTo("PASS");
    assertThat(result.toRow().get(CheckResult.columns().indexOf("billing_period")))
        .isEqualTo("all");
  }

  private static ControlTotal total(String invoice, long rows, String billed) {
    return new ControlTotal(
        "aws", "2026-09", invoice, "USD", rows, new BigDecimal(billed), BigDecimal.ZERO);
  }
}
