package io.almanac.jobs.charges.source;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Guesses from the column names which known export a file is, for messages only. */
public final class FileKind {
  private FileKind() {}

  /** What the file looks like and what to do about it, as one sentence. */
  public static String describe(Header header) {
    ChargeReader reader = ChargeReaders.matching(header);
    if (reader != null) {
      return "It looks like %s: %s".formatted(reader.title(), reader.advice());
    }
    Set<String> names = lowerCase(header);
    if (names.size() == 1 && header.names().get(0).contains(";")) {
      return "Its columns are separated by semicolons: export it with commas";
    }
    if (has(names, "billedcost", "billingcurrency", "billingaccountid", "invoicedetailid")
        && !names.contains("effectivecost")) {
      return "It looks like the FOCUS invoice detail: leave it out of this source's path";
    }
    if (has(names, "contractcommitmentid", "contractcommitmentcategory")) {
      return "It looks like the FOCUS contract commitments: leave it out of this source's path";
    }
    if (has(names, "billedcost", "chargeperiodstart")) {
      return "It looks like FOCUS with columns left out: export the complete dataset";
    }
    if (AwsCur2Reader.isCur2(header)) {
      return "It looks like an AWS CUR 2.0 (aws-cur-2) with columns left out: select all columns in"
          + " the data export";
    }
    if (has(names, "lineitem/usageamount") || names.contains("line_item_usage_amount")) {
      return "It looks like an AWS legacy CUR with columns left out: export the complete report";
    }
    if (has(names, "recordtype", "payeraccountid", "unblendedcost")) {
      return "It looks like an AWS detailed billing report, which is not read: export a CUR 2.0 or"
          + " FOCUS";
    }
    if (has(names, "recommendation_id", "action_type")) {
      return "It looks like AWS cost optimization recommendations: leave it out of this source's"
          + " path";
    }
    if (has(names, "lineitem/intervalusagestart") || names.contains("cost/mycost")) {
      return "It looks like an OCI cost report, which is not read: use Oracle's FOCUS report";
    }
    String azure = AzureFileKind.describe(names);
    if (azure != null) {
      return azure;
    }
    if (names.contains("usage_start_time") && (names.contains("sku.id") || names.contains("sku"))) {
      return "It looks like a Google Cloud billing export with columns left out: export the"
          + " complete table";
    }
    if (isAllocation(header)) {
      return "It looks like an OpenCost or Kubecost "
          + (names.contains("controllerkind") ? "export" : "allocation")
          + ", which splits a bill and is none: leave it out of this source's path, and name it"
          + " under kubernetes to divide the bill by it";
    }
    return "It looks like no known export: check source and path";
  }

  /**
   * Whether the file is of OpenCost or Kubecost, which split the cost of a cluster: a CSV or
   * Parquet export, an answer of the allocation interface, or one of its allocations.
   */
  public static boolean isAllocation(Header header) {
    Set<String> names = lowerCase(header);
    return has(names, "namespace", "controllerkind", "cpucost")
        || has(names, "code", "data")
        || has(names, "properties", "window", "totalcost")
        || has(names, "running_start_time", "totalcost");
  }

  private static Set<String> lowerCase(Header header) {
    return header.names().stream()
        .map(name -> name.toLowerCase(Locale.ROOT))
        .collect(Collectors.toSet());
  }

  private static boolean has(Set<String> names, String... wanted) {
    return names.containsAll(List.of(wanted));
  }
}
