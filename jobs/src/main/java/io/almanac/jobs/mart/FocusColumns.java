package io.almanac.jobs.mart;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;

/**
 * The 65 columns of the CostAndUsage dataset of FOCUS 1.4 (FinOps Open Cost and Usage
 * Specification, version 1.4), in alphabetical order as in the specification.
 *
 * <p>JSON and key-value columns are kept as JSON text, which groups, compares and travels between
 * readers in the same way everywhere.
 */
public final class FocusColumns {
  /** The 65 columns with type, unit and meaning. */
  public static final List<MartColumn> ALL =
      List.of(
          text("AllocatedMethodDetails", "How a split charge was divided, as a JSON object."),
          text("AllocatedMethodId", "Which method divided a split charge."),
          text("AllocatedResourceId", "The resource that a split charge was divided to."),
          text(
              "AllocatedResourceName",
              "The display name of the resource that a split charge was divided to."),
          text(
              "AllocatedTags",
              "Tags of the resource that a split charge was divided to, as a flat JSON object."),
          text("AvailabilityZone", "The isolated location inside a region."),
          decimal(
              "BilledCost",
              "BillingCurrency",
              "What the invoice of the billing period takes for this charge; sums to the invoice."),
          text("BillingAccountId", "The account that is invoiced."),
          text("BillingAccountName", "The display name of the account that is invoiced."),
          text("BillingAccountType", "The kind of the account that is invoiced."),
          text("BillingCurrency", "The ISO 4217 currency of every cost in the row."),
          instant("BillingPeriodEnd", "The exclusive end of the invoiced period."),
          instant("BillingPeriodStart", "The inclusive start of the invoiced period."),
          text("CapacityReservationId", "The capacity reservation that the charge belongs to."),
          text("CapacityReservationStatus", "Whether reserved capacity was used: Used or Unused."),
          text("ChargeCategory", "Usage, Purchase, Tax, Credit or Adjustment."),
          text(
              "ChargeClass",
              "Correction for a change to an earlier invoiced period, otherwise null."),
          text("ChargeDescription", "What the provider calls the charge."),
          text("ChargeFrequency", "One-Time, Recurring or Usage-Based."),
          instant("ChargePeriodEnd", "The exclusive end of the time the charge is for."),
          instant("ChargePeriodStart", "The inclusive start of the time the charge is for."),
          text("CommitmentDiscountCategory", "Whether a commitment is for Spend or for Usage."),
          text("CommitmentDiscountId", "The commitment that applied to the charge."),
          text("CommitmentDiscountName", "The display name of the commitment that applied."),
          decimal(
              "CommitmentDiscountQuantity",
              "CommitmentDiscountUnit",
              "How much of the commitment the charge took."),
          text(
              "CommitmentDiscountStatus", "Whether the committed amount was used: Used or Unused."),
          text("CommitmentDiscountType", "The provider's name for the kind of commitment."),
          text("CommitmentDiscountUnit", "The unit of CommitmentDiscountQuantity."),
          text(
              "CommitmentProgramEligibilityDetails",
              "Which commitment programmes the charge could take part in, as a JSON object."),
          decimal("ConsumedQuantity", "ConsumedUnit", "How much of the SKU was consumed."),
          text("ConsumedUnit", "The unit of ConsumedQuantity."),
          text("ContractApplied", "Contracts and commitments that applied, as a JSON object."),
          decimal(
              "ContractedCost",
              "BillingCurrency",
              "Cost at negotiated unit prices, before commitments."),
          decimal(
              "ContractedUnitPrice",
              "BillingCurrency",
              "The negotiated price of one pricing unit."),
          decimal(
              "EffectiveCost",
              "BillingCurrency",
              "Cost after all discounts with prepaid commitments spread over their use; the basis of showback."),
          text("HostProviderName", "Who operates the infrastructure below the service."),
          text("InvoiceDetailId", "The invoice line that the charge is part of."),
          text("InvoiceId", "The invoice that the charge is part of."),
          text("InvoiceIssuerName", "Who sends the invoice."),
          decimal("ListCost", "BillingCurrency", "Cost at public list prices."),
          decimal("ListUnitPrice", "BillingCurrency", "The public price of one pricing unit."),
          text("PricingCategory", "Standard, Dynamic, Committed or Other."),
          text("PricingCurrency", "The currency that the charge was priced in."),
          decimal(
              "PricingCurrencyContractedUnitPrice",
              "PricingCurrency",
              "The negotiated unit price in the pricing currency."),
          decimal(
              "PricingCurrencyEffectiveCost",
              "PricingCurrency",
              "The effective cost in the pricing currency."),
          decimal(
              "PricingCurrencyListUnitPrice",
              "PricingCurrency",
              "The public unit price in the pricing currency."),
          decimal("PricingQuantity", "PricingUnit", "How many pricing units were priced."),
          text("PricingUnit", "The unit of PricingQuantity."),
          text("RegionId", "The provider's identifier of the region."),
          text("RegionName", "The display name of the region."),
          text("ResourceId", "The provider's identifier of the resource."),
          text("ResourceName", "The display name of the resource."),
          text("ResourceType", "The kind of the resource."),
          text("ServiceCategory", "The highest level class of the service, a FOCUS term."),
          text("ServiceName", "The service."),
          text("ServiceProviderName", "Who offers the service."),
          text("ServiceSubcategory", "The second level class of the service, a FOCUS term."),
          text("SkuId", "The priced product."),
          text("SkuMeter", "What the SKU meters."),
          text(
              "SkuPriceDetails",
              "Properties of the SKU price such as InstanceType or GpuCount, as a flat JSON object."),
          text("SkuPriceId", "The price of the SKU that was used."),
          text("SubAccountId", "The account below the billing account."),
          text("SubAccountName", "The display name of the sub account."),
          text("SubAccountType", "The kind of the sub account."),
          text("Tags", "Tags of the resource, as a flat JSON object with sorted keys."));

  private FocusColumns() {}

  private static MartColumn text(String name, String comment) {
    return new MartColumn(name, DataTypes.StringType, "", comment);
  }

  private static MartColumn decimal(String name, String unit, String comment) {
    return new MartColumn(name, Mart.MONEY, unit, comment);
  }

  private static MartColumn instant(String name, String comment) {
    return new MartColumn(name, DataTypes.TimestampType, "UTC", comment);
  }
}
