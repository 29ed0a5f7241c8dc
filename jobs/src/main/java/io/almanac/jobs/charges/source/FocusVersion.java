package io.almanac.jobs.charges.source;

import java.util.List;
import java.util.Optional;

/** Tells the FOCUS version of a file by the columns that it has. */
final class FocusVersion {
  private FocusVersion() {}

  /** The version, such as {@code 1.2}; empty when no column tells it. */
  static Optional<String> of(Header header) {
    if (has(header, "InvoiceDetailId", "CommitmentProgramEligibilityDetails")
        || (header.has("ServiceProviderName") && !header.has("ProviderName"))) {
      return Optional.of("1.4");
    }
    if (has(header, "ServiceProviderName", "HostProviderName", "ContractApplied")
        || hasPrefix(header, "allocated")) {
      return Optional.of("1.3");
    }
    if (header.has("InvoiceId") || hasPrefix(header, "pricingcurrency")) {
      // Azure took x_SkuDetails out of its final 1.2.
      return Optional.of(header.has("x_SkuDetails") ? "1.2-preview" : "1.2");
    }
    if (has(
            header,
            "SkuMeter",
            "SkuPriceDetails",
            "ServiceSubcategory",
            "CommitmentDiscountQuantity",
            "CommitmentDiscountUnit")
        || hasPrefix(header, "capacityreservation")) {
      return Optional.of("1.1");
    }
    if (has(
            header,
            "ChargeClass",
            "CommitmentDiscountStatus",
            "ConsumedQuantity",
            "ConsumedUnit",
            "ContractedCost",
            "ContractedUnitPrice",
            "RegionId",
            "RegionName")
        || isOracle(header)) {
      return Optional.of("1.0");
    }
    // 1.0-preview renamed these two, while both versions have Region.
    if (has(header, "AmortizedCost", "ChargeType")) {
      return Optional.of("0.5");
    }
    if (has(header, "ChargeSubcategory", "Region", "UsageQuantity", "UsageUnit")) {
      return Optional.of("1.0-preview");
    }
    return Optional.empty();
  }

  /** Whether the file uses the names of Oracle's FOCUS report, which is 1.0 with gaps. */
  static boolean isOracle(Header header) {
    return has(header, "Provider", "Publisher", "InvoiceIssuer");
  }

  private static boolean has(Header header, String... names) {
    return List.of(names).stream().anyMatch(header::has);
  }

  private static boolean hasPrefix(Header header, String prefix) {
    return header.names().stream()
        .anyMatch(name -> name.regionMatches(true, 0, prefix, 0, prefix.length()));
  }
}
