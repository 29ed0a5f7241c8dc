package io.almanac.jobs.charges;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes small AWS reports for tests, line by line; columns are those that any line has. */
final class AwsLines {
  private final boolean slashes;
  private final String month;
  private final List<Map<String, String>> lines = new ArrayList<>();

  private AwsLines(boolean slashes, String month) {
    this.slashes = slashes;
    this.month = month;
  }

  /** A CUR 2.0, or a legacy report as Athena has it, of a month such as {@code 2026-09}. */
  static AwsLines flat(String month) {
    return new AwsLines(false, month);
  }

  /** A legacy report with slashes. */
  static AwsLines legacy(String month) {
    return new AwsLines(true, month);
  }

  /** Adds a line of a type, with its unblended cost and more columns. */
  AwsLines line(String type, String cost, String... namesAndValues) {
    Map<String, String> line = new LinkedHashMap<>();
    line.put(
        slashes ? "bill/BillingPeriodStartDate" : "bill_billing_period_start_date",
        month + "-01T00:00:00Z");
    line.put(
        slashes ? "lineItem/UsageStartDate" : "line_item_usage_start_date",
        month + "-02T01:00:00Z");
    line.put(
        slashes ? "lineItem/UsageEndDate" : "line_item_usage_end_date", month + "-02T02:00:00Z");
    line.put(slashes ? "lineItem/LineItemType" : "line_item_line_item_type", type);
    line.put(slashes ? "lineItem/CurrencyCode" : "line_item_currency_code", "USD");
    line.put(slashes ? "lineItem/UnblendedCost" : "line_item_unblended_cost", cost);
    for (int i = 0; i < namesAndValues.length; i += 2) {
      line.put(namesAndValues[i], namesAndValues[i + 1]);
    }
    lines.add(line);
    return this;
  }

  String text() {
    Set<String> columns = new LinkedHashSet<>();
    lines.forEach(line -> columns.addAll(line.keySet()));
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (Map<String, String> line : lines) {
      List<String> fields = new ArrayList<>();
      for (String column : columns) {
        fields.add('"' + line.getOrDefault(column, "").replace("\"", "\"\"") + '"');
      }
      text.append(String.join(",", fields)).append('\n');
    }
    return text.toString();
  }

  Path write(Path folder, String name) {
    return Exports.write(folder, name, text());
  }
}
