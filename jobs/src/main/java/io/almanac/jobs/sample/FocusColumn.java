package io.almanac.jobs.sample;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A column of a FOCUS export.
 *
 * @param value String, Long in {@link Billionths}, or Instant, as {@code kind} says; null is null
 */
record FocusColumn(String name, Kind kind, Function<Charge, Object> value) {

  /** What a column holds. */
  enum Kind {
    TEXT,
    DECIMAL,
    TIME
  }

  private static final String CURRENCY = "USD";
  private static final String RESERVATION =
      "/providers/Microsoft.Capacity/reservationOrders/3c9e5b10-64fa-4d0b-9a7e-1f80b2c64d35/"
          + "reservations/a51d27e8-0b9c-4e63-8f42-96d7e3105bca";

  private static final Map<String, String> REGION_NAMES =
      Map.of("us-east-1", "US East (N. Virginia)", "eastus", "East US", "us-central1", "Iowa");

  /** The columns of a provider's FOCUS export: 1.2 for Azure, else 1.0 with the provider's own. */
  static List<FocusColumn> of(Provider provider) {
    List<FocusColumn> columns = new ArrayList<>(common());
    switch (provider) {
      case AZURE -> columns.addAll(since12());
      case AWS -> {
        columns.add(text("x_InvoiceId", Charge::invoiceId));
        columns.add(text("x_Operation", c -> blank(c.product().operation())));
        columns.add(text("x_ServiceCode", c -> blank(c.product().code())));
        columns.add(text("x_UsageType", c -> blank(c.product().meter())));
      }
      case GCP -> {
        columns.add(text("x_InvoiceId", Charge::invoiceId));
        columns.add(text("x_MachineType", c -> blank(c.product().instanceType())));
        columns.add(text("x_ServiceId", c -> blank(c.product().code())));
        columns.add(text("x_SkuDescription", c -> blank(c.product().meter())));
      }
    }
    return columns;
  }

  private static List<FocusColumn> common() {
    return List.of(
        text("AvailabilityZone", c -> null),
        decimal("BilledCost", Charge::billedCost),
        text("BillingAccountId", c -> c.account().provider().billingAccountId()),
        text("BillingAccountName", c -> c.account().provider().billingAccountName()),
        text("BillingCurrency", c -> CURRENCY),
        time("BillingPeriodEnd", c -> Ledger.start(c.month().plusMonths(1).atDay(1))),
        time("BillingPeriodStart", c -> Ledger.start(c.month().atDay(1))),
        text("ChargeCategory", Charge::category),
        text("ChargeClass", c -> c.correction() ? "Correction" : null),
        text("ChargeDescription", Charge::description),
        text("ChargeFrequency", Charge::frequency),
        time("ChargePeriodEnd", Charge::end),
        time("ChargePeriodStart", Charge::start),
        text("CommitmentDiscountCategory", c -> c.committed() ? "Usage" : null),
        text("CommitmentDiscountId", c -> c.committed() ? RESERVATION : null),
        text("CommitmentDiscountName", c -> c.committed() ? "serving-a100-2025" : null),
        text("CommitmentDiscountStatus", Charge::commitmentStatus),
        text("CommitmentDiscountType", c -> c.committed() ? "Reservation" : null),
        decimal("ConsumedQuantity", c -> c.metered() ? c.quantity() : null),
        text("ConsumedUnit", c -> c.metered() ? c.product().unit() : null),
        decimal("ContractedCost", Charge::contractedCost),
        decimal("ContractedUnitPrice", FocusColumn::contractedPrice),
        decimal("EffectiveCost", Charge::effectiveCost),
        text("InvoiceIssuerName", c -> c.account().provider().issuer()),
        decimal("ListCost", Charge::listCost),
        decimal("ListUnitPrice", c -> c.metered() ? c.product().listPrice() : null),
        text("PricingCategory", FocusColumn::pricingCategory),
        decimal("PricingQuantity", c -> c.metered() ? c.quantity() : null),
        text("PricingUnit", c -> c.metered() ? c.product().unit() : null),
        text("ProviderName", c -> c.account().provider().displayName()),
        text("PublisherName", c -> c.account().provider().issuer()),
        text("RegionId", Charge::region),
        text("RegionName", c -> c.region() == null ? null : REGION_NAMES.get(c.region())),
        text("ResourceId", Charge::resourceId),
        text("ResourceName", Charge::resourceName),
        text("ResourceType", c -> c.resourceId() == null ? null : c.product().resourceType()),
        text("ServiceCategory", c -> c.product().category()),
        text("ServiceName", c -> c.product().service()),
        text("SkuId", c -> c.metered() ? c.product().sku() : null),
        text("SkuPriceId", c -> c.metered() ? c.product().sku() + "/000" : null),
        text("SubAccountId", c -> c.account().id()),
        text("SubAccountName", c -> c.account().name()),
        text("Tags", c -> c.tags().json()));
  }

  private static List<FocusColumn> since12() {
    return List.of(
        text("BillingAccountType", c -> "Billing Account"),
        text("CapacityReservationId", c -> null),
        text("CapacityReservationStatus", c -> null),
        decimal("CommitmentDiscountQuantity", c -> reserved(c) ? c.quantity() : null),
        text("CommitmentDiscountUnit", c -> reserved(c) ? c.product().unit() : null),
        text("InvoiceId", Charge::invoiceId),
        text("PricingCurrency", c -> CURRENCY),
        decimal("PricingCurrencyContractedUnitPrice", FocusColumn::contractedPrice),
        decimal("PricingCurrencyEffectiveCost", Charge::effectiveCost),
        decimal("PricingCurrencyListUnitPrice", c -> c.metered() ? c.product().listPrice() : null),
        text("ServiceSubcategory", c -> c.product().subcategory()),
        text("SkuMeter", c -> c.metered() ? c.product().meter() : null),
        text("SkuPriceDetails", FocusColumn::skuPriceDetails),
        text("SubAccountType", c -> "Subscription"));
  }

  private static boolean reserved(Charge charge) {
    return charge.commitmentStatus() != null;
  }

  private static Long contractedPrice(Charge charge) {
    if (!charge.metered()) {
      return null;
    }
    return charge.committed() ? charge.product().listPrice() : charge.product().price();
  }

  private static String pricingCategory(Charge charge) {
    return charge.metered() || charge.committed() ? charge.product().pricing() : null;
  }

  private static String skuPriceDetails(Charge charge) {
    Product product = charge.product();
    if (!charge.metered() || product.instanceType().isEmpty()) {
      return null;
    }
    Map<String, Object> details = new LinkedHashMap<>();
    if (product.gpus() > 0) {
      details.put("GpuCount", product.gpus());
    }
    details.put("InstanceType", product.instanceType());
    return Json.text(details);
  }

  private static String blank(String text) {
    return text.isEmpty() ? null : text;
  }

  private static FocusColumn text(String name, Function<Charge, String> value) {
    return new FocusColumn(name, Kind.TEXT, value::apply);
  }

  private static FocusColumn decimal(String name, Function<Charge, Long> value) {
    return new FocusColumn(name, Kind.DECIMAL, value::apply);
  }

  private static FocusColumn time(String name, Function<Charge, Instant> value) {
    return new FocusColumn(name, Kind.TIME, value::apply);
  }
}
