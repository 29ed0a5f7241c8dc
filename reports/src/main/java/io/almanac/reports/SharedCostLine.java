package io.almanac.reports;

import java.math.BigDecimal;

/**
 * What one owner bears of costs that are shared out, in the report's month and currency.
 *
 * @param split the rules and what they go by, such as {@code tax by cost}
 * @param from whose cost it was, such as {@code shared / tax}
 * @param to who bears it; the same as before where no target has what the rule goes by
 * @param isKept whether it stays with its owner for that reason
 * @param cost effective cost
 */
public record SharedCostLine(
    String split, String from, String to, boolean isKept, BigDecimal cost) {

  /** Checks that everything is given. */
  public SharedCostLine {
    Require.text(split, "split of shared costs");
    Require.text(from, "owner of shared costs");
    Require.text(to, "bearer of shared costs");
    Require.present(cost, "cost of split " + split);
  }
}
