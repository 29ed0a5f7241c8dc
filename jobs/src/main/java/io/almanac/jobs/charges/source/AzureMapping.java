package io.almanac.jobs.charges.source;

import java.util.Locale;

/**
 * Maps the rows of one file of Azure cost details to FOCUS.
 *
 * <p>Where a source has both data sets, every row of amortised cost is a charge, and of actual cost
 * only the purchases and refunds of commitments are: all other rows of actual cost stand in
 * amortised cost as well.
 */
final class AzureMapping implements ChargeMapping {
  private static final String MICROSOFT = "Microsoft";

  private final AzureColumns columns;
  private final CostView view;
  private final boolean beside;
  private final AzurePeriods periods;
  private final AzurePrices prices;
  private final AzureDetails details = new AzureDetails();
  private final OtherColumns others;

  /**
   * Prepares for one file.
   *
   * @param view the data set that the file has
   * @param beside whether the source has the other data set as well
   */
  AzureMapping(Header header, DateOrder order, CostView view, boolean beside) {
    this.columns = new AzureColumns(header);
    this.view = view;
    this.beside = beside;
    this.periods = new AzurePeriods(order);
    this.prices = new AzurePrices(columns.isCustomerAgreement());
    this.others = new OtherColumns(header, columns.taken());
  }

  @Override
  public void fill(Object[] row, ChargeDraft draft) {
    AzureItem item = new AzureItem(columns, row);
    boolean foreign = item.view() != null && item.view() != view;
    if (beside && view == CostView.ACTUAL && !item.isCommitmentPurchase() && !foreign) {
      draft.leaveOut(periods.month(item, draft));
      return;
    }
    draft.set("BillingCurrency", item.value(AzureColumn.CURRENCY));
    AzureCost.fill(item, view, draft);
    periods.fill(item, draft);
    prices.fill(item, draft);
    classify(item, draft);
    nameAccounts(item, draft);
    nameService(item, draft);
    AzurePlaces.fill(item, draft);
    draft.set("SkuPriceDetails", details.priceDetails(item.text(AzureColumn.ADDITIONAL_INFO)));
    draft.set("Tags", item.value(AzureColumn.TAGS));
    draft.otherColumns(others.of(row));
  }

  private void classify(AzureItem item, ChargeDraft draft) {
    draft.set("ChargeCategory", item.chargeCategory());
    if (!item.isKnownType() || item.chargeCategory() == null) {
      draft.flag("UnknownChargeType");
    }
    draft.set("ChargeClass", item.isRefund() ? "Correction" : null);
    draft.set("ChargeFrequency", item.chargeFrequency());
    draft.set("PricingCategory", item.pricingCategory());
    if (columns.has(AzureColumn.CHARGE_TYPE) && !columns.has(AzureColumn.PRICING_MODEL)) {
      // Usage that a savings plan covers cannot be told from other usage then.
      draft.flag("MissingPricingModel");
    }
    if (!item.isCommitted()) {
      return;
    }
    String id = item.text(AzureColumn.BENEFIT_ID);
    String name = item.text(AzureColumn.BENEFIT_NAME);
    draft.set("CommitmentDiscountId", id == null ? item.text(AzureColumn.RESERVATION_ID) : id);
    draft.set(
        "CommitmentDiscountName", name == null ? item.text(AzureColumn.RESERVATION_NAME) : name);
    draft.set("CommitmentDiscountCategory", item.isSavingsPlan() ? "Spend" : "Usage");
    draft.set("CommitmentDiscountType", item.isSavingsPlan() ? "Savings Plan" : "Reservation");
    if (item.isUnused() || item.isCoveredUsage()) {
      draft.set("CommitmentDiscountStatus", item.isUnused() ? "Unused" : "Used");
    }
  }

  private void nameAccounts(AzureItem item, ChargeDraft draft) {
    String profile =
        columns.isCustomerAgreement() ? item.text(AzureColumn.BILLING_PROFILE_ID) : null;
    String account = item.text(AzureColumn.BILLING_ACCOUNT_ID);
    if (profile != null) {
      draft.set("BillingAccountId", profile);
      draft.set("BillingAccountName", item.text(AzureColumn.BILLING_PROFILE_NAME));
      draft.set("BillingAccountType", "Billing Profile");
    } else if (account != null) {
      draft.set("BillingAccountId", account);
      draft.set("BillingAccountName", item.text(AzureColumn.BILLING_ACCOUNT_NAME));
      draft.set("BillingAccountType", "Billing Account");
    }
    String subscription = item.text(AzureColumn.SUBSCRIPTION_ID);
    draft.set("SubAccountId", subscription);
    draft.set("SubAccountName", item.text(AzureColumn.SUBSCRIPTION_NAME));
    draft.set("SubAccountType", subscription == null ? null : "Subscription");
    draft.set("InvoiceId", item.text(AzureColumn.INVOICE_ID));
    String partner = item.text(AzureColumn.PARTNER_NAME);
    draft.set("InvoiceIssuerName", partner == null ? MICROSOFT : partner);
  }

  private static void nameService(AzureItem item, ChargeDraft draft) {
    String publisherType = item.text(AzureColumn.PUBLISHER_TYPE);
    String publisher = item.text(AzureColumn.PUBLISHER_NAME);
    boolean marketplace =
        publisherType != null && publisherType.toLowerCase(Locale.ROOT).contains("marketplace");
    String meter = item.text(AzureColumn.METER_CATEGORY);
    String subcategory = item.text(AzureColumn.METER_SUBCATEGORY);
    String provider = item.text(AzureColumn.CONSUMED_SERVICE);
    String name = meter;
    if (name == null) {
      name = marketplace ? publisher : subcategory == null ? provider : subcategory;
    }
    String category =
        AzureServices.category(meter, provider, item.text(AzureColumn.SERVICE_FAMILY));
    if (category == null && marketplace) {
      category = "Other";
    }
    draft.set("ServiceName", name);
    draft.set("ServiceCategory", category);
    if (category == null) {
      draft.flag("UnknownServiceCategory");
    }
    draft.set("HostProviderName", MICROSOFT);
    draft.set("ServiceProviderName", marketplace && publisher != null ? publisher : MICROSOFT);
    draft.set("SkuId", item.text(AzureColumn.PRODUCT_ID));
    draft.set("SkuMeter", item.text(AzureColumn.METER_NAME));
    draft.set("ChargeDescription", description(item));
  }

  /** The product, or, where there is none, what kind of row it is. */
  private static String description(AzureItem item) {
    String product = item.text(AzureColumn.PRODUCT);
    if (product != null) {
      return product;
    }
    if (item.isUnused()) {
      String benefit = item.text(AzureColumn.BENEFIT_NAME);
      return (item.isSavingsPlan() ? "Unused savings plan" : "Unused reservation")
          + (benefit == null ? "" : ": " + benefit);
    }
    String meter = item.text(AzureColumn.METER_NAME);
    String category = item.text(AzureColumn.METER_CATEGORY);
    return meter == null || category == null ? meter : category + " - " + meter;
  }
}
