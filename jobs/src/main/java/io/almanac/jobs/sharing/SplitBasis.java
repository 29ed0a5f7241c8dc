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
 * @param text as the file states it
 */
record SplitBasis(Kind kind, String name, boolean afterSplits, String text)
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
    this(kind, name, false, text);
  }

  /** The same with costs as they are after the splits before. */
  SplitBasis afterSplitsBefore() {
    return new SplitBasis(kind, name, true, text + " after splits");
  }

  /** Whether the file states a number for each target. */
  boolean isStated() {
    return kind == Kind.WEIGHTS || kind == Kind.FIXED;
  }
}
