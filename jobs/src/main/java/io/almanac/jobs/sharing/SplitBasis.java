package io.almanac.jobs.sharing;

import java.io.Serializable;

/**
 * What costs are shared out by.
 *
 * @param kind how targets get their weight
 * @param name the column of {@code allocated_costs} of a cost, the name of a measure; null
 *     otherwise
 * @param afterSplits whether costs are those after the splits before it in the file, and not those
 *     before anything is shared out
 * @param allCurrencies whether costs in all currencies count, and not those in the currency of what
 *     is shared
 * @param text as the file states it
 */
record SplitBasis(Kind kind, String name, boolean afterSplits, boolean allCurrencies, String text)
    implements Serializable {
  /** The measure of GPU hours by telemetry. */
  static final String GPU_HOURS = "gpu-hours";

  /** How targets get their weight. */
  enum Kind {
    /** All the same. */
    EVEN,
    /** As the file states, for each target. */
    WEIGHTS,
    /** Amounts that the file states, for each target. */
    FIXED,
    /** What the target's team cost in the month, before anything is shared out or after. */
    COST,
    /** What was measured of the target's team in the month. */
    MEASURE
  }

  /** One that goes by what is known before anything is shared out. */
  SplitBasis(Kind kind, String name, String text) {
    this(kind, name, false, false, text);
  }

  /** The same with costs as they are after the splits before. */
  SplitBasis afterSplitsBefore() {
    return new SplitBasis(kind, name, true, allCurrencies, text + " after splits");
  }

  /** The same with costs in all currencies. */
  SplitBasis inAllCurrencies() {
    return new SplitBasis(kind, name, afterSplits, true, text + " in all currencies");
  }

  /** Whether it goes by money, which has a currency. */
  boolean isMoney() {
    return kind == Kind.COST || (kind == Kind.MEASURE && name.endsWith("_cost"));
  }

  /** Whether the file states a number for each target. */
  boolean isStated() {
    return kind == Kind.WEIGHTS || kind == Kind.FIXED;
  }
}
