package io.almanac.jobs.charges.source;

import java.util.List;
import java.util.Locale;

/**
 * What the columns of Azure cost details mean, with the names that the generations of exports give
 * them; the first name is the one in messages.
 */
enum AzureColumn {
  COST(true, "CostInBillingCurrency", "Cost", "PreTaxCost"),
  CURRENCY(true, "BillingCurrencyCode", "BillingCurrency", "Currency"),
  DATE(true, "Date", "UsageDateTime"),
  PERIOD_START(true, "BillingPeriodStartDate", "BillingPeriodStart"),
  PERIOD_END(true, "BillingPeriodEndDate", "BillingPeriodEnd"),
  SERVICE_START(false, "ServicePeriodStartDate", "ServicePeriodStart"),
  SERVICE_END(false, "ServicePeriodEndDate", "ServicePeriodEnd"),
  CHARGE_TYPE(false, "ChargeType"),
  FREQUENCY(false, "Frequency"),
  PRICING_MODEL(false, "PricingModel"),
  BENEFIT_ID(false, "BenefitId"),
  BENEFIT_NAME(false, "BenefitName"),
  RESERVATION_ID(false, "ReservationId"),
  RESERVATION_NAME(false, "ReservationName"),
  QUANTITY(false, "Quantity", "UsageQuantity"),
  UNIT_OF_MEASURE(false, "UnitOfMeasure"),
  EFFECTIVE_PRICE(false, "EffectivePrice", "ResourceRate"),
  UNIT_PRICE(false, "UnitPrice"),
  PAYG_PRICE(false, "PayGPrice"),
  PAYG_COST(true, "PaygCostInBillingCurrency"),
  PRICING_CURRENCY(true, "PricingCurrency", "PricingCurrencyCode"),
  PRICING_CURRENCY_COST(false, "CostInPricingCurrency"),
  EXCHANGE_RATE(false, "ExchangeRatePricingToBilling", "ExchangeRate"),
  METER_CATEGORY(false, "MeterCategory"),
  METER_SUBCATEGORY(false, "MeterSubCategory"),
  METER_NAME(true, "MeterName"),
  SERVICE_FAMILY(false, "ServiceFamily"),
  CONSUMED_SERVICE(false, "ConsumedService"),
  PRODUCT(true, "ProductName", "Product"),
  PRODUCT_ID(true, "ProductId"),
  // The Microsoft Customer Agreement holds the full id in InstanceName.
  RESOURCE_ID(true, "ResourceId", "InstanceId", "InstanceName"),
  RESOURCE_NAME(true, "ResourceName"),
  RESOURCE_TYPE(false, "ResourceType"),
  RESOURCE_LOCATION(false, "ResourceLocation", "Location"),
  AVAILABILITY_ZONE(true, "AvailabilityZone"),
  ADDITIONAL_INFO(false, "AdditionalInfo"),
  TAGS(true, "Tags"),
  SUBSCRIPTION_ID(true, "SubscriptionId", "SubscriptionGuid"),
  SUBSCRIPTION_NAME(true, "SubscriptionName"),
  BILLING_ACCOUNT_ID(false, "BillingAccountId"),
  BILLING_ACCOUNT_NAME(false, "BillingAccountName"),
  BILLING_PROFILE_ID(false, "BillingProfileId"),
  BILLING_PROFILE_NAME(false, "BillingProfileName"),
  INVOICE_ID(true, "InvoiceId"),
  PARTNER_NAME(false, "PartnerName"),
  PUBLISHER_TYPE(false, "PublisherType"),
  PUBLISHER_NAME(false, "PublisherName");

  /** The columns without which no row could be a charge of Azure. */
  static final List<AzureColumn> MANDATORY = List.of(COST, CURRENCY, DATE, METER_CATEGORY);

  /** The columns whose dates tell the order of all dates in the file. */
  static final List<AzureColumn> DATES =
      List.of(DATE, PERIOD_START, PERIOD_END, SERVICE_START, SERVICE_END);

  private final boolean whole;
  private final List<String> names;

  AzureColumn(boolean whole, String... names) {
    this.whole = whole;
    this.names = List.of(names);
  }

  /** Whether all that it says becomes a FOCUS column, so that it needs not be kept beside. */
  boolean isWhole() {
    return whole;
  }

  /** Its name in messages. */
  String title() {
    return names.get(0);
  }

  /** Its names as {@link AzureColumns} looks for them, the preferred one first. */
  List<String> keys() {
    return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
  }
}
