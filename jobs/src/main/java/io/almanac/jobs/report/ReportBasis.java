package io.almanac.jobs.report;

import io.almanac.jobs.budget.FiscalCalendar;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Set;

/**
 * What a report is about and rests on.
 *
 * @param company the name on the cover
 * @param currency the reporting currency; costs in others that have no exchange rate are named
 * @param asOf the business date
 * @param lastSettledDay the last complete day, null when there is none
 * @param calendar where fiscal years begin
 * @param runId the night's run
 * @param productVersion the version of Almanac
 * @param rulesVersion the version of the allocation rules
 * @param martLocation where readers find the marts
 * @param notes what the night itself has to tell, such as sources that ended
 * @param finalMonths the closed billing periods
 * @param reported the month to report on; null for that of the last settled day
 */
public record ReportBasis(
    String company,
    String currency,
    LocalDate asOf,
    LocalDate lastSettledDay,
    FiscalCalendar calendar,
    String runId,
    String productVersion,
    String rulesVersion,
    String martLocation,
    List<String> notes,
    Set<YearMonth> finalMonths,
    YearMonth reported) {

  /** Copies its list and its set. */
  public ReportBasis {
    notes = List.copyOf(notes);
    finalMonths = Set.copyOf(finalMonths);
  }

  /** The same basis for another month. */
  public ReportBasis of(YearMonth month, Set<YearMonth> closed) {
    return new ReportBasis(
        company,
        currency,
        asOf,
        lastSettledDay,
        calendar,
        runId,
        productVersion,
        rulesVersion,
        martLocation,
        notes,
        closed,
        month);
  }

  /** Whether the billing period of the month reported on is closed. */
  public boolean isFinal() {
    return finalMonths.contains(month());
  }

  /**
   * The month reported on: the one asked for, otherwise that of the last settled day, so that it
   * always has actual cost.
   */
  public YearMonth month() {
    if (reported != null) {
      return reported;
    }
    return YearMonth.from(lastSettledDay == null ? asOf : lastSettledDay);
  }
}
