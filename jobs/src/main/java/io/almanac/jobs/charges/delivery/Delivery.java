package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.source.CostView;
import java.time.LocalDate;
import java.util.List;

/**
 * One run of one export, as its manifest tells it.
 *
 * @param manifest the file that tells it
 * @param export names the export: its runs replace each other
 * @param scope names the money: two exports of one scope tell the same
 * @param from the first day that it covers
 * @param until the day after the last
 * @param time when it was made, digits from the year on; empty when the manifest does not say
 * @param execution the provider's name of the run; empty when it has none
 * @param current whether the provider may mean this one: false where it lies among past ones
 * @param costs whether it holds costs, not prices or recommendations
 * @param view which of Azure's two data sets it is; null when there is only one, or it is not told
 * @param files what it consists of, may be empty
 */
record Delivery(
    SourceFile manifest,
    String export,
    String scope,
    LocalDate from,
    LocalDate until,
    String time,
    String execution,
    boolean current,
    boolean costs,
    CostView view,
    List<NamedFile> files) {

  /**
   * A file as a manifest names it.
   *
   * @param name the key in the provider's storage, slashes between folders
   * @param bytes its size; null when not told
   * @param rows its records without the header; null when not told
   */
  record NamedFile(String name, Long bytes, Long rows) {}

  Delivery {
    files = List.copyOf(files);
  }

  /** The manifest as messages name it. */
  String name() {
    return manifest.path();
  }

  /** The manifest below the source's path and the export, for notes. */
  String title() {
    return manifest.relativePath() + " (" + export + ")";
  }

  boolean overlaps(Delivery other) {
    return from.isBefore(other.until) && other.from.isBefore(until);
  }

  boolean covers(Delivery other) {
    return !from.isAfter(other.from) && !until.isBefore(other.until);
  }

  /** The days that it covers, for messages. */
  String days() {
    return from + " to " + until.minusDays(1);
  }
}
