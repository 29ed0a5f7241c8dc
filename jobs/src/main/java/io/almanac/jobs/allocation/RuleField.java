package io.almanac.jobs.allocation;

import io.almanac.jobs.allocation.condition.Attribute;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What of a charge a rule can ask for beside its tags, with the columns of charges behind it. */
enum RuleField {
  SUB_ACCOUNT("sub-account", "SubAccountId", "SubAccountName"),
  SUB_ACCOUNT_ID("sub-account-id", "SubAccountId"),
  SUB_ACCOUNT_NAME("sub-account-name", "SubAccountName"),
  SUB_ACCOUNT_TYPE("sub-account-type", "SubAccountType"),
  BILLING_ACCOUNT("billing-account", "BillingAccountId", "BillingAccountName"),
  BILLING_ACCOUNT_ID("billing-account-id", "BillingAccountId"),
  BILLING_ACCOUNT_NAME("billing-account-name", "BillingAccountName"),
  BILLING_ACCOUNT_TYPE("billing-account-type", "BillingAccountType"),
  SERVICE("service", "ServiceName"),
  SERVICE_CATEGORY("service-category", "ServiceCategory"),
  SERVICE_SUBCATEGORY("service-subcategory", "ServiceSubcategory"),
  SKU("sku", "SkuId"),
  SKU_METER("sku-meter", "SkuMeter"),
  SKU_PRICE("sku-price", "SkuPriceId"),
  RESOURCE_ID("resource-id", "ResourceId"),
  RESOURCE_NAME("resource-name", "ResourceName"),
  RESOURCE_TYPE("resource-type", "ResourceType"),
  ALLOCATED_RESOURCE("allocated-resource", "AllocatedResourceId", "AllocatedResourceName"),
  PROVIDER("provider", "ServiceProviderName"),
  HOST_PROVIDER("host-provider", "HostProviderName"),
  INVOICE_ISSUER("invoice-issuer", "InvoiceIssuerName"),
  INVOICE("invoice", "InvoiceId"),
  REGION("region", "RegionId"),
  REGION_NAME("region-name", "RegionName"),
  AVAILABILITY_ZONE("availability-zone", "AvailabilityZone"),
  CHARGE_CATEGORY("charge-category", "ChargeCategory"),
  CHARGE_CLASS("charge-class", "ChargeClass"),
  CHARGE_DESCRIPTION("charge-description", "ChargeDescription"),
  CHARGE_FREQUENCY("charge-frequency", "ChargeFrequency"),
  PRICING_CATEGORY("pricing-category", "PricingCategory"),
  COMMITMENT("commitment", "CommitmentDiscountId", "CommitmentDiscountName"),
  COMMITMENT_CATEGORY("commitment-category", "CommitmentDiscountCategory"),
  COMMITMENT_STATUS("commitment-status", "CommitmentDiscountStatus"),
  COMMITMENT_TYPE("commitment-type", "CommitmentDiscountType"),
  RESERVATION("capacity-reservation", "CapacityReservationId"),
  RESERVATION_STATUS("capacity-reservation-status", "CapacityReservationStatus"),
  CONSUMED_UNIT("consumed-unit", "ConsumedUnit"),
  PRICING_UNIT("pricing-unit", "PricingUnit"),
  CURRENCY("currency", "BillingCurrency"),
  SOURCE("source", "source"),
  SOURCE_FORMAT("source-format", "x_SourceFormat"),
  SOURCE_FILE("source-file", "x_SourceFile"),
  BILLING_PERIOD("billing-period", "billing_period");

  private final String key;
  private final List<String> columns;

  RuleField(String key, String... columns) {
    this.key = key;
    this.columns = List.of(columns);
  }

  /** The key in the rule file. */
  String key() {
    return key;
  }

  /** The columns of which one must match. */
  List<String> columns() {
    return columns;
  }

  /** What conditions look at. */
  Attribute attribute() {
    return Attribute.field(key, columns);
  }

  /** The field with a key of the rule file. */
  static Optional<RuleField> named(String key) {
    return Stream.of(values()).filter(field -> field.key.equals(key)).findFirst();
  }
}
