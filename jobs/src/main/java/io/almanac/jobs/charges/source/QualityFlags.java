package io.almanac.jobs.charges.source;

import java.math.BigDecimal;

/**
 * Flags what is questionable about a typed charge: prices that are zero where they are unknown,
 * costs in an order that discounts do not make, commitments that are not told as such. Comparisons
 * only, since every row passes here; nothing is changed. The conditions follow the conformance
 * checks of the FinOps toolkit; docs/charge-flags.md lists them.
 */
final class QualityFlags {
  private static final int BILLED = ChargeDraft.position("BilledCost");
  private static final int EFFECTIVE = ChargeDraft.position("EffectiveCost");
  private static final int CONTRACTED = ChargeDraft.position("ContractedCost");
  private static final int LIST = ChargeDraft.position("ListCost");
  private static final int CONTRACTED_PRICE = ChargeDraft.position("ContractedUnitPrice");
  private static final int LIST_PRICE = ChargeDraft.position("ListUnitPrice");
  private static final int PRICING_QUANTITY = ChargeDraft.position("PricingQuantity");
  private static final int CONSUMED_QUANTITY = ChargeDraft.position("ConsumedQuantity");
  private static final int CATEGORY = ChargeDraft.position("ChargeCategory");
  private static final int FREQUENCY = ChargeDraft.position("ChargeFrequency");
  private static final int PRICING_CATEGORY = ChargeDraft.position("PricingCategory");
  private static final int COMMITMENT = ChargeDraft.position("CommitmentDiscountId");
  private static final int HOST = ChargeDraft.position("HostProviderName");
  private static final int SERVICE_PROVIDER = ChargeDraft.position("ServiceProviderName");
  private static final String[] RESOURCE = {"ResourceId", "ResourceName", "ResourceType"};
  private static final int[] RESOURCE_POSITIONS = {
    ChargeDraft.position(RESOURCE[0]),
    ChargeDraft.position(RESOURCE[1]),
    ChargeDraft.position(RESOURCE[2])
  };

  /** Two unit prices that are nearer than this are one price, rounded in two ways. */
  private static final BigDecimal ROUNDING = new BigDecimal("0.0001");

  private static final String BILLED_PRICE_OF_ZERO = "\"x_BilledUnitPrice\":\"0\"";
  private static final String TERM = "\"x_SkuTerm\":\"";

  private QualityFlags() {}

  /** Notes the flags of one charge; null values are none, and no flag follows from them alone. */
  static void check(ChargeDraft draft) {
    costs(draft);
    prices(draft);
    commitments(draft);
    if (draft.value(HOST) == null) {
      draft.flag("MissingProviderName");
    }
    if (draft.value(SERVICE_PROVIDER) == null) {
      draft.flag("MissingPublisherName");
    }
    others(draft);
  }

  private static void costs(ChargeDraft draft) {
    BigDecimal effective = number(draft, EFFECTIVE);
    BigDecimal contracted = number(draft, CONTRACTED);
    BigDecimal list = number(draft, LIST);
    // Null is flagged where values are typed.
    boolean noContracted = contracted != null && contracted.signum() == 0 && isMoney(effective);
    boolean noList =
        list != null && list.signum() == 0 && (isMoney(effective) || isMoney(contracted));
    if (noContracted) {
      draft.flag("MissingContractedCost");
    }
    if (noList) {
      draft.flag("MissingListCost");
    }
    if (!noList && isLess(list, contracted)) {
      draft.flag("ListCostLessThanContractedCost");
    }
    if (!noContracted && isLess(contracted, effective)) {
      draft.flag("ContractedCostLessThanEffectiveCost");
    }
  }

  private static void prices(ChargeDraft draft) {
    BigDecimal effective = number(draft, EFFECTIVE);
    BigDecimal billed = number(draft, BILLED);
    BigDecimal quantity = number(draft, PRICING_QUANTITY);
    boolean hasEffectivePrice = isMoney(effective) && isMoney(quantity);
    boolean hasContractedPrice = isMoney(number(draft, CONTRACTED_PRICE));
    if (!hasContractedPrice && hasEffectivePrice) {
      draft.flag("MissingContractedUnitPrice");
    }
    if (!isMoney(number(draft, LIST_PRICE)) && (hasContractedPrice || hasEffectivePrice)) {
      draft.flag("MissingListUnitPrice");
    }
    if (hasEffectivePrice
        && (isRounding(effective, billed, quantity)
            || isRounding(effective, number(draft, CONTRACTED), quantity))) {
      draft.flag("EffectiveUnitPriceRoundingError");
    }
    if (isMoney(billed) || isMoney(effective)) {
      if (isZero(quantity)) {
        draft.flag("MissingPricingQuantity");
      }
      if (isZero(number(draft, CONSUMED_QUANTITY))) {
        draft.flag("MissingConsumedQuantity");
      }
    }
  }

  private static void commitments(ChargeDraft draft) {
    if (draft.value(COMMITMENT) == null) {
      return;
    }
    Object category = draft.value(CATEGORY);
    if ("Usage".equals(category) && "Standard".equals(draft.value(PRICING_CATEGORY))) {
      draft.flag("PricingCategoryShouldBeCommitted");
    }
    if (!"Purchase".equals(category)) {
      return;
    }
    if ("Usage-Based".equals(draft.value(FREQUENCY))) {
      draft.flag("InvalidChargeFrequency");
    }
    BigDecimal effective = number(draft, EFFECTIVE);
    if (effective != null && effective.signum() > 0) {
      draft.flag("InvalidEffectiveCost");
    }
    for (int i = 0; i < RESOURCE.length; i++) {
      if (draft.value(RESOURCE_POSITIONS[i]) == null) {
        draft.flag("Missing" + RESOURCE[i]);
      }
    }
  }

  /** Two columns of Azure that FOCUS does not know. */
  private static void others(ChargeDraft draft) {
    String others = draft.otherColumns();
    if (others == null) {
      return;
    }
    BigDecimal billed = number(draft, BILLED);
    if (billed != null && billed.signum() > 0 && others.contains(BILLED_PRICE_OF_ZERO)) {
      draft.flag("MissingBilledUnitPrice");
    }
    int term = others.indexOf(TERM);
    if (term >= 0 && others.startsWith("Year", term + TERM.length() + 1)) {
      draft.flag("SkuTermShouldBeAnInteger");
    }
  }

  /** Whether a cost is below another one that it includes; of refunds, nearer to zero. */
  private static boolean isLess(BigDecimal whole, BigDecimal part) {
    return whole != null
        && part != null
        && whole.compareTo(part) * Integer.signum(part.signum()) < 0;
  }

  /** Whether two costs of the same quantity differ by less than {@link #ROUNDING} a unit. */
  private static boolean isRounding(BigDecimal one, BigDecimal other, BigDecimal quantity) {
    return isMoney(other)
        && one.compareTo(other) != 0
        && one.subtract(other).abs().compareTo(ROUNDING.multiply(quantity.abs())) < 0;
  }

  private static boolean isMoney(BigDecimal amount) {
    return amount != null && amount.signum() != 0;
  }

  private static boolean isZero(BigDecimal amount) {
    return amount != null && amount.signum() == 0;
  }

  private static BigDecimal number(ChargeDraft draft, int position) {
    return (BigDecimal) draft.value(position);
  }
}
