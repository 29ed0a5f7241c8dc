package io.almanac.reports;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.util.List;

/**
 * What the report is about and what its numbers rest on.
 *
 * @param entity the company or legal entity
 * @param period the month reported on, by charge date in UTC
 * @param asOf the date the numbers were computed for; also the file's created and modified date
 * @param currency ISO 4217 code of every amount in the report, such as {@code USD}
 * @param costBasis the cost basis in words
 * @param lastSettledDay the last complete day of the bills, where forecasts begin; null when no day
 *     is settled
 * @param runId the night's run
 * @param productVersion the version of the product
 * @param rulesVersion the version of the allocation rules
 * @param status draft or final
 * @param fiscalYearStart the first month of the fiscal year
 * @param notes what the reader must know, such as currencies that were not converted; may be empty
 */
public record Cover(
    String entity,
    YearMonth period,
    LocalDate asOf,
    String currency,
    String costBasis,
    LocalDate lastSettledDay,
    String runId,
    String productVersion,
    String rulesVersion,
    Status status,
    Month fiscalYearStart,
    List<String> notes) {

  /** Whether the figures may still move. */
  public enum Status {
    /** The month is open or not signed. */
    DRAFT,
    /** The month is closed; a correction is a new report. */
    FINAL
  }

  /** Checks that everything but the last settled day is given. */
  public Cover {
    Require.text(entity, "entity");
    Require.present(period, "period");
    Require.present(asOf, "as-of date");
    Require.text(currency, "currency");
    Require.that(currency.matches("[A-Z]{3}"), "currency is not an ISO 4217 code", currency);
    Require.text(costBasis, "cost basis");
    Require.text(runId, "run id");
    Require.text(productVersion, "product version");
    Require.text(rulesVersion, "rules version");
    Require.present(status, "status");
    Require.present(fiscalYearStart, "fiscal year start");
    notes = List.copyOf(Require.present(notes, "notes"));
  }

  /** Whether every day of the month reported on is settled, so that it needs no forecast. */
  public boolean isMonthComplete() {
    return isComplete(period);
  }

  /** Whether every day of the month's fiscal year is settled. */
  public boolean isYearComplete() {
    return isComplete(lastMonthOfYear());
  }

  /** Whether every day of a month is settled. */
  public boolean isComplete(YearMonth month) {
    return lastSettledDay != null && !lastSettledDay.isBefore(month.atEndOfMonth());
  }

  /** The first month of the fiscal year of the month reported on. */
  public YearMonth firstMonthOfYear() {
    return period.minusMonths(
        Math.floorMod(period.getMonthValue() - fiscalYearStart.getValue(), 12));
  }

  /** The last month of the fiscal year of the month reported on. */
  public YearMonth lastMonthOfYear() {
    return firstMonthOfYear().plusMonths(11);
  }
}
