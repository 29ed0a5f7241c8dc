package io.almanac.reports;

import java.math.BigDecimal;

/**
 * What one team adds to the change from last month. The change itself is computed in the sheet.
 *
 * @param team the team; null for unallocated
 * @param thisMonth forecast of the whole month, or the actual of a closed one
 * @param priorMonth cost of the month before
 */
public record Driver(String team, BigDecimal thisMonth, BigDecimal priorMonth) {

  /** Checks that both amounts are given. */
  public Driver {
    Require.present(thisMonth, "driver's amount of this month");
    Require.present(priorMonth, "driver's amount of the prior month");
  }
}
