package io.almanac.jobs.report;

import io.almanac.jobs.budget.FiscalCalendar;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;

/**
 * What a report is about and rests on.
 *
 * @param company the name on the cover
 * @param currency the reporting currency; costs in others are named, never converted
 * @param asOf the business date
 * @param lastSettledDay the last complete day, null when there is none
 * @param calendar where fiscal years begin
 * @param runId the night's run
 * @param productVersion the version of Almanac
 * @param rulesVersion the version of the allocation rules
 * @param martLocation where readers find the marts
 * @param notes what the night itself has to tell, such as sources that ended
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
    List<String> notes) {

  /** Copies its list. */
  public ReportBasis {
    notes = List.copyOf(notes);
  }

  /** The month reported on: that of the last settled day, so that it always has actual cost. */
  public YearMonth month() {
    return YearMonth.from(lastSettledDay == null ? asOf : lastSettledDay);
  }
}
