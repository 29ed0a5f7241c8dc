package io.almanac.jobs.charges.source;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The closed lists of FOCUS 1.4 and the spellings of "no value" that exports use instead of it. */
final class FocusValues {
  private static final List<String> USED = List.of("Used", "Unused");

  /** Column to lower-case spelling to the spelling of the specification. */
  static final Map<String, Map<String, String>> ENUMS =
      Map.of(
          "ChargeCategory", of(List.of("Usage", "Purchase", "Tax", "Credit", "Adjustment")),
          "ChargeClass", of(List.of("Correction")),
          "ChargeFrequency", of(List.of("One-Time", "Recurring", "Usage-Based")),
          "PricingCategory", pricingCategories(),
          "CommitmentDiscountStatus", of(USED),
          "CapacityReservationStatus", of(USED),
          "CommitmentDiscountCategory", of(List.of("Spend", "Usage")),
          "ServiceCategory",
              of(
                  List.of(
                      "AI and Machine Learning",
                      "Analytics",
                      "Business Applications",
                      "Compute",
                      "Databases",
                      "Developer Tools",
                      "Multicloud",
                      "Identity",
                      "Integration",
                      "Internet of Things",
                      "Management and Governance",
                      "Media",
                      "Migration",
                      "Mobile",
                      "Networking",
                      "Security",
                      "Storage",
                      "Web",
                      "Other")));

  /** Columns that hold a JSON object. */
  static final Set<String> JSON =
      Set.of(
          "AllocatedMethodDetails",
          "AllocatedTags",
          "CommitmentProgramEligibilityDetails",
          "ContractApplied",
          "SkuPriceDetails",
          "Tags");

  /** Texts that say nothing but "no value". */
  private static final Set<String> NULLS = Set.of("NULL", "null", "Null", "(null)");

  /** Texts that mean "no value" but are words as well, so that the original is kept. */
  private static final Set<String> WORDY_NULLS = Set.of("None", "N/A");

  private FocusValues() {}

  /** Whether the text is a spelling of "no value" that is no word. */
  static boolean isNullLiteral(String text) {
    return mayBeNull(text) && NULLS.contains(text);
  }

  /** Whether the text is a word that stands for "no value". */
  static boolean isWordyNull(String text) {
    return mayBeNull(text) && WORDY_NULLS.contains(text);
  }

  /** Spares most texts the search: this is asked of every value of every row. */
  private static boolean mayBeNull(String text) {
    return !text.isEmpty() && text.length() <= 6 && "Nn(".indexOf(text.charAt(0)) >= 0;
  }

  private static Map<String, String> pricingCategories() {
    Map<String, String> spellings =
        new HashMap<>(of(List.of("Standard", "Dynamic", "Committed", "Other")));
    // The names of FOCUS 1.0-preview.
    spellings.put("on-demand", "Standard");
    spellings.put("commitment-based", "Committed");
    return Map.copyOf(spellings);
  }

  private static Map<String, String> of(List<String> values) {
    Map<String, String> spellings = new HashMap<>();
    values.forEach(value -> spellings.put(value.toLowerCase(Locale.ROOT), value));
    return Map.copyOf(spellings);
  }
}
