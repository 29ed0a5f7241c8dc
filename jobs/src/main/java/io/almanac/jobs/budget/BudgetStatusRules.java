package io.almanac.jobs.budget;

import java.math.BigDecimal;
import java.time.LocalDate;

/** How a budget stands, as the marts' {@code status} says it. */
public final class BudgetStatusRules {
  /**
   * From which probability of overrun a budget is at risk: more likely than not. Providers' budget
   * alerts on forecasted cost likewise fire when the mean forecast passes the budget.
   */
  public static final double AT_RISK_PROBABILITY = 0.5;

  private BudgetStatusRules() {}

  /**
   * One of {@code within, at-risk, over, closed-within, closed-over, unknown}. Closed means settled
   * to the period's last day. Over means that actual cost alone exceeds the budget already. At risk
   * means that the probability of overrun, or where it is unknown the expected cost, says so.
   * Unknown means that neither forecast nor probability covers the rest of the period.
   *
   * @param periodEnd the day after the period
   * @param actual effective cost up to {@code actualThrough}
   * @param actualThrough the last settled day in the period; null when none is
   * @param forecastRest mean cost of the rest; null when unknown
   * @param probability of overrun, 0 to 1; null when unknown
   */
  public static String status(
      BigDecimal budget,
      LocalDate periodEnd,
      BigDecimal actual,
      LocalDate actualThrough,
      BigDecimal forecastRest,
      Double probability) {
    BigDecimal soFar = actual == null ? BigDecimal.ZERO : actual;
    boolean over = soFar.compareTo(budget) > 0;
    if (actualThrough != null && !actualThrough.plusDays(1).isBefore(periodEnd)) {
      return over ? "closed-over" : "closed-within";
    }
    if (over) {
      return "over";
    }
    if (probability != null) {
      return probability >= AT_RISK_PROBABILITY ? "at-risk" : "within";
    }
    if (forecastRest == null) {
      return "unknown";
    }
    return soFar.add(forecastRest).compareTo(budget) > 0 ? "at-risk" : "within";
  }
}
