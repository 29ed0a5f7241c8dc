package io.almanac.forecasting.calendar;

import java.util.Arrays;

/**
 * What a kind of day is worth: the mean of its newest times, without the largest and the smallest
 * of them. A fee that has changed is worth what it was since, and one that did not come any more
 * nothing; before that it was worth what it was.
 *
 * <ul>
 *   <li>It has ended when it failed to come the last two times or more, and so many times are
 *       hardly ever missed in a row by what was missed before.
 *   <li>It has changed when its median of the last two times or more is {@link #SIGNIFICANT} of its
 *       usual deviations from that of the times before, and all of the last ones are nearer to the
 *       new one.
 * </ul>
 *
 * @param since the day from which on it is worth what it is now
 * @param before what it was worth on earlier days
 * @param now what it is worth
 */
record DayEffect(int since, double before, double now) {
  private static final double SIGNIFICANT = 6;

  /** How often, at most, a fee that goes on would be taken for one that has ended. */
  private static final double CHANCE = 0.02;

  private static final int RECENT = 6;
  private static final int REMEMBERED = 2 * RECENT;
  private static final int FEWEST_BEFORE = 3;
  private static final int FEWEST_SINCE = 2;
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  /**
   * Learns from the surpluses of all days of a kind.
   *
   * @param days in order; at least one
   * @param surpluses one for each of them
   * @param noise the usual size of a surplus of any day
   */
  static DayEffect of(int[] days, double[] surpluses, double noise) {
    int count = surpluses.length;
    int missed = missed(surpluses, noise);
    if (missed >= FEWEST_SINCE) {
      double[] came = Arrays.copyOf(surpluses, count - missed);
      return new DayEffect(days[came.length], recentMean(came), 0);
    }
    int change = change(surpluses, noise);
    if (change == 0) {
      double always = recentMean(surpluses);
      return new DayEffect(0, always, always);
    }
    return new DayEffect(
        days[change],
        recentMean(Arrays.copyOf(surpluses, change)),
        recentMean(Arrays.copyOfRange(surpluses, change, count)));
  }

  /** What it is worth on a day. */
  double at(int day) {
    return day < since ? before : now;
  }

  /** How many of the last ones did not come; 0 when that may be chance. */
  private static int missed(double[] surpluses, double noise) {
    double usual = median(surpluses);
    int run = 0;
    int others = 0;
    boolean last = true;
    for (int i = surpluses.length - 1; i >= 0; i--) {
      boolean misses = Math.abs(surpluses[i]) < Math.min(2 * noise, Math.abs(usual) / 2);
      last &= misses;
      run += last ? 1 : 0;
      others += misses && !last ? 1 : 0;
    }
    int earlier = surpluses.length - run;
    double rate = (others + 1.0) / (earlier + 2);
    return earlier >= FEWEST_BEFORE && Math.pow(rate, run) < CHANCE ? run : 0;
  }

  /** Where the newest ones begin that are of another size than those before; 0 when nowhere. */
  private static int change(double[] surpluses, double noise) {
    int first = Math.max(0, surpluses.length - REMEMBERED);
    double[] steps = new double[Math.max(1, surpluses.length - first - 1)];
    for (int i = first + 1; i < surpluses.length; i++) {
      steps[i - first - 1] = Math.abs(surpluses[i] - surpluses[i - 1]);
    }
    // The difference of two varies by the root of two more than each.
    double deviation = Math.max(noise, MEDIAN_TO_SIGMA * median(steps) / Math.sqrt(2));
    int last = 0;
    for (int next = change(surpluses, first, SIGNIFICANT * deviation);
        next > last;
        next = change(surpluses, last, SIGNIFICANT * deviation)) {
      last = next;
    }
    return last;
  }

  /** Where those from the first on change most clearly; 0 when nowhere. */
  private static int change(double[] surpluses, int first, double far) {
    int best = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int at = first + FEWEST_BEFORE; at <= surpluses.length - FEWEST_SINCE; at++) {
      double[] before = Arrays.copyOfRange(surpluses, first, at);
      double[] since = Arrays.copyOfRange(surpluses, at, surpluses.length);
      double from = median(before);
      double to = median(since);
      double spread = spread(before, from) + spread(since, to);
      boolean changes =
          Math.abs(to - from) > far && areNearer(from, to, before) && areNearer(to, from, since);
      if (changes && spread < least) {
        least = spread;
        best = at;
      }
    }
    return best;
  }

  private static boolean areNearer(double one, double other, double[] values) {
    return Arrays.stream(values).allMatch(value -> Math.abs(value - one) < Math.abs(value - other));
  }

  private static double spread(double[] values, double middle) {
    return Arrays.stream(values).map(value -> Math.abs(value - middle)).sum();
  }

  private static double recentMean(double[] surpluses) {
    int count = surpluses.length;
    double[] recent = Arrays.copyOfRange(surpluses, Math.max(0, count - RECENT), count);
    Arrays.sort(recent);
    int cut = recent.length >= 5 ? 1 : 0;
    double sum = 0;
    for (int i = cut; i < recent.length - cut; i++) {
      sum += recent[i];
    }
    return sum / (recent.length - 2 * cut);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
  }
}
