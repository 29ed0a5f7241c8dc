package io.almanac.jobs.period;

import io.almanac.jobs.mart.ControlTotal;
import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One source, billing period and currency of a night.
 *
 * @param total its charges, whatever their invoice
 * @param invoicedRows how many of them name an invoice
 * @param uninvoiced billed cost of those that name none
 * @param firstCharge the first day of use, null without charges
 * @param lastCharge the last day of use, null without charges
 */
public record Period(
    ControlTotal total,
    long invoicedRows,
    BigDecimal uninvoiced,
    LocalDate firstCharge,
    LocalDate lastCharge) {

  /** This and another part of the same period. */
  public Period plus(Period other) {
    return new Period(
        total.plus(other.total),
        invoicedRows + other.invoicedRows,
        uninvoiced.add(other.uninvoiced),
        earlier(firstCharge, other.firstCharge, false),
        earlier(lastCharge, other.lastCharge, true));
  }

  private static LocalDate earlier(LocalDate one, LocalDate other, boolean reversed) {
    if (one == null || other == null) {
      return one == null ? other : one;
    }
    return one.isBefore(other) != reversed ? one : other;
  }

  /** Source and billing period, such as {@code aws/2026-10}. */
  public String name() {
    return total.source() + "/" + total.period();
  }
}
