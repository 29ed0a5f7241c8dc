package io.almanac.jobs.budget;

import java.math.BigDecimal;

/**
 * One budget line.
 *
 * @param scopeType what is budgeted
 * @param scope which team, project or cost centre, in the spelling of owners; null for the total
 * @param period the months it covers
 * @param amount effective cost in the currency, 0 or more
 * @param currency ISO 4217 code
 */
public record Budget(
    ScopeType scopeType, String scope, BudgetPeriod period, BigDecimal amount, String currency) {

  /** What a budget is for. */
  public enum ScopeType {
    /** Everything. */
    TOTAL("total", null),
    /** One team. */
    TEAM("team", "team"),
    /** One project. */
    PROJECT("project", "project"),
    /** One cost centre. */
    COST_CENTER("cost-center", "cost_center");

    private final String text;
    private final String column;

    ScopeType(String text, String column) {
      this.text = text;
      this.column = column;
    }

    /** As files and marts write it. */
    public String text() {
      return text;
    }

    /** The owner column it selects by; null for the total. */
    public String column() {
      return column;
    }
  }
}
