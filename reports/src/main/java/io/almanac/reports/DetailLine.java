package io.almanac.reports;

import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * One row of the detail sheet: the cost of one month by owner and service, in the report's
 * currency.
 *
 * @param chargeMonth the month by charge date, in UTC
 * @param team the team; null for unallocated
 * @param project the project; null when unknown
 * @param environment the environment; null when unknown
 * @param costCenter the cost centre; null when unknown
 * @param serviceCategory the FOCUS service category; null when the bill names none
 * @param service the service; null when the bill names none
 * @param gpu whether the cost is of GPUs
 * @param effectiveCost the effective cost; null when no charge tells it
 * @param billedCost the billed cost; null when no charge tells it
 * @param currency the report's currency
 */
public record DetailLine(
    YearMonth chargeMonth,
    String team,
    String project,
    String environment,
    String costCenter,
    String serviceCategory,
    String service,
    boolean gpu,
    BigDecimal effectiveCost,
    BigDecimal billedCost,
    String currency) {

  /** Checks that month and currency are given. */
  public DetailLine {
    Require.present(chargeMonth, "charge month of detail row");
    Require.text(currency, "currency of detail row");
  }
}
