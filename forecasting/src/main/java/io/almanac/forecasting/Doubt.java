package io.almanac.forecasting;

import io.almanac.forecasting.automatic.SeriesKind;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What a forecast may be off by where no past origin has judged it, as a standard deviation of each
 * day ahead. It grows with the root of the distance in weeks.
 *
 * <p>From two weeks of values on, a series is as uncertain as it changes from one week to the next.
 * Before, it is as uncertain as its values differ from their mean, by Student's distribution. One
 * more value is counted beside those seen, as far from the mean as the mean is from zero: that is
 * the standard deviation of the exponential distribution, which assumes least of an amount of which
 * nothing but the mean is known. It makes a single value say next to nothing (80 % within 2.7 times
 * the value) and counts for less with every day. Equal values prove a constant after two weeks.
 *
 * @param scale one a day ahead; 0 when there is no doubt
 * @param degreesOfFreedom of Student's distribution; from {@link #MANY} on it is the normal one
 */
record Doubt(double[] scale, int degreesOfFreedom) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** So many degrees of freedom are as good as any number. */
  static final int MANY = 1000;

  private static final double WEEK = 7;
  private static final int LEAST_FREEDOM = 2;

  /** A week is taken to err as one. */
  private static final int SUM_FREEDOM = 3;

  static Doubt none(int horizon) {
    return new Doubt(new double[horizon], MANY);
  }

  /**
   * The doubt about a series.
   *
   * @param values NaN is missing
   * @param calibration what past origins say of it; there is no doubt beside that
   */
  static Doubt of(double[] values, Backtest calibration, int horizon) {
    return calibration.isJudged() ? none(horizon) : unjudged(values, horizon);
  }

  private static Doubt unjudged(double[] values, int horizon) {
    double[] present = Arrays.stream(values).filter(Double::isFinite).toArray();
    double change = Forecaster.seasonalChange(values);
    if (present.length == 0) {
      return none(horizon);
    }
    return !SeriesKind.isProven(values) || Double.isNaN(change)
        ? growing(spread(present), Math.max(LEAST_FREEDOM, present.length), horizon)
        : growing(change, MANY, horizon);
  }

  /** The standard deviation of the next value about the mean of those seen. */
  private static double spread(double[] present) {
    int count = present.length;
    double mean = Arrays.stream(present).sum() / count;
    double size = Arrays.stream(present).map(Math::abs).sum() / count;
    double squares = size * size;
    for (double value : present) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / count * (1 + 1.0 / count));
  }

  private static Doubt growing(double first, int degreesOfFreedom, int horizon) {
    double[] scale = new double[horizon];
    Arrays.setAll(scale, h -> first * Math.sqrt(1 + h / WEEK));
    return new Doubt(scale, degreesOfFreedom);
  }

  boolean isNone() {
    return Arrays.stream(scale).allMatch(one -> one == 0);
  }

  /** Half the width of the interval of a day. */
  double halfWidth(double level, int step) {
    if (scale[step] == 0) {
      return 0;
    }
    return scale[step]
        * (degreesOfFreedom < MANY
            ? Normal.halfWidth(level, degreesOfFreedom)
            : Normal.halfWidth(level));
  }

  /**
   * The standard deviation of the sum of so many days: the days of a week err alike, weeks do not.
   *
   * @param last the last of the days, from 0
   */
  double ofSum(int days, int last) {
    return scale[last] * Math.sqrt(WEEK * days);
  }

  /** How many degrees of freedom sums have: a few, whatever days have. */
  int freedomOfSums() {
    return Math.min(SUM_FREEDOM, degreesOfFreedom);
  }

  /** The doubt about the sum of two series that do not err together. */
  Doubt plus(Doubt other) {
    double[] both = new double[scale.length];
    double mine = 0;
    double theirs = 0;
    for (int h = 0; h < both.length; h++) {
      both[h] = Math.hypot(scale[h], other.scale[h]);
      mine += scale[h] * scale[h];
      theirs += other.scale[h] * other.scale[h];
    }
    return new Doubt(
        both,
        freedom(new double[] {mine, theirs}, new int[] {degreesOfFreedom, other.degreesOfFreedom}));
  }

  /**
   * The doubt about a part that follows a total: its own, and its share of what the total's is more
   * than that of all parts.
   *
   * @param total of all parts
   * @param parts the doubt about the sum of the parts as they were
   * @param shares by day, from 0 to 1
   */
  Doubt following(Doubt total, Doubt parts, double[] shares) {
    double[] more = new double[scale.length];
    Arrays.setAll(
        more,
        h -> {
          double beyond = Math.pow(total.scale[h], 2) - Math.pow(parts.scale[h], 2);
          return shares[h] * Math.sqrt(Math.max(0, beyond));
        });
    return plus(new Doubt(more, total.degreesOfFreedom));
  }

  /** The same where every day is a number of times what it was, as {@link Backtest#scaled}. */
  Doubt scaled(double[] means, double[] factors, double[] doubts) {
    if (isNone()) {
      return this;
    }
    double[] scaled = new double[scale.length];
    Arrays.setAll(scaled, h -> factors[h] * Math.hypot(scale[h], means[h] * doubts[h]));
    return new Doubt(scaled, degreesOfFreedom);
  }

  /**
   * The degrees of freedom of a sum of independent errors (Welch 1947): those of the part that
   * makes most of it, more when there are several alike.
   *
   * @param variances of the parts
   * @param degreesOfFreedom that each variance is known with
   */
  static int freedom(double[] variances, int[] degreesOfFreedom) {
    double largest = Arrays.stream(variances).max().orElse(0);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < variances.length && largest > 0; i++) {
      double variance = variances[i] / largest;
      sum += variance;
      squares += variance * variance / degreesOfFreedom[i];
    }
    // One part alone must keep its own, whatever the rounding.
    return squares > 0 ? (int) Math.min(MANY, Math.floor(sum * sum / squares + 1e-9)) : MANY;
  }
}
