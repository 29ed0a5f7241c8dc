package io.almanac.jobs.charges.source;

import java.math.BigDecimal;

/**
 * What a row of Azure cost details costs, by the data set that it stands in.
 *
 * <p>A commitment (reservation or savings plan) is billed where it is bought and effective where it
 * is used. Actual cost knows the first, amortised cost the second:
 *
 * <table>
 * <caption>Costs by kind of row</caption>
 * <tr><th>row</th><th>billed</th><th>effective</th></tr>
 * <tr><td>purchase or refund of a commitment</td><td>cost</td><td>0</td></tr>
 * <tr><td>covered usage, amortised</td><td>0</td><td>cost</td></tr>
 * <tr><td>covered usage, actual</td><td>cost, which is 0</td><td>not known</td></tr>
 * <tr><td>unused part of a commitment</td><td>0</td><td>cost</td></tr>
 * <tr><td>everything else</td><td>cost</td><td>cost</td></tr>
 * </table>
 */
final class AzureCost {
  private AzureCost() {}

  /** Sets billed, effective and list cost; a cost that is no number leaves all of it to billed. */
  static void fill(AzureItem item, CostView view, ChargeDraft draft) {
    Object cost = item.value(AzureColumn.COST);
    draft.set("ListCost", item.value(AzureColumn.PAYG_COST));
    Object inPricingCurrency = item.value(AzureColumn.PRICING_CURRENCY_COST);
    BigDecimal number = item.cost();
    CostView only = item.view();
    if (number == null) {
      draft.set("BilledCost", cost);
    } else if (only != null && only != view) {
      draft.set("BilledCost", cost);
      draft.fault(
          "CostInBillingCurrency",
          "Cannot use %s in %s cost: only %s cost has it"
              .formatted(item.evidence(), view.text(), only.text()));
    } else if (item.isCommitmentPurchase()) {
      draft.set("BilledCost", cost);
      draft.set("EffectiveCost", BigDecimal.ZERO);
      draft.set("PricingCurrencyEffectiveCost", inPricingCurrency == null ? null : "0");
    } else if (item.isUnused() || item.isCoveredUsage()) {
      boolean amortised = view == CostView.AMORTIZED;
      draft.set("BilledCost", amortised ? BigDecimal.ZERO : cost);
      draft.set("EffectiveCost", amortised ? cost : null);
      draft.set("PricingCurrencyEffectiveCost", amortised ? inPricingCurrency : null);
    } else {
      draft.set("BilledCost", cost);
      draft.set("EffectiveCost", cost);
      draft.set("PricingCurrencyEffectiveCost", inPricingCurrency);
    }
  }
}
