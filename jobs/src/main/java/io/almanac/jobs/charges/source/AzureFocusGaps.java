package io.almanac.jobs.charges.source;

import java.util.Locale;

/**
 * Fills what Azure's FOCUS exports leave empty although other columns of the row say it: the
 * service of marketplace purchases and of commitments, what an unused commitment is, and the
 * details of the SKU, which up to 1.2-preview stand in {@code x_SkuDetails}.
 */
final class AzureFocusGaps {
  private static final int SERVICE = ChargeDraft.position("ServiceName");
  private static final int DESCRIPTION = ChargeDraft.position("ChargeDescription");
  private static final int DETAILS = ChargeDraft.position("SkuPriceDetails");
  private static final int STATUS = ChargeDraft.position("CommitmentDiscountStatus");
  private static final int TYPE = ChargeDraft.position("CommitmentDiscountType");
  private static final int NAME = ChargeDraft.position("CommitmentDiscountName");

  private final int skuDetails;
  private final int meterSubcategory;
  private final AzureDetails details = new AzureDetails();

  AzureFocusGaps(Header header) {
    this.skuDetails = header.position("x_SkuDetails");
    this.meterSubcategory = header.position("x_SkuMeterSubcategory");
  }

  /**
   * Fills a draft of raw values.
   *
   * @param publisher the row's publisher; null when it names none
   */
  void fill(Object[] row, ChargeDraft draft, String publisher) {
    if (skuDetails < 0 && meterSubcategory < 0) {
      return;
    }
    if (FocusReader.isEmpty(draft.value(DETAILS))) {
      draft.set("SkuPriceDetails", details.priceDetails(text(row, skuDetails)));
    }
    if (FocusReader.isEmpty(draft.value(SERVICE))) {
      boolean ownProduct =
          publisher == null || publisher.toLowerCase(Locale.ROOT).startsWith("microsoft");
      put(draft, "ServiceName", ownProduct ? text(row, meterSubcategory) : publisher);
    }
    if (FocusReader.isEmpty(draft.value(DESCRIPTION))
        && draft.value(STATUS) instanceof String status
        && status.equalsIgnoreCase("Unused")) {
      String type = FocusReader.text(draft.value(TYPE));
      String name = FocusReader.text(draft.value(NAME));
      put(
          draft,
          "ChargeDescription",
          "Unused "
              + (type == null ? "commitment" : type.toLowerCase(Locale.ROOT))
              + (name == null ? "" : ": " + name));
    }
  }

  private static void put(ChargeDraft draft, String column, String value) {
    if (value != null) {
      draft.set(column, value);
      draft.flag("FilledFromOtherColumns");
    }
  }

  private static String text(Object[] row, int position) {
    return position < 0 ? null : FocusReader.text(row[position]);
  }
}
