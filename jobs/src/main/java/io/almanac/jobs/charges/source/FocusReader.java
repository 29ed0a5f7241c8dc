package io.almanac.jobs.charges.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads FOCUS cost and usage of versions 0.5 to 1.4, with the names that Azure and Oracle use
 * instead of some columns, and brings it up to 1.4.
 */
final class FocusReader implements ChargeReader {
  private static final List<String> MANDATORY =
      List.of(
          "BilledCost",
          "EffectiveCost",
          "BillingCurrency",
          "BillingPeriodStart",
          "ChargePeriodStart",
          "ChargePeriodEnd");

  /** Names that stand in for a column where it is missing or empty: older versions, Azure, OCI. */
  private static final Map<String, List<String>> ALIASES = aliases();

  /** Columns that only one provider writes, which tell the provider of a row without a name. */
  private static final Map<String, List<String>> PROVIDER_EVIDENCE = providerEvidence();

  private static final int HOST = ChargeDraft.position("HostProviderName");
  private static final int SERVICE_PROVIDER = ChargeDraft.position("ServiceProviderName");

  @Override
  public String format() {
    return "focus";
  }

  @Override
  public String title() {
    return "FOCUS cost and usage";
  }

  @Override
  public List<String> faults(Header header) {
    List<String> faults = new ArrayList<>();
    for (String column : MANDATORY) {
      if (candidates(header, column).length == 0) {
        faults.add(column + " is missing");
      }
    }
    for (String column : ChargeDraft.COLUMNS) {
      if (header.repeats(column)) {
        faults.add(column + " stands there twice");
      }
    }
    return faults;
  }

  @Override
  public Optional<String> focusVersion(Header header) {
    return FocusVersion.of(header);
  }

  @Override
  public ChargeMapping mapping(Header header) {
    int[][] candidates =
        ChargeDraft.COLUMNS.stream()
            .map(column -> candidates(header, column))
            .toArray(int[][]::new);
    Set<Integer> taken = new HashSet<>();
    for (int[] positions : candidates) {
      if (positions.length > 0) {
        taken.add(positions[0]);
      }
    }
    OtherColumns others = new OtherColumns(header, taken);
    AzureFocusGaps gaps = new AzureFocusGaps(header);
    int[] provider = candidates(header, "ProviderName");
    int[] publisher = candidates(header, "PublisherName");
    Map<String, int[]> evidence = new LinkedHashMap<>();
    PROVIDER_EVIDENCE.forEach(
        (name, columns) ->
            evidence.put(
                name, columns.stream().mapToInt(header::position).filter(i -> i >= 0).toArray()));
    return (row, draft) -> {
      for (int i = 0; i < candidates.length; i++) {
        draft.set(i, first(row, candidates[i]));
      }
      draft.otherColumns(others.of(row));
      String publishedBy = text(first(row, publisher));
      nameProviders(draft, name(row, provider, evidence), publishedBy);
      gaps.fill(row, draft, publishedBy);
    };
  }

  private static void nameProviders(ChargeDraft draft, String provider, String publisher) {
    if (isEmpty(draft.value(HOST))) {
      draft.set(HOST, provider);
    }
    if (isEmpty(draft.value(SERVICE_PROVIDER))) {
      draft.set(SERVICE_PROVIDER, Providers.serviceProvider(provider, publisher));
    }
  }

  private static String name(Object[] row, int[] provider, Map<String, int[]> evidence) {
    String stated = text(first(row, provider));
    if (stated != null) {
      return stated;
    }
    for (Map.Entry<String, int[]> entry : evidence.entrySet()) {
      if (first(row, entry.getValue()) != null) {
        return entry.getKey();
      }
    }
    return null;
  }

  /** The first value that is one; else what stands first, so that its text is not lost. */
  private static Object first(Object[] row, int[] positions) {
    if (positions.length == 1) {
      return row[positions[0]];
    }
    for (int position : positions) {
      if (!isEmpty(row[position])) {
        return row[position];
      }
    }
    return positions.length == 0 ? null : row[positions[0]];
  }

  static boolean isEmpty(Object value) {
    return value == null
        || (value instanceof String text
            && (text.isBlank()
                || FocusValues.isNullLiteral(text)
                || FocusValues.isWordyNull(text)));
  }

  static String text(Object value) {
    return isEmpty(value) ? null : ChargeNormaliser.text(value);
  }

  private static int[] candidates(Header header, String column) {
    List<String> names = new ArrayList<>();
    names.add(column);
    names.addAll(ALIASES.getOrDefault(column, List.of()));
    if (column.equals("RegionName") && FocusVersion.isOracle(header)) {
      names.add("Region");
    }
    return names.stream().mapToInt(header::position).filter(i -> i >= 0).toArray();
  }

  private static Map<String, List<String>> aliases() {
    Map<String, List<String>> aliases = new LinkedHashMap<>();
    aliases.put("EffectiveCost", List.of("AmortizedCost"));
    aliases.put("ChargeCategory", List.of("ChargeType"));
    aliases.put("ConsumedQuantity", List.of("UsageQuantity"));
    aliases.put("ConsumedUnit", List.of("UsageUnit"));
    aliases.put("RegionId", List.of("Region"));
    aliases.put("InvoiceIssuerName", List.of("InvoiceIssuer"));
    aliases.put("ProviderName", List.of("Provider"));
    aliases.put("PublisherName", List.of("Publisher"));
    aliases.put("InvoiceId", List.of("x_InvoiceId"));
    aliases.put("PricingCurrency", List.of("x_PricingCurrency"));
    aliases.put("SkuMeter", List.of("x_SkuMeterName"));
    // Azure's 1.0-preview has them under names of its own.
    aliases.put("ContractedCost", List.of("x_OnDemandCost"));
    aliases.put("ContractedUnitPrice", List.of("x_OnDemandUnitPrice"));
    return Map.copyOf(aliases);
  }

  private static Map<String, List<String>> providerEvidence() {
    Map<String, List<String>> evidence = new LinkedHashMap<>();
    evidence.put(
        "AWS",
        List.of("x_CostCategories", "x_Discounts", "x_Operation", "x_ServiceCode", "x_UsageType"));
    evidence.put(
        "Google Cloud",
        List.of(
            "x_Credits",
            "x_CostType",
            "x_CurrencyConversionRate",
            "x_ExportTime",
            "x_Project",
            "x_ServiceId"));
    evidence.put("Microsoft", List.of("x_BillingProfileId", "x_InvoiceSectionId"));
    return evidence;
  }
}
