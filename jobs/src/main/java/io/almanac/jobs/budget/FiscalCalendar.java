package io.almanac.jobs.budget;

import java.time.LocalDate;
import java.time.YearMonth;

/**
 * When fiscal periods begin and end. A fiscal year is named by the calendar year it ends in: with a
 * start in October, fiscal 2026 is October 2025 to September 2026 and 2026-Q1 its first quarter.
 *
 * @param startMonth 1 to 12; 1 means calendar years
 */
public record FiscalCalendar(int startMonth) {

  /** Checks the month. */
  public FiscalCalendar {
    if (startMonth < 1 || startMonth > 12) {
      throw new IllegalArgumentException("Cannot start fiscal years in month: " + startMonth);
    }
  }

  /** The first day of a period. */
  public LocalDate start(BudgetPeriod period) {
    return switch (period.type()) {
      case MONTH -> YearMonth.of(period.year(), period.number()).atDay(1);
      case QUARTER -> yearStart(period.year()).plusMonths(3L * (period.number() - 1));
      case FISCAL_YEAR -> yearStart(period.year());
    };
  }

  /** The day after the last day of a period. */
  public LocalDate end(BudgetPeriod period) {
    int months =
        switch (period.type()) {
          case MONTH -> 1;
          case QUARTER -> 3;
          case FISCAL_YEAR -> 12;
        };
    return start(period).plusMonths(months);
  }

  /** The period of a type that a day is in. */
  public BudgetPeriod containing(BudgetPeriod.Type type, LocalDate day) {
    if (type == BudgetPeriod.Type.MONTH) {
      return new BudgetPeriod(type, day.getYear(), day.getMonthValue());
    }
    int monthOfYear = Math.floorMod(day.getMonthValue() - startMonth, 12);
    int year =
        startMonth > 1 && day.getMonthValue() >= startMonth ? day.getYear() + 1 : day.getYear();
    return type == BudgetPeriod.Type.QUARTER
        ? new BudgetPeriod(type, year, monthOfYear / 3 + 1)
        : new BudgetPeriod(type, year, 1);
  }

  private LocalDate yearStart(int fiscalYear) {
    return LocalDate.of(startMonth == 1 ? fiscalYear : fiscalYear - 1, startMonth, 1);
  }
}
