package io.almanac.jobs.charges.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the AWS legacy Cost and Usage Report, with slash headers ({@code lineItem/UnblendedCost})
 * or flat ones ({@code line_item_unblended_cost}).
 */
final class AwsCurReader implements ChargeReader {
  /** Letters and digits of the column names, which both header styles share. */
  private static final List<List<String>> MANDATORY =
      List.of(
          List.of("lineitemunblendedcost", "lineItem/UnblendedCost"),
          List.of("lineitemcurrencycode", "lineItem/CurrencyCode"),
          List.of("lineitemlineitemtype", "lineItem/LineItemType"),
          List.of("billbillingperiodstartdate", "bill/BillingPeriodStartDate"),
          List.of("lineitemusagestartdate", "lineItem/UsageStartDate"),
          List.of("lineitemusageenddate", "lineItem/UsageEndDate"));

  @Override
  public String format() {
    return "aws-cur";
  }

  @Override
  public String title() {
    return "AWS legacy cost and usage report";
  }

  @Override
  public List<String> faults(Header header) {
    AwsCurColumns columns = new AwsCurColumns(header);
    List<String> faults = new ArrayList<>();
    for (String map : AwsCur2Reader.MAPS) {
      if (header.has(map)) {
        faults.add(map + " is a column of CUR 2.0");
      }
    }
    for (List<String> column : MANDATORY) {
      if (!columns.has(column.get(0))) {
        faults.add(column.get(1) + " is missing");
      } else if (columns.repeats(column.get(0))) {
        faults.add(column.get(1) + " stands there twice");
      }
    }
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
}
