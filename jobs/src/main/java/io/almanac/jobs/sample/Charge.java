package io.almanac.jobs.sample;

import java.time.Instant;
import java.time.YearMonth;

/**
 * One line of a bill before it takes a provider's form. Amounts are in {@link Billionths}.
 *
 * @param resource null for what belongs to an account as a whole
 * @param copy which machine of a scaled company, zero for the thing itself
 * @param month billing month
 * @param start begin of the charge period, included
 * @param end end of the charge period, excluded
 * @param category FOCUS charge category
 * @param correction corrects a month that was already invoiced
 * @param frequency FOCUS charge frequency
 * @param commitmentStatus Used or Unused for reserved hours, null otherwise
 * @param description what the provider writes beside the amount
 */
record Charge(
    Account account,
    Product product,
    Resource resource,
    int copy,
    YearMonth month,
    Instant start,
    Instant end,
    String category,
    boolean correction,
    String frequency,
    String commitmentStatus,
    String description,
    long quantity,
    long listCost,
    long contractedCost,
    long billedCost,
    long effectiveCost) {

  static final String USAGE = "Usage";
  static final String PURCHASE = "Purchase";
  static final String TAX = "Tax";
  static final String CREDIT = "Credit";

  String resourceId() {
    return resource == null ? null : resource.id(copy);
  }

  String resourceName() {
    return resource == null || resource.id() == null ? null : resource.name(copy);
  }

  String region() {
    return resource == null ? null : resource.region();
  }

  Tags tags() {
    return resource == null ? Tags.NONE : resource.tags();
  }

  String invoiceId() {
    return account.provider().invoiceId(month);
  }

  /** Has a quantity and a price; taxes and credits have none. */
  boolean metered() {
    return category.equals(USAGE);
  }

  /** Covered by, or paying for, the reservation. */
  boolean committed() {
    return product.committed();
  }
}
