package io.almanac.reports;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;

/**
 * What moved in figures that were published or closed before, for one reason.
 *
 * @param billingPeriod the month of the invoice
 * @param source the cost export
 * @param team a team's name, or {@link TeamLine#UNALLOCATED}
 * @param reason why, such as {@code re-tag}
 * @param currency ISO 4217 code of the amounts; null when the bill states none
 * @param comparedWith the as-of date of the figures that it is compared with
 * @param previous the team's billed cost of the period then; null when there was none
 * @param current the same now; null when there is none
 * @param moved the billed cost that moved for this reason
 * @param movedEffective the effective cost that moved for this reason
 * @param movedRows charges that came, or went if negative
 * @param isApplied whether the report's figures hold it; false for what a closed period holds back
 */
public record ChangeLine(
    YearMonth billingPeriod,
    String source,
    String team,
    String reason,
    String currency,
    LocalDate comparedWith,
    BigDecimal previous,
    BigDecimal current,
    BigDecimal moved,
    BigDecimal movedEffective,
    long movedRows,
    boolean isApplied) {

  /** Checks that everything but the currency and the whole amounts is given. */
  public ChangeLine {
    Require.present(billingPeriod, "billing period of a change");
    Require.text(source, "source of a change");
    Require.text(team, "team of a change");
    Require.text(reason, "reason of a change");
    Require.present(comparedWith, "date that a change is compared with");
    Require.present(moved, "moved cost of a change");
    Require.present(movedEffective, "moved effective cost of a change");
  }
}
