package io.almanac.jobs.charges.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads the AWS Cost and Usage Report 2.0 of Data Exports: flat names ({@code
 * line_item_unblended_cost}) and maps for products, tags, cost categories and discounts. A map is a
 * map in Parquet and a JSON object in CSV. All but a few columns may be left out of the export.
 */
final class AwsCur2Reader implements ChargeReader {
  /** The columns that hold maps; the legacy report has none. */
  static final List<String> MAPS =
      List.of("product", "resource_tags", "cost_category", "discount", "tags");

  private static final List<String> MANDATORY =
      List.of(
          "line_item_unblended_cost",
          "line_item_currency_code",
          "line_item_line_item_type",
          "bill_billing_period_start_date",
          "line_item_usage_start_date",
          "line_item_usage_end_date");

  /** How columns begin that stand for one tag or category each, as in the legacy report. */
  private static final List<String> LEGACY = List.of("resource_tags_", "cost_category_");

  @Override
  public String format() {
    return "aws-cur-2";
  }

  @Override
  public String title() {
    return "AWS cost and usage report 2.0";
  }

  @Override
  public List<String> faults(Header header) {
    List<String> faults = new ArrayList<>();
    for (String column : MANDATORY) {
      if (!header.has(column)) {
        faults.add(column + " is missing");
      } else if (header.repeats(column)) {
        faults.add(column + " stands there twice");
      }
    }
    header.names().stream()
        .filter(name -> LEGACY.stream().anyMatch(name.toLowerCase(Locale.ROOT)::startsWith))
        .findFirst()
        .ifPresent(name -> faults.add(name + " is a column of the legacy report"));
    return faults;
  }

  @Override
  public Optional<String> focusVersion(Header header) {
    return Optional.empty();
  }

  @Override
  public ChargeMapping mapping(Header header) {
    return new AwsCurMapping(header);
  }

  /** Whether the columns are those of a CUR 2.0, complete or not. */
  static boolean isCur2(Header header) {
    return header.names().stream().anyMatch(name -> name.startsWith("line_item_"))
        && MAPS.stream().anyMatch(header::has);
  }
}
