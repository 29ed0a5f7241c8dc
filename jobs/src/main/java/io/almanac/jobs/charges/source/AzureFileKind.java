package io.almanac.jobs.charges.source;

import java.util.List;
import java.util.Set;

/** Tells the exports of Azure Cost Management that hold no charges, for messages. */
final class AzureFileKind {
  private AzureFileKind() {}

  /**
   * What the file looks like and what to do about it; null when it is none of Azure's.
   *
   * @param names its columns in lower case
   */
  static String describe(Set<String> names) {
    String leaveOut = ": leave it out of this source's path";
    if (has(names, "unitprice", "pricetype") || has(names, "baseprice", "marketprice")) {
      return "It looks like an Azure price sheet" + leaveOut;
    }
    if (has(names, "reservationid", "usedhours")) {
      return "It looks like Azure reservation details" + leaveOut;
    }
    if (has(names, "reservationorderid", "eventtype")) {
      return "It looks like Azure reservation transactions" + leaveOut;
    }
    if (names.contains("costwithnoreservedinstances")) {
      return "It looks like Azure reservation recommendations" + leaveOut;
    }
    boolean costs =
        names.contains("costinbillingcurrency")
            || names.contains("pretaxcost")
            || has(names, "cost", "metercategory");
    return costs
        ? "It looks like Azure cost details (azure-actual or azure-amortized) with columns left"
            + " out: export the complete dataset"
        : null;
  }

  private static boolean has(Set<String> names, String... wanted) {
    return names.containsAll(List.of(wanted));
  }
}
