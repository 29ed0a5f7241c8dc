package io.almanac.reports;

import java.math.BigDecimal;

/**
 * One team's month and fiscal year, in the report's currency. Variances are computed in the sheet.
 *
 * @param team the team; null for what no rule gave an owner
 * @param actualToDate effective cost of the month up to now; equals the team's detail rows of the
 *     reported month; null when there are charges and the cost of none is known
 * @param monthEnd forecast of the whole month including its actual days, or the actual of a month
 *     whose days are all settled; null when there is none
 * @param budget budget of the month; null when there is none
 * @param priorMonth cost of the whole month before; null when unknown, as above, and when nothing
 *     was delivered for that month
 * @param yearToDate cost of the fiscal year up to now; null when unknown, or when one of its months
 *     was not delivered
 * @param yearToDateBudget budget of the fiscal year up to the end of the month; null when there is
 *     none
 * @param fullYear forecast of the whole fiscal year, or the actual of one whose days are all
 *     settled; null when there is none, or when one of its months was not delivered
 * @param fullYearBudget budget of the fiscal year; null when there is none
 */
public record TeamLine(
    String team,
    BigDecimal actualToDate,
    BigDecimal monthEnd,
    BigDecimal budget,
    BigDecimal priorMonth,
    BigDecimal yearToDate,
    BigDecimal yearToDateBudget,
    Estimate fullYear,
    BigDecimal fullYearBudget) {

  /** How cost without an owner is named in every file. */
  public static final String UNALLOCATED = "unallocated";

  /** Checks that a team has a name of its own. */
  public TeamLine {
    Require.that(
        !UNALLOCATED.equals(team), "a team cannot be named unallocated; give null instead", team);
  }

  /** The team's name, or {@link #UNALLOCATED}. */
  public String label() {
    return label(team);
  }

  static String label(String team) {
    return team == null ? UNALLOCATED : team;
  }
}
