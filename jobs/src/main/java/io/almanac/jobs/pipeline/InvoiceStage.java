package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.config.InvoiceSetting;
import io.almanac.jobs.invoices.Invoice;
import io.almanac.jobs.invoices.InvoiceCheck;
import io.almanac.jobs.invoices.InvoicedTotals;
import io.almanac.jobs.invoices.TieOut;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Ties a night's charges out to the invoices that were loaded. */
final class InvoiceStage {
  private InvoiceStage() {}

  static List<InvoiceCheck> run(
      InvoiceSetting setting,
      List<Invoice> invoices,
      ChargeStage.Result charges,
      AllocatedTotals allocated,
      Dataset<Row> allocatedCosts) {
    InvoicedTotals totals =
        InvoicedTotals.of(
            charges.ingested(),
            charges.charges(),
            allocated.allocated(),
            allocated.unallocated(),
            categories(allocatedCosts));
    return TieOut.check(invoices, totals, setting.tolerance());
  }

  /** Billed cost by charge category; rows without a category are left out. */
  private static Map<InvoicedTotals.Key, Map<String, BigDecimal>> categories(
      Dataset<Row> allocatedCosts) {
    Map<InvoicedTotals.Key, Map<String, BigDecimal>> categories = new HashMap<>();
    allocatedCosts
        .where("charge_category is not null and billed_cost is not null")
        .groupBy("source", "billing_period", "invoice_id", "billing_currency", "charge_category")
        .agg(sum("billed_cost"))
        .collectAsList()
        .forEach(
            row ->
                categories
                    .computeIfAbsent(
                        new InvoicedTotals.Key(
                            row.getString(0),
                            row.getString(1),
                            orEmpty(row.getString(2)),
                            orEmpty(row.getString(3))),
                        unseen -> new HashMap<>())
                    .put(row.getString(4), row.getDecimal(5)));
    return categories;
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }
}
