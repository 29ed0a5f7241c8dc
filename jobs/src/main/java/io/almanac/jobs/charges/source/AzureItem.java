package io.almanac.jobs.charges.source;

import java.math.BigDecimal;
import java.util.Locale;

/** What one row of Azure cost details is: usage, a purchase, something unused, under which deal. */
final class AzureItem {
  private static final String RESERVATION = "reservation";
  private static final String SAVINGS_PLAN = "savingsplan";

  private final AzureColumns columns;
  private final Object[] row;
  private final String type;
  private final String model;
  private final String benefit;
  private final String commitment;
  private final BigDecimal cost;

  AzureItem(AzureColumns columns, Object[] row) {
    this.columns = columns;
    this.row = row;
    // The exports of 2019 have usage only and no column that says so.
    this.type = columns.has(AzureColumn.CHARGE_TYPE) ? word(AzureColumn.CHARGE_TYPE) : "usage";
    this.model = word(AzureColumn.PRICING_MODEL);
    String id = columns.text(row, AzureColumn.BENEFIT_ID);
    this.benefit = id == null ? "" : id.toLowerCase(Locale.ROOT);
    this.commitment = commitment();
    this.cost = number(AzureColumn.COST);
  }

  /** The FOCUS charge category; null when the row does not say its type. */
  String chargeCategory() {
    switch (type) {
      case "usage":
      case "unusedreservation":
      case "unusedsavingsplan":
        return "Usage";
      case "purchase":
      case "refund":
        return "Purchase";
      case "tax":
        return "Tax";
      case "credit":
        return "Credit";
      case "":
        return null;
      default:
        return "Adjustment";
    }
  }

  /** Whether the charge type is one that is known. */
  boolean isKnownType() {
    return type.equals("roundingadjustment") || type.equals("adjustment") || !isAdjustment();
  }

  boolean isRefund() {
    return type.equals("refund");
  }

  /** Whether the row is a part of a commitment that nobody used. */
  boolean isUnused() {
    return type.equals("unusedreservation") || type.equals("unusedsavingsplan");
  }

  /** Whether the row is usage that a commitment pays for. */
  boolean isCoveredUsage() {
    return type.equals("usage") && commitment != null;
  }

  /** Whether a commitment is bought here, or its price paid back. */
  boolean isCommitmentPurchase() {
    return (type.equals("purchase") || type.equals("refund")) && commitment != null;
  }

  /** Whether the row belongs to a reservation or to a savings plan. */
  boolean isCommitted() {
    return commitment != null;
  }

  /** Whether the row belongs to a savings plan; false for a reservation. */
  boolean isSavingsPlan() {
    return SAVINGS_PLAN.equals(commitment);
  }

  /** The FOCUS charge frequency; null when the row does not say it. */
  String chargeFrequency() {
    switch (word(AzureColumn.FREQUENCY)) {
      case "onetime":
        return "One-Time";
      case "recurring":
        return "Recurring";
      case "usagebased":
        return "Usage-Based";
      default:
        return null;
    }
  }

  /** The FOCUS pricing category; null for what is neither used nor bought, or not told. */
  String pricingCategory() {
    String category = chargeCategory();
    if (!"Usage".equals(category) && !"Purchase".equals(category)) {
      return null;
    }
    if (commitment != null) {
      return "Committed";
    }
    return model.isEmpty()
        ? null
        : model.equals("ondemand") ? "Standard" : model.equals("spot") ? "Dynamic" : "Other";
  }

  /**
   * The only data set that can have such a row; null when both can. A commitment has its price
   * where it is bought in one, and where it is used in the other.
   */
  CostView view() {
    if (cost == null || cost.signum() == 0) {
      return null;
    }
    return isCommitmentPurchase()
        ? CostView.ACTUAL
        : isUnused() || isCoveredUsage() ? CostView.AMORTIZED : null;
  }

  /** What the row says that it costs; null when that is no number that fits. */
  BigDecimal cost() {
    return cost;
  }

  /** What {@link #view()} saw, such as {@code the purchase of a reservation for 3.25}. */
  String evidence() {
    String deal = isSavingsPlan() ? "savings plan" : "reservation";
    String what =
        isCommitmentPurchase()
            ? (isRefund() ? "the refund of a " : "the purchase of a ") + deal
            : isUnused() ? "the unused part of a " + deal : "usage covered by a " + deal;
    return what + " for " + columns.text(row, AzureColumn.COST);
  }

  /** The number in a column; null when there is none, or it is no number that fits. */
  BigDecimal number(AzureColumn column) {
    String text = columns.text(row, column);
    return text == null ? null : NumberText.parse(text);
  }

  /** The text in a column; null when there is none. */
  String text(AzureColumn column) {
    return columns.text(row, column);
  }

  /** The value in a column as it stands in the file; null when there is none. */
  Object value(AzureColumn column) {
    return columns.value(row, column);
  }

  private String commitment() {
    if (model.equals(RESERVATION) || type.equals("unusedreservation")) {
      return RESERVATION;
    }
    if (model.equals(SAVINGS_PLAN) || type.equals("unusedsavingsplan")) {
      return SAVINGS_PLAN;
    }
    if (!model.isEmpty()) {
      return null;
    }
    // Older exports have no pricing model, and some rows have none.
    if (benefit.contains("/microsoft.billingbenefits/")) {
      return SAVINGS_PLAN;
    }
    boolean reserved =
        benefit.contains("/microsoft.capacity/")
            || columns.text(row, AzureColumn.RESERVATION_ID) != null;
    return reserved ? RESERVATION : null;
  }

  private boolean isAdjustment() {
    return "Adjustment".equals(chargeCategory());
  }

  private String word(AzureColumn column) {
    String text = columns.text(row, column);
    return text == null
        ? ""
        : text.replace(" ", "").replace("-", "").replace("_", "").toLowerCase(Locale.ROOT);
  }
}
