package io.almanac.jobs.charges.source;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.HashMap;
import java.util.Map;

/**
 * Quantities and unit prices of Azure cost details.
 *
 * <p>Prices are for a block, such as {@code 10K} operations. Quantities mostly count blocks as well
 * (0.0004 of 10K at 0.10 cost 0.00004); some exports count single units. Which of the two a row
 * does is told by its own arithmetic: quantity times price is the cost. Where that says nothing,
 * blocks are assumed.
 */
final class AzurePrices {
  private static final BigDecimal LEAST_RATIO = new BigDecimal("0.5");
  private static final BigDecimal MOST_RATIO = new BigDecimal("2");

  private static final int REMEMBERED = 1_000;

  private final boolean customerAgreement;
  private final Map<String, AzureUnit> units = new HashMap<>();

  AzurePrices(boolean customerAgreement) {
    this.customerAgreement = customerAgreement;
  }

  /** Sets quantities, units, unit prices and contracted cost; what is not told stays null. */
  void fill(AzureItem item, ChargeDraft draft) {
    BigDecimal rate = rate(item);
    BigDecimal list = times(item.number(AzureColumn.PAYG_PRICE), rate);
    BigDecimal contracted = times(item.number(AzureColumn.UNIT_PRICE), rate);
    draft.set("ListUnitPrice", list);
    draft.set("ContractedUnitPrice", contracted);
    draft.set("PricingCurrency", item.value(AzureColumn.PRICING_CURRENCY));
    if (customerAgreement) {
      draft.set("PricingCurrencyListUnitPrice", item.value(AzureColumn.PAYG_PRICE));
      draft.set("PricingCurrencyContractedUnitPrice", item.value(AzureColumn.UNIT_PRICE));
    }

    String measure = item.text(AzureColumn.UNIT_OF_MEASURE);
    AzureUnit unit = unit(measure);
    BigDecimal quantity = item.number(AzureColumn.QUANTITY);
    if (quantity == null) {
      return;
    }
    BigDecimal block = unit == null ? BigDecimal.ONE : unit.block();
    boolean singles = countsSingles(item, quantity, block);
    BigDecimal priced =
        NumberText.fit(singles ? quantity.divide(block, MathContext.DECIMAL128) : quantity);
    draft.set("PricingQuantity", priced);
    draft.set("PricingUnit", unit == null ? null : unit.pricing());
    draft.set("ContractedCost", times(contracted, priced));
    if ("Usage".equals(item.chargeCategory()) && !item.isUnused()) {
      draft.set("ConsumedQuantity", NumberText.fit(singles ? quantity : quantity.multiply(block)));
      draft.set("ConsumedUnit", unit == null ? null : unit.base());
    }
  }

  private AzureUnit unit(String measure) {
    if (units.size() >= REMEMBERED) {
      units.clear();
    }
    return measure == null ? null : units.computeIfAbsent(measure, AzureUnit::of);
  }

  /** Pricing currency to billing currency; null when prices cannot be converted. */
  private BigDecimal rate(AzureItem item) {
    if (!customerAgreement) {
      return BigDecimal.ONE;
    }
    BigDecimal rate = item.number(AzureColumn.EXCHANGE_RATE);
    if (rate != null && rate.signum() > 0) {
      return rate;
    }
    String pricing = item.text(AzureColumn.PRICING_CURRENCY);
    return pricing != null && pricing.equalsIgnoreCase(item.text(AzureColumn.CURRENCY))
        ? BigDecimal.ONE
        : null;
  }

  private static boolean countsSingles(AzureItem item, BigDecimal quantity, BigDecimal block) {
    if (block.compareTo(BigDecimal.ONE) == 0) {
      return false;
    }
    BigDecimal inPricingCurrency = item.number(AzureColumn.PRICING_CURRENCY_COST);
    BigDecimal cost = inPricingCurrency == null ? item.cost() : inPricingCurrency;
    BigDecimal price = item.number(AzureColumn.EFFECTIVE_PRICE);
    if (cost == null || price == null || cost.signum() == 0) {
      return false;
    }
    BigDecimal product = quantity.multiply(price);
    return !isAbout(product, cost) && isAbout(product.divide(block, MathContext.DECIMAL128), cost);
  }

  private static boolean isAbout(BigDecimal product, BigDecimal cost) {
    BigDecimal ratio = product.divide(cost, MathContext.DECIMAL32);
    return ratio.compareTo(LEAST_RATIO) > 0 && ratio.compareTo(MOST_RATIO) < 0;
  }

  private static BigDecimal times(BigDecimal one, BigDecimal other) {
    return one == null || other == null ? null : NumberText.fit(one.multiply(other));
  }
}
