package io.almanac.jobs.charges.source;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;

/** What one AWS line item costs and which kind of charge it is, by its line item type. */
final class AwsCost {
  /** The columns that decide, by letters and digits of their names. */
  static final List<String> COLUMNS =
      List.of(
          "billbillingentity",
          "billbilltype",
          "lineitemcurrencycode",
          "lineitemlegalentity",
          "lineitemlineitemtype",
          "lineitemnetunblendedcost",
          "lineitemproductcode",
          "lineitemunblendedcost",
          "lineitemusageamount",
          "lineitemusagetype",
          "pricingcurrency",
          "pricingpublicondemandcost",
          "pricingpublicondemandrate",
          "pricingpurchaseoption",
          "pricingterm",
          "pricingunit",
          "productlocation",
          "productlocationtype",
          "productproductname",
          "reservationeffectivecost",
          "reservationneteffectivecost",
          "reservationnetunusedamortizedupfrontfeeforbillingperiod",
          "reservationnetunusedrecurringfee",
          "reservationreservationarn",
          "reservationunusedamortizedupfrontfeeforbillingperiod",
          "reservationunusedrecurringfee",
          "savingsplannetsavingsplaneffectivecost",
          "savingsplansavingsplanarn",
          "savingsplansavingsplaneffectivecost",
          "savingsplantotalcommitmenttodate",
          "savingsplanusedcommitment");

  private final Function<String, Object> columns;
  private final String type;
  private final boolean net;

  AwsCost(Function<String, Object> columns) {
    this.columns = columns;
    String stated = text("lineitemlineitemtype");
    this.type = stated == null ? "" : stated;
    this.net = text("lineitemnetunblendedcost") != null;
  }

  /** The text of a column; null when it is empty. */
  String text(String column) {
    Object value = columns.apply(column);
    String text = value == null ? "" : ChargeNormaliser.text(value).strip();
    return text.isEmpty() || FocusValues.isNullLiteral(text) ? null : text;
  }

  boolean isCoveredUsage() {
    return type.equals("DiscountedUsage") || type.equals("SavingsPlanCoveredUsage");
  }

  /**
   * Whether something was consumed. What takes covered usage back and what discounts usage is usage
   * as well, for FOCUS, and may state its amount and resource: counted, its hours would be there
   * twice.
   */
  private boolean isConsumption() {
    return type.equals("Usage") || isCoveredUsage();
  }

  /** The FOCUS charge category; null when the line item type is not known. */
  String chargeCategory() {
    switch (type) {
      case "Usage":
      case "DiscountedUsage":
      case "SavingsPlanCoveredUsage":
      case "SavingsPlanNegation":
      case "BundledDiscount":
      case "Discount":
      case "PrivateRateDiscount":
      case "EdpDiscount":
        return "Usage";
      case "Fee":
      case "RIFee":
      case "SavingsPlanUpfrontFee":
      case "SavingsPlanRecurringFee":
        return "Purchase";
      case "Tax":
      case "Credit":
        return type;
      case "Refund":
        return "Adjustment";
      default:
        return null;
    }
  }

  /**
   * The FOCUS charge frequency; null when nothing in the report tells it. A bill for the month
   * (Anniversary) has fees of that month, which come again, and taxes on what was used.
   */
  String chargeFrequency() {
    String bill = text("billbilltype");
    if ("Purchase".equals(bill) || "Refund".equals(bill)) {
      return "One-Time";
    }
    boolean monthly = "Anniversary".equals(bill);
    switch (type) {
      case "RIFee":
      case "SavingsPlanRecurringFee":
        return "Recurring";
      case "SavingsPlanUpfrontFee":
      case "Credit":
      case "Refund":
        return "One-Time";
      case "Fee":
        // A fee with a reservation is what was paid for it upfront.
        return text("reservationreservationarn") != null
            ? "One-Time"
            : monthly ? "Recurring" : null;
      case "Tax":
        return monthly ? "Usage-Based" : null;
      default:
        return "Usage".equals(chargeCategory()) ? "Usage-Based" : null;
    }
  }

  /** The FOCUS pricing category; null for what is not usage. */
  String pricingCategory() {
    if (!"Usage".equals(chargeCategory())) {
      return null;
    }
    if (isCoveredUsage()) {
      return "Committed";
    }
    String option = text("pricingpurchaseoption");
    String term = text("pricingterm");
    if ("Spot Instances".equals(option) || "Spot".equals(term)) {
      return "Dynamic";
    }
    boolean standard =
        option == null
            ? "OnDemand".equals(term)
            : option.equals("On-Demand") || option.equals("Dedicated Hosts");
    return standard ? "Standard" : "Other";
  }

  /**
   * Sets costs and quantities. Where the report carries net costs, all of them are taken net; a
   * cost whose columns are empty stays null. The cost of covered usage and its negation cancel and
   * both are kept, so that billed cost sums to the invoice.
   */
  void costs(ChargeDraft draft) {
    Object billed = columns.apply(net ? "lineitemnetunblendedcost" : "lineitemunblendedcost");
    draft.set("BilledCost", billed);
    draft.set("EffectiveCost", effectiveCost(billed));
    Object list = columns.apply("pricingpublicondemandcost");
    draft.set(
        "ListCost",
        text("pricingpublicondemandcost") != null
            ? list
            : product("pricingpublicondemandrate", "lineitemusageamount"));
    Object amount = columns.apply("lineitemusageamount");
    String unit = AwsUnit.focus(text("pricingunit"));
    String category = chargeCategory();
    if (isConsumption()) {
      draft.set("ConsumedQuantity", amount);
      draft.set("ConsumedUnit", unit);
    }
    // Nothing is priced in a tax; a credit or refund may be an amount of something, or of nothing.
    boolean isPriced = !"Tax".equals(category);
    boolean isCounted =
        unit != null || !("Credit".equals(category) || "Adjustment".equals(category));
    draft.set("PricingQuantity", isPriced && isCounted ? amount : null);
    draft.set("PricingUnit", isPriced ? unit : null);
  }

  private Object effectiveCost(Object billed) {
    switch (type) {
      case "SavingsPlanCoveredUsage":
        return columns.apply(
            net ? "savingsplannetsavingsplaneffectivecost" : "savingsplansavingsplaneffectivecost");
      case "DiscountedUsage":
        return columns.apply(net ? "reservationneteffectivecost" : "reservationeffectivecost");
      case "SavingsPlanNegation":
      case "SavingsPlanUpfrontFee":
        return BigDecimal.ZERO;
      case "SavingsPlanRecurringFee":
        return difference("savingsplantotalcommitmenttodate", "savingsplanusedcommitment");
      case "RIFee":
        return net
            ? sum(
                "reservationnetunusedamortizedupfrontfeeforbillingperiod",
                "reservationnetunusedrecurringfee")
            : sum(
                "reservationunusedamortizedupfrontfeeforbillingperiod",
                "reservationunusedrecurringfee");
      case "Fee":
        return text("reservationreservationarn") == null ? billed : BigDecimal.ZERO;
      default:
        return billed;
    }
  }

  private BigDecimal sum(String one, String other) {
    BigDecimal first = number(one);
    BigDecimal second = number(other);
    if (first == null || second == null) {
      return first == null ? second : first;
    }
    return first.add(second);
  }

  private BigDecimal difference(String one, String other) {
    BigDecimal first = number(one);
    BigDecimal second = number(other);
    return first == null || second == null ? null : first.subtract(second);
  }

  private BigDecimal product(String one, String other) {
    BigDecimal first = number(one);
    BigDecimal second = number(other);
    return first == null || second == null ? null : first.multiply(second);
  }

  private BigDecimal number(String column) {
    String text = text(column);
    return text == null ? null : NumberText.parse(text);
  }
}
