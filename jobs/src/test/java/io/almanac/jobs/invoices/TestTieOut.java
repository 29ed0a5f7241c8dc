package io.almanac.jobs.invoices;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.invoices.Invoice.Kind;
import io.almanac.jobs.invoices.InvoiceCheck.Status;
import io.almanac.jobs.invoices.InvoicedTotals.Key;
import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TestTieOut {
  private static final BigDecimal CENT = new BigDecimal("0.01");

  @Test
  void anInvoiceAgreesWithinTheToleranceAndNotBeyond() {
    InvoicedTotals data = data(Map.of(), charges("aws", "2026-09", "A", "USD", "100.00"));
    assertThat(status(invoice("A", "aws", "100"), data)).isEqualTo(Status.PASS);
    assertThat(status(invoice("A", "aws", "100.01"), data)).isEqualTo(Status.PASS);
    assertThat(status(invoice("A", "aws", "99.99"), data)).isEqualTo(Status.PASS);
    assertThat(status(invoice("A", "aws", "100.010001"), data)).isEqualTo(Status.FAIL);
    assertThat(status(invoice("A", null, "100"), data)).isEqualTo(Status.PASS);
  }

  @Test
  void taxThatTheExportLacksExplainsAndTaxThatItHasDoesNot() {
    ControlTotal charges = charges("aws", "2026-09", "A", "USD", "100");
    Invoice taxed = invoice("A", "aws", "119", line(Kind.TAX, "19"));
    assertThat(status(taxed, data(Map.of(), charges))).isEqualTo(Status.EXPLAINED);
    Map<Key, Map<String, BigDecimal>> some =
        Map.of(
            new Key("aws", "2026-09", "A", "USD"),
            Map.of("Tax", new BigDecimal("9"), "Usage", new BigDecimal("91")));
    InvoiceCheck check = only(taxed, data(some, charges));
    assertThat(check.status()).isEqualTo(Status.FAIL);
    assertThat(check.unexplained()).isEqualByComparingTo("9");
    assertThat(check.explanation()).isEqualTo("tax 19, of which charges have 9");
  }

  @Test
  void creditsRoundingAndLateLinesExplainTogether() {
    Invoice invoice =
        invoice(
            "A",
            "aws",
            "105.02",
            line(Kind.CREDIT, "-10"),
            line(Kind.ROUNDING, "0.02"),
            line(Kind.LATE, "15"));
    InvoiceCheck check =
        only(invoice, data(Map.of(), charges("aws", "2026-09", "A", "USD", "100")));
    assertThat(check.status()).isEqualTo(Status.EXPLAINED);
    assertThat(check.difference()).isEqualByComparingTo("5.02");
    assertThat(check.explained()).isEqualByComparingTo("5.02");
    assertThat(check.explanation())
        .isEqualTo("credit -10, of which charges have 0; rounding 0.02; late 15");
  }

  @Test
  void anInvoiceWithoutDataFailsAndDataWithoutInvoiceIsShown() {
    List<InvoiceCheck> checks =
        TieOut.check(
            List.of(invoice("B", "aws", "5")),
            data(
                Map.of(),
                charges("aws", "2026-09", "A", "USD", "100"),
                charges("aws", "2026-10", "", "USD", "7")),
            CENT);
    assertThat(checks)
        .extracting(InvoiceCheck::status)
        .containsExactly(Status.FAIL, Status.NO_INVOICE, Status.NO_INVOICE);
    assertThat(checks.get(0).explanation()).isEqualTo("no charge names this invoice");
    assertThat(checks.get(1).invoice()).isEqualTo("A");
    assertThat(checks.get(2).invoice()).isNull();
    assertThat(checks.get(2).difference()).isNull();
  }

  @Test
  void chargesThatNameNoInvoiceCompareByPeriodWithAllInvoicesOfIt() {
    List<InvoiceCheck> checks =
        TieOut.check(
            List.of(invoice("E-1", "azure", "60"), invoice("E-2", "azure", "40")),
            data(Map.of(), charges("azure", "2026-09", "", "USD", "100")),
            CENT);
    assertThat(checks).hasSize(1);
    assertThat(checks.get(0).status()).isEqualTo(Status.PASS);
    assertThat(checks.get(0).invoice()).isEqualTo("E-1 + E-2");
  }

  @Test
  void currenciesAreNeverMixedAndAnInvoiceMaySpanPeriods() {
    List<InvoiceCheck> checks =
        TieOut.check(
            List.of(invoice("A", "aws", "3")),
            data(
                Map.of(),
                charges("aws", "2026-08", "A", "USD", "1"),
                charges("aws", "2026-09", "A", "USD", "2"),
                charges("aws", "2026-09", "A", "EUR", "3")),
            BigDecimal.ZERO);
    assertThat(checks)
        .extracting(InvoiceCheck::status)
        .containsExactly(Status.PASS, Status.NO_INVOICE);
    assertThat(checks.get(1).currency()).isEqualTo("EUR");
  }

  @Test
  void ownedAndUnownedMoneyStandBesideTheInvoice() {
    ControlTotal charges = charges("aws", "2026-09", "A", "USD", "100");
    InvoicedTotals totals =
        InvoicedTotals.of(
            List.of(charges),
            List.of(charges),
            List.of(charges("aws", "2026-09", "A", "USD", "75")),
            List.of(charges("aws", "2026-09", "A", "USD", "25")),
            Map.of());
    var row = TieOut.check(List.of(invoice("A", "aws", "100")), totals, CENT).get(0).toRow();
    List<String> columns = CostMarts.RECONCILIATION.columnNames();
    assertThat(row.length()).isEqualTo(columns.size());
    assertThat(row.get(columns.indexOf("invoiced_cost"))).isEqualTo(new BigDecimal("100"));
    assertThat(row.get(columns.indexOf("allocated_cost"))).isEqualTo(new BigDecimal("75"));
    assertThat(row.get(columns.indexOf("unallocated_cost"))).isEqualTo(new BigDecimal("25"));
    assertThat(row.get(columns.indexOf("tolerance"))).isEqualTo(CENT);
    assertThat(row.get(columns.indexOf("billing_period"))).isEqualTo("2026-09");
  }

  private static Status status(Invoice invoice, InvoicedTotals data) {
    return only(invoice, data).status();
  }

  private static InvoiceCheck only(Invoice invoice, InvoicedTotals data) {
    return TieOut.check(List.of(invoice), data, CENT).get(0);
  }

  private static Invoice invoice(String id, String source, String total, Invoice.Line... lines) {
    return new Invoice(
        id, source, "2026-09", "USD", new BigDecimal(total), List.of(lines), "invoices.csv");
  }

  private static Invoice.Line line(Kind kind, String amount) {
    return new Invoice.Line(kind, new BigDecimal(amount), "");
  }

  private static ControlTotal charges(
      String source, String period, String invoice, String currency, String billed) {
    BigDecimal cost = new BigDecimal(billed);
    return new ControlTotal(source, period, invoice, currency, 1, cost, cost);
  }

  private static InvoicedTotals data(
      Map<Key, Map<String, BigDecimal>> categories, ControlTotal... charges) {
    List<ControlTotal> all = List.of(charges);
    return InvoicedTotals.of(all, all, all, List.of(), categories);
  }
}
