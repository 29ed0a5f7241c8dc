package io.almanac.jobs.explain;

import io.almanac.jobs.mart.PlainAmount;
import java.math.BigDecimal;
import org.apache.spark.sql.Row;

/**
 * What some charges come to in one currency, exactly.
 *
 * @param currency of both costs
 * @param charges how many they are
 * @param billed what invoices take; null when no charge says
 * @param effective cost with prepaid commitments spread over their use; null when no charge says
 */
public record Amount(String currency, long charges, BigDecimal billed, BigDecimal effective) {

  /** Currency, count, billed and effective cost from four columns of a row. */
  static Amount of(Row row, int first) {
    return new Amount(
        row.getString(first),
        row.isNullAt(first + 1) ? 0 : row.getLong(first + 1),
        row.getDecimal(first + 2),
        row.getDecimal(first + 3));
  }

  /** An amount with all its digits and no more; a dash when there is none. */
  public static String plain(BigDecimal amount) {
    return amount == null ? "-" : PlainAmount.money(amount);
  }
}
