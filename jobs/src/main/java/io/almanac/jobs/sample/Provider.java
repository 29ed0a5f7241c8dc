package io.almanac.jobs.sample;

import java.time.YearMonth;
import java.util.Locale;

/** The clouds the company buys from, with the names that stand in their exports. */
enum Provider {
  AWS("AWS", "Amazon Web Services, Inc.", "004187723056", "Lumen Robotics Inc."),
  AZURE(
      "Microsoft",
      "Microsoft",
      "/providers/Microsoft.Billing/billingAccounts/7c10e1d4-93b2-5f08-a6e3-2b1d90c47f55",
      "Lumen Robotics Inc."),
  GCP("Google Cloud", "Google Cloud", "01A2B3-C4D5E6-F7A8B9", "Lumen Robotics");

  private final String displayName;
  private final String issuer;
  private final String billingAccountId;
  private final String billingAccountName;

  Provider(String displayName, String issuer, String billingAccountId, String billingAccountName) {
    this.displayName = displayName;
    this.issuer = issuer;
    this.billingAccountId = billingAccountId;
    this.billingAccountName = billingAccountName;
  }

  String displayName() {
    return displayName;
  }

  String issuer() {
    return issuer;
  }

  String billingAccountId() {
    return billingAccountId;
  }

  String billingAccountName() {
    return billingAccountName;
  }

  /** The name of the source and of its folder: aws, azure or gcp. */
  String source() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The invoice of a month, or null while the month is open. */
  String invoiceId(YearMonth month) {
    if (!month.isBefore(Company.OPEN_MONTH)) {
      return null;
    }
    long number =
        10_000_000L + (long) (Noise.uniform(Noise.key("invoice " + this + month), 0) * 89_999_999L);
    return switch (this) {
      case AWS -> "21" + number;
      case AZURE -> "G0" + number;
      case GCP -> "53" + number;
    };
  }
}
