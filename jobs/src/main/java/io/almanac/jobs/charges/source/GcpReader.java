package io.almanac.jobs.charges.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the standard and the detailed billing export of Google Cloud: JSON lines and Parquet with
 * structs, and CSV whose columns have dotted names.
 */
final class GcpReader implements ChargeReader {
  private static final List<String> MANDATORY =
      List.of("cost", "currency", "invoice.month", "usage_start_time", "usage_end_time");

  @Override
  public String format() {
    return "gcp-billing";
  }

  @Override
  public String title() {
    return "Google Cloud billing export";
  }

  @Override
  public boolean readsJsonLines() {
    return true;
  }

  @Override
  public List<String> faults(Header header) {
    List<String> faults = new ArrayList<>();
    for (String column : MANDATORY) {
      int dot = column.indexOf('.');
      if (!header.has(column) && (dot < 0 || !header.has(column.substring(0, dot)))) {
        faults.add(column + " is missing");
      }
      if (header.repeats(column)) {
        faults.add(column + " stands there twice");
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
    return new GcpMapping(header);
  }
}
