package io.almanac.jobs.charges.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Maps the records of one Google billing export to FOCUS. */
final class GcpMapping implements ChargeMapping {
  private static final String PROVIDER = "Google Cloud";

  /** FOCUS columns that take one field as it is; the second is used where the first is empty. */
  private static final String[][] COPIED = {
    {"AvailabilityZone", "location.zone"},
    {"BillingAccountId", "billing_account_id"},
    {"BillingCurrency", "currency"},
    {"ChargeDescription", "sku.description"},
    {"ChargePeriodEnd", "usage_end_time"},
    {"ChargePeriodStart", "usage_start_time"},
    {"PricingQuantity", "usage.amount_in_pricing_units"},
    {"PricingUnit", "usage.pricing_unit"},
    {"RegionId", "location.region", "location.location"},
    {"RegionName", "location.region", "location.location"},
    {"ResourceId", "resource.global_name"},
    {"ResourceName", "resource.name"},
    {"ServiceName", "service.description", "service.id"},
    {"SkuId", "sku.id"},
    {"SkuMeter", "sku.description"},
    {"SubAccountId", "project.id"},
    {"SubAccountName", "project.name"},
  };

  /** Fields that are wholly in FOCUS columns; all others are kept beside them. */
  private static final Set<String> TAKEN = taken();

  private static final Map<String, String> CATEGORIES =
      Map.of(
          "regular", "Usage",
          "tax", "Tax",
          "adjustment", "Adjustment",
          "rounding_error", "Adjustment",
          "credit", "Credit");

  private static final Pattern MONTH = Pattern.compile("(\\d{4})-?(\\d{2})");
  private static final Pattern INTERRUPTIBLE =
      Pattern.compile("\\b(?:spot|preemptible)\\b", Pattern.CASE_INSENSITIVE);

  private final GcpRecord record;
  private final int[] copiedTo = new int[COPIED.length];

  GcpMapping(Header header) {
    this.record = new GcpRecord(header);
    for (int i = 0; i < COPIED.length; i++) {
      copiedTo[i] = ChargeDraft.position(COPIED[i][0]);
    }
  }

  @Override
  public void fill(Object[] row, ChargeDraft draft) {
    record.read(row);
    for (int i = 0; i < copiedTo.length; i++) {
      Object value = record.value(COPIED[i][1]);
      draft.set(
          copiedTo[i], value == null && COPIED[i].length > 2 ? record.value(COPIED[i][2]) : value);
    }
    GcpCost cost = new GcpCost(record);
    cost.set(draft);
    setUnitPrice(draft);
    setPeriod(draft);
    classify(draft);
    cost.setCommitment(draft);
    nameProviders(draft);
    describeResource(draft);
    draft.set("Tags", GcpLabels.tags(record, draft));
    draft.set("SkuPriceDetails", GcpLabels.priceDetails(record));
    draft.otherColumns(others(draft));
  }

  /** The month of the invoice, which no time zone moves. */
  private void setPeriod(ChargeDraft draft) {
    String text = record.text("invoice.month");
    YearMonth month = month(text);
    if (month == null) {
      draft.set("BillingPeriodStart", text);
      return;
    }
    draft.set("BillingPeriodStart", start(month));
    draft.set("BillingPeriodEnd", start(month.plusMonths(1)));
  }

  private void classify(ChargeDraft draft) {
    String type = record.text("cost_type");
    String category = type == null ? null : CATEGORIES.get(type);
    if (category == null) {
      draft.flag("UnknownCostType");
    }
    draft.set("ChargeCategory", category);
    boolean adjusts = "adjustment".equals(type) || record.text("adjustment_info.id") != null;
    if (adjusts && isOfEarlierMonth()) {
      draft.set("ChargeClass", "Correction");
    }
    if ("Usage".equals(category)) {
      draft.set("ChargeFrequency", "Usage-Based");
      draft.set("PricingCategory", isInterruptible() ? "Dynamic" : "Standard");
      draft.set("ConsumedQuantity", record.value("usage.amount"));
      draft.set("ConsumedUnit", record.text("usage.unit"));
    }
  }

  private boolean isInterruptible() {
    String meter = record.text("sku.description");
    return meter != null
        && "Compute Engine".equals(record.text("service.description"))
        && INTERRUPTIBLE.matcher(meter).find();
  }

  /** Whether all of the usage was before the month of the invoice, in UTC. */
  private boolean isOfEarlierMonth() {
    YearMonth month = month(record.text("invoice.month"));
    Object end = record.value("usage_end_time");
    if (month == null || end == null) {
      return false;
    }
    if (end instanceof Instant instant) {
      return !instant.isAfter(start(month));
    }
    TimeText.Reading reading = TimeText.parse(ChargeNormaliser.text(end));
    return reading != null && reading.micros() <= start(month).getEpochSecond() * 1_000_000L;
  }

  /** The price of one pricing unit, where the file says it for that unit. */
  private void setUnitPrice(ChargeDraft draft) {
    BigDecimal price = record.number("price.effective_price");
    String unit = record.text("price.unit");
    if (price == null || (unit != null && !unit.equals(record.text("usage.pricing_unit")))) {
      return;
    }
    BigDecimal units = record.number("price.pricing_unit_quantity");
    boolean single = units == null || units.compareTo(BigDecimal.ONE) == 0;
    if (single) {
      draft.set("ContractedUnitPrice", price);
    } else if (units.signum() > 0) {
      draft.set("ContractedUnitPrice", price.divide(units, 18, RoundingMode.HALF_EVEN));
    }
  }

  private void nameProviders(ChargeDraft draft) {
    draft.set("HostProviderName", PROVIDER);
    String seller = record.text("seller_name");
    draft.set("ServiceProviderName", Providers.serviceProvider(PROVIDER, seller));
    draft.set("InvoiceIssuerName", PROVIDER);
    String service = record.text("service.description");
    String category = GcpServices.category(service);
    if (category == null) {
      draft.flag("UnknownServiceCategory");
    }
    draft.set("ServiceCategory", category);
    if (record.text("billing_account_id") != null) {
      draft.set("BillingAccountType", "Billing Account");
    }
    if (record.text("project.id") != null) {
      draft.set("SubAccountType", "Project");
    }
  }

  /** Reads the type from {@code //compute.googleapis.com/projects/p/zones/z/instances/1}. */
  private void describeResource(ChargeDraft draft) {
    String name = record.text("resource.global_name");
    if (name == null || !name.startsWith("//")) {
      return;
    }
    String[] parts = name.substring(2).split("/", -1);
    if (parts.length >= 3 && parts.length % 2 == 1) {
      draft.set("ResourceType", parts[parts.length - 2]);
    }
  }

  private String others(ChargeDraft draft) {
    StringBuilder json = null;
    for (Map.Entry<String, Object> field : record.fields().entrySet()) {
      Object value = field.getValue();
      boolean list = value instanceof JsonNode;
      // A list of labels is in Tags, a text in its place could not be read; a list in place of a
      // scalar could not either.
      boolean taken = TAKEN.contains(field.getKey());
      if (list && taken) {
        draft.flag("NestedValue");
      }
      if (list ? !field.getKey().equals("labels") : !taken) {
        json = json == null ? new StringBuilder(512) : json;
        String text =
            value instanceof JsonNode node
                ? Json.sorted(node.toString())
                : ChargeNormaliser.text(value);
        Json.append(json, field.getKey(), text);
      }
    }
    return json == null ? null : Json.close(json);
  }

  private static YearMonth month(String text) {
    Matcher found = MONTH.matcher(text == null ? "" : text);
    try {
      return found.matches()
          ? YearMonth.of(Integer.parseInt(found.group(1)), Integer.parseInt(found.group(2)))
          : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Instant start(YearMonth month) {
    return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  private static Set<String> taken() {
    Set<String> taken = new HashSet<>(Set.of("cost_at_list", "invoice.month"));
    for (String[] copied : COPIED) {
      taken.add(copied[1]);
    }
    return Set.copyOf(taken);
  }
}
