package io.almanac.forecasting.automatic;

import java.util.Arrays;

/** What a series is, which says what can be done with it. */
public enum SeriesKind {
  /** There is no value at all: nothing can be said. */
  EMPTY,
  /** Every value is the same; whether it stays so is another question ({@link #isProven}). */
  CONSTANT,
  /** It has been zero for far longer than ever before: it continues with zero. */
  ENDED,
  /** Zero most of the time. */
  INTERMITTENT,
  /** Any other. */
  REGULAR;

  /** Beyond this share of zeros, models of a level with seasons make no sense. */
  private static final double MOSTLY_ZERO = 0.4;

  /** So many equal values are needed for there to be no doubt: of days, two weeks. */
  private static final int PROOF = 14;

  private static final int SEASONS_OF_SILENCE = 4;
  private static final int TIMES_LONGER = 3;

  /**
   * The kind of a series.
   *
   * @param values NaN is missing
   */
  public static SeriesKind of(double[] values, Frequency frequency) {
    double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    if (present.length == 0) {
      return EMPTY;
    }
    if (Arrays.stream(present).allMatch(value -> value == present[0])) {
      return CONSTANT;
    }
    if (isEnded(present, frequency)) {
      return ENDED;
    }
    long zeros = Arrays.stream(present).filter(value -> value == 0).count();
    return zeros > MOSTLY_ZERO * present.length ? INTERMITTENT : REGULAR;
  }

  /**
   * Whether there are enough values to say what a series is, so that equal ones prove a constant.
   *
   * @param values NaN is missing
   */
  public static boolean isProven(double[] values) {
    return Arrays.stream(values).filter(value -> !Double.isNaN(value)).count() >= PROOF;
  }

  private static boolean isEnded(double[] present, Frequency frequency) {
    int longest = 0;
    int run = 0;
    for (double value : present) {
      if (value != 0 && run > longest) {
        longest = run;
      }
      run = value == 0 ? run + 1 : 0;
    }
    return run >= SEASONS_OF_SILENCE * Math.max(7, frequency.periods()[0])
        && run > TIMES_LONGER * longest;
  }
}
