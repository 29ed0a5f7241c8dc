package io.almanac.jobs.restatement;

import java.util.Locale;

/** Why published figures moved. {@link LineMoves} decides which. */
public enum Reason {
  /** Costs passed from one team to another, and the allocation rules are other ones now. */
  RULE_CHANGE,
  /** Costs passed from one team to another under the same rules: their tags or accounts did. */
  RE_TAG,
  /** A credit of the provider came, changed or went. */
  CREDIT,
  /** The provider corrected an earlier invoice: charge class Correction. */
  LATE_CORRECTION,
  /** The same charges and quantity at another cost. */
  PRICE,
  /** Charges came or went while the billing period was open, as is expected of it. */
  OPEN_PERIOD,
  /** More charges, or more quantity, in a period that had seemed complete. */
  LATE_ROWS,
  /** Fewer charges, or less quantity, in a period that had seemed complete. */
  WITHDRAWN_ROWS;

  /** As the mart has it, such as {@code re-tag}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
