package io.almanac.jobs.sample;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * AWS's legacy Cost and Usage Report as CSV with slashes in the header: the columns that a report
 * of such a company fills, two families that it leaves empty, and one column per tag key. Tag keys
 * that differ in case or blanks are columns of their own, as in the real report.
 */
final class AwsCurWriter implements ChargeWriter {

  private static final Map<String, String> LINE_ITEM_TYPES =
      Map.of(
          Charge.USAGE, "Usage",
          Charge.PURCHASE, "Fee",
          Charge.TAX, "Tax",
          Charge.CREDIT, "Credit");

  private final CSVPrinter csv;
  private final List<String> tagKeys;

  /** Writes the header; {@code tagKeys} are the keys of all AWS resources. */
  AwsCurWriter(SortedSet<String> tagKeys, Writer out) throws IOException {
    this.tagKeys = List.copyOf(tagKeys);
    csv = new CSVPrinter(out, CSVFormat.DEFAULT.builder().setRecordSeparator('\n').get());
    List<String> header = new ArrayList<>(COLUMNS.keySet());
    tagKeys.forEach(key -> header.add("resourceTags/user:" + key));
    csv.printRecord(header);
  }

  @Override
  public void write(Charge charge) throws IOException {
    for (Field field : COLUMNS.values()) {
      csv.print(field.of(charge));
    }
    for (String key : tagKeys) {
      csv.print(charge.tags().values().get(key));
    }
    csv.println();
  }

  @Override
  public void close() throws IOException {
    csv.close(true);
  }

  private interface Field {
    String of(Charge charge);
  }

  private static final Map<String, Field> COLUMNS = columns();

  private static Map<String, Field> columns() {
    Map<String, Field> columns = new LinkedHashMap<>();
    columns.put("identity/LineItemId", AwsCurWriter::lineItemId);
    columns.put("identity/TimeInterval", c -> c.start() + "/" + c.end());
    columns.put("bill/InvoiceId", Charge::invoiceId);
    columns.put("bill/InvoicingEntity", c -> Provider.AWS.issuer());
    columns.put("bill/BillingEntity", c -> "AWS");
    columns.put("bill/BillType", c -> "Anniversary");
    columns.put("bill/PayerAccountId", c -> Provider.AWS.billingAccountId());
    columns.put("bill/BillingPeriodStartDate", c -> time(Ledger.start(c.month().atDay(1))));
    columns.put(
        "bill/BillingPeriodEndDate", c -> time(Ledger.start(c.month().plusMonths(1).atDay(1))));
    columns.put("lineItem/UsageAccountId", c -> c.account().id());
    columns.put("lineItem/LineItemType", c -> LINE_ITEM_TYPES.get(c.category()));
    columns.put("lineItem/UsageStartDate", c -> time(c.start()));
    columns.put("lineItem/UsageEndDate", c -> time(c.end()));
    columns.put("lineItem/ProductCode", c -> c.product().code());
    columns.put("lineItem/UsageType", c -> c.product().meter());
    columns.put("lineItem/Operation", c -> c.product().operation());
    columns.put("lineItem/AvailabilityZone", AwsCurWriter::zone);
    columns.put("lineItem/ResourceId", Charge::resourceId);
    columns.put("lineItem/UsageAmount", c -> c.metered() ? Billionths.text(c.quantity()) : "1");
    columns.put("lineItem/NormalizationFactor", c -> null);
    columns.put("lineItem/NormalizedUsageAmount", c -> null);
    columns.put("lineItem/CurrencyCode", c -> "USD");
    columns.put("lineItem/UnblendedRate", AwsCurWriter::rate);
    columns.put("lineItem/UnblendedCost", c -> Billionths.text(c.billedCost()));
    columns.put("lineItem/BlendedRate", AwsCurWriter::rate);
    columns.put("lineItem/BlendedCost", c -> Billionths.text(c.billedCost()));
    columns.put("lineItem/LineItemDescription", AwsCurWriter::description);
    columns.put("lineItem/TaxType", c -> c.category().equals(Charge.TAX) ? "USSalesTax" : null);
    columns.put("lineItem/LegalEntity", c -> Provider.AWS.issuer());
    columns.put("product/ProductName", c -> c.product().service());
    columns.put("product/instanceType", c -> c.product().instanceType());
    columns.put("product/location", c -> c.region() == null ? null : "US East (N. Virginia)");
    columns.put("product/productFamily", c -> c.product().resourceType());
    columns.put("product/region", Charge::region);
    columns.put("product/servicecode", c -> c.metered() ? c.product().code() : null);
    columns.put("product/sku", c -> c.metered() ? c.product().sku() : null);
    columns.put(
        "pricing/RateCode", c -> c.metered() ? c.product().sku() + ".JRTCKXETXF.6YS6EN2CT7" : null);
    columns.put("pricing/currency", c -> c.metered() ? "USD" : null);
    columns.put(
        "pricing/publicOnDemandCost", c -> c.metered() ? Billionths.text(c.listCost()) : null);
    columns.put(
        "pricing/publicOnDemandRate",
        c -> c.metered() ? Billionths.text(c.product().listPrice()) : null);
    columns.put("pricing/term", AwsCurWriter::term);
    columns.put("pricing/purchaseOption", c -> spot(c) ? "Spot Instances" : null);
    columns.put("pricing/unit", c -> c.metered() ? c.product().unit() : null);
    columns.put("reservation/ReservationARN", c -> null);
    columns.put("reservation/EffectiveCost", c -> null);
    columns.put("savingsPlan/SavingsPlanARN", c -> null);
    columns.put("savingsPlan/SavingsPlanEffectiveCost", c -> null);
    return columns;
  }

  private static String lineItemId(Charge charge) {
    String resource = charge.resource() == null ? "" : charge.resource().name();
    return Noise.hex(
        charge.month()
            + charge.product().key()
            + resource
            + charge.start()
            + charge.category()
            + charge.copy(),
        24);
  }

  private static String zone(Charge charge) {
    boolean placed = charge.product().idTemplate().startsWith("i-") && charge.region() != null;
    return placed ? charge.region() + "a" : null;
  }

  private static String rate(Charge charge) {
    return charge.metered() ? Billionths.text(charge.product().price()) : null;
  }

  private static String description(Charge charge) {
    if (!charge.metered()) {
      return charge.description();
    }
    return "$" + Billionths.text(charge.product().price()) + " per " + charge.description();
  }

  private static boolean spot(Charge charge) {
    return charge.product().pricing().equals("Dynamic");
  }

  private static String term(Charge charge) {
    if (!charge.metered()) {
      return null;
    }
    return spot(charge) ? "Spot" : "OnDemand";
  }

  private static String time(Instant instant) {
    return instant.toString();
  }
}
