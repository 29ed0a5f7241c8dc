package io.almanac.reports;

import java.math.BigDecimal;
import java.time.YearMonth;

/**
 * One key figure of allocation in one month, in the report's currency.
 *
 * @param month the billing month
 * @param figure what it says, such as {@code share-allocated}
 * @param key what it is about, such as a tag key or a driver; null when nothing in particular
 * @param scope whose cost it is about
 * @param cost the cost on top; null when there is none
 * @param by what it is divided by; null when it is missing
 * @param isShare whether it is a share of cost; otherwise it is cost by unit
 */
public record KpiLine(
    YearMonth month,
    String figure,
    String key,
    String scope,
    BigDecimal cost,
    BigDecimal by,
    boolean isShare) {

  /** Checks that month, figure and scope are given. */
  public KpiLine {
    Require.present(month, "month of key figure");
    Require.text(figure, "key figure");
    Require.text(scope, "scope of key figure " + figure);
  }
}
