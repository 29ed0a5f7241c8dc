package io.almanac.forecasting.automatic;

import java.util.Arrays;

/** What a series is, which says what can be done with it. */
public enum SeriesKind {
  /** There is no value at all: nothing can be said. */
  EMPTY,
  /** Every value is the same; whether it stays so is another question ({@link #isProven}). */
  CONSTANT,
  /** It has been zero for so long that it is no outage: it continues with zero. */
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
  private static final int SEASONS_OF_A_STOP = 2;

  /** How many outages as long as a stop the history may lead to expect. */
  private static final double CHANCE = 0.01;

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
    if (isEnded(present, frequency) || hasStopped(values, frequency)) {
      return ENDED;
    }
    return isMostlyZero(present) ? INTERMITTENT : REGULAR;
  }

  /** Whether so many values are zero that the others are rather events than a level. */
  static boolean isMostlyZero(double[] values) {
    long present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).count();
    long zeros = Arrays.stream(values).filter(value -> value == 0).count();
    return zeros > MOSTLY_ZERO * present;
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

  /**
   * Whether a series that was in use most of the time has been zero for two seasons (the longest
   * that it may have), which its outages do not explain. Idle phases tell nothing. An outage that
   * goes on from step to step with a probability of {@code q} lasts {@code k} steps or more with
   * one of {@code q^(k-1)}; how often outages begin and how they go on is what it was before, with
   * one more of each, so that none at all does not mean never.
   */
  private static boolean hasStopped(double[] values, Frequency frequency) {
    double[] present = Arrays.stream(values).filter(value -> !Double.isNaN(value)).toArray();
    int season = Arrays.stream(frequency.periods()).max().orElseThrow();
    if (silence(present) < SEASONS_OF_A_STOP * season) {
      return false;
    }
    double[] used = IdlePhases.of(values, frequency.periods()[0]).used(values);
    int run = silence(used);
    int before = used.length - run;
    int zeros = 0;
    int outages = 0;
    for (int t = 0; t < before; t++) {
      zeros += used[t] == 0 ? 1 : 0;
      outages += used[t] == 0 && (t == 0 || used[t - 1] != 0) ? 1 : 0;
    }
    double goesOn = (zeros - outages + 1.0) / (zeros + 2);
    double expected = (outages + 1) * Math.pow(goesOn, run - 1);
    return before >= run && zeros <= MOSTLY_ZERO * before && expected < CHANCE;
  }

  /** How many of the newest values are zero. */
  private static int silence(double[] present) {
    int run = 0;
    while (run < present.length && present[present.length - 1 - run] == 0) {
      run++;
    }
    return run;
  }
}
