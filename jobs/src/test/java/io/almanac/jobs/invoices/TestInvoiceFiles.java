package io.almanac.jobs.invoices;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestInvoiceFiles {
  private static final String HEADER =
      "invoice_id,source,billing_period,currency,kind,amount,note\n";

  @TempDir private Path folder;

  @Test
  void readsTotalsAndTheLinesThatExplain() throws IOException {
    write(
        "a.csv",
        "\uFEFF"
            + HEADER
            + "A-1,aws,2026-09,USD,total,119.00,\n"
            + "A-1,aws,2026-09,USD,tax,19.00,\"VAT, 19 %\"\n"
            + "A-1,aws,2026-09,EUR,total,-7.5,credit note\n");
    write(
        "b.csv", "Invoice_Id,Source,Billing_Period,Currency,Kind,Amount\nB,,2026-09,USD,total,1\n");

    List<Invoice> invoices = InvoiceFiles.load(folder);

    assertThat(invoices).extracting(Invoice::id).containsExactly("A-1", "A-1", "B");
    assertThat(invoices).extracting(Invoice::currency).containsExactly("USD", "EUR", "USD");
    assertThat(invoices.get(0).total()).isEqualByComparingTo("119");
    assertThat(invoices.get(0).lines())
        .containsExactly(
            new Invoice.Line(Invoice.Kind.TAX, new java.math.BigDecimal("19.00"), "VAT, 19 %"));
    assertThat(invoices.get(1).total()).isEqualByComparingTo("-7.5");
    assertThat(invoices.get(2).source()).isNull();
  }

  @Test
  void sumsAFocusInvoiceDetailAndLeavesVoidedLinesOut() throws IOException {
    write(
        "detail.csv",
        "BilledCost,BillingAccountId,BillingCurrency,BillingPeriodStart,ChargeCategory,"
            + "InvoiceDetailId,InvoiceId,InvoiceIssueStatus\n"
            + "100.25,1,USD,2026-09-01T00:00:00Z,Usage,d1,A-1,Issued\n"
            + "19.05,1,USD,2026-09-01T00:00:00Z,Tax,d2,A-1,Issued\n"
            + "-5,1,USD,2026-09-01T00:00:00Z,Credit,d3,A-1,Issued\n"
            + "1000,1,USD,2026-09-01T00:00:00Z,Usage,d4,A-1,Voided\n");

    Invoice invoice = InvoiceFiles.load(folder).get(0);

    assertThat(invoice.total()).isEqualByComparingTo("114.30");
    assertThat(invoice.period()).isEqualTo("2026-09");
    assertThat(invoice.lines())
        .extracting(Invoice.Line::kind)
        .containsExactly(Invoice.Kind.TAX, Invoice.Kind.CREDIT);
  }

  @Test
  void tellsAllThatIsWrongWithItsLine() throws IOException {
    write(
        "a.csv",
        HEADER
            + ",aws,2026-9,usd,total,1,\n"
            + "A,aws,2026-09,USD,vat,NaN,\n"
            + "B,aws,2026-09,USD,total,1,\n"
            + "B,gcp,2026-09,USD,total,1,\n");
    write("b.csv", HEADER + "B,aws,2026-09,USD,total,1,\n");
    write("c.csv", "BilledCost,EffectiveCost\n1,1\n");

    assertThatThrownBy(() -> InvoiceFiles.load(folder))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure ->
                assertThat(String.join("\n", failure.problems()))
                    .contains(
                        "line 2, invoice_id: ",
                        "line 2, currency: usd",
                        "line 2, billing_period: 2026-9",
                        "line 3, amount: NaN",
                        "line 3, kind: vat",
                        "line 3, invoice: A. Add a line of the kind total",
                        "line 5, invoice: B. Line 4 has another source",
                        "line 5, invoice: B. It has a total already",
                        "Cannot use invoice: B in USD",
                        "c.csv"));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
