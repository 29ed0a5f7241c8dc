package io.almanac.jobs.mart;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One closing or reopening of a billing period. Kept for good in the manifest of every version.
 *
 * @param period the billing period, yyyy-MM
 * @param kind what happened
 * @param asOf the as-of date of the figures that were closed or reopened, yyyy-MM-dd
 * @param runId the run that had published them
 * @param recordedAt when, UTC, ISO 8601
 * @param recordedBy who
 * @param reason why; null for a closing
 * @param rules the fingerprint of the allocation rules behind the figures; null for a reopening
 * @param totals what was closed, by source and currency; empty for a reopening
 * @param checksums SHA-256 of the period's mart files by path in a version; empty for a reopening
 * @param reports SHA-256 of the FINAL reports by name; empty for a reopening
 */
public record PeriodEvent(
    String period,
    Kind kind,
    String asOf,
    String runId,
    String recordedAt,
    String recordedBy,
    String reason,
    String rules,
    List<ControlTotal> totals,
    Map<String, String> checksums,
    Map<String, String> reports) {

  /** What can happen to a billing period. */
  public enum Kind {
    /** Its figures became final. */
    CLOSE,
    /** They may move again. */
    REOPEN
  }

  /** Copies its collections, in a fixed order. */
  public PeriodEvent {
    totals = List.copyOf(totals);
    checksums = new TreeMap<>(checksums);
    reports = new TreeMap<>(reports);
  }
}
