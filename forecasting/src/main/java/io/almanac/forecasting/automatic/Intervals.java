package io.almanac.forecasting.automatic;

import java.util.Arrays;
import java.util.List;
import smile.stat.distribution.GaussianDistribution;

/**
 * What a forecast may be off by, from the errors of past origins at about the same distance, each
 * in units of the volatility at its origin and of its phase of the season, so that a quiet Sunday
 * gets a narrow interval and a busy Monday a wide one.
 *
 * <p>Errors of one origin hang together, and a handful of origins cannot show an error that comes
 * once in twenty times. The quantile of {@value #ANCHOR} is therefore taken as it was seen
 * (conformal prediction; Lei, G'Sell, Rinaldo, Tibshirani and Wasserman 2018), and others from it
 * in the proportions of Student's distribution with as many degrees of freedom as origins are
 * usual.
 */
final class Intervals {
  private static final GaussianDistribution NORMAL = new GaussianDistribution(0, 1);
  private static final double ANCHOR = 0.8;
  private static final int DEGREES_OF_FREEDOM = AutomaticForecaster.USUAL_ORIGINS;

  /** How much of a change of volatility since an origin is taken to be here to stay. */
  private static final double PERSISTENCE = 0.25;

  /** Seasons longer than this have too few errors of each phase. */
  private static final int LONGEST_SEASON = 24;

  /** As many errors of usual size as each phase is given to begin with. */
  private static final double SHRINKAGE = 20;

  /** Errors up to so much of the horizon nearer or further count for a step. */
  private static final int NEAR = 6;

  private final List<double[]> errors;
  private final RollingOrigins past;
  private final int period;
  private final int from;
  private final double[] phases;

  /**
   * Intervals from errors.
   *
   * @param errors forecast less actual by origin, one value a step ahead; NaN is missing
   * @param past the origins
   * @param season steps of the season
   * @param from how many values the forecast knows
   */
  Intervals(List<double[]> errors, RollingOrigins past, int season, int from) {
    this.errors = errors;
    this.past = past;
    this.period = season <= LONGEST_SEASON ? season : 1;
    this.from = from;
    this.phases = phases();
  }

  /**
   * Half the width at each step, hardly ever narrower further ahead; all NaN when nothing was ever
   * judged.
   *
   * @param level probability content
   */
  double[] halfWidths(double level, int horizon) {
    double[] widths = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      widths[h] = quantile(near(h, Math.max(2, horizon / NEAR)), ANCHOR);
      if (Double.isNaN(widths[h]) && h > 0) {
        widths[h] = widths[h - 1];
      }
    }
    double[] ascending = ascending(widths);
    double stretch = student((1 + level) / 2) / NORMAL.quantile((1 + ANCHOR) / 2);
    for (int h = 0; h < horizon; h++) {
      ascending[h] *= stretch * phases[(from + h) % period];
    }
    return ascending;
  }

  private double[] near(int step, int reach) {
    double[] near = new double[errors.stream().mapToInt(one -> one.length).sum()];
    int count = 0;
    for (int k = 0; k < errors.size(); k++) {
      double[] one = errors.get(k);
      int origin = past.known()[k];
      double volatility = Math.pow(past.scales()[k] / past.scaleNow(), PERSISTENCE);
      for (int h = Math.max(0, step - reach); h <= Math.min(one.length - 1, step + reach); h++) {
        if (Double.isFinite(one[h])) {
          near[count++] = Math.abs(one[h]) / volatility / phases[(origin + h) % period];
        }
      }
    }
    return Arrays.copyOf(near, count);
  }

  /** The usual size of an error of each phase over that of all, shrunk towards 1. */
  private double[] phases() {
    double[] sums = new double[period];
    double[] counts = new double[period];
    double sum = 0;
    double count = 0;
    for (int k = 0; k < errors.size(); k++) {
      double[] one = errors.get(k);
      double root = Math.sqrt(past.scales()[k]);
      for (int h = 0; h < one.length; h++) {
        if (Double.isFinite(one[h])) {
          double size = Math.abs(one[h]) / root;
          int phase = (past.known()[k] + h) % period;
          sums[phase] += size;
          counts[phase]++;
          sum += size;
          count++;
        }
      }
    }
    double[] phases = new double[period];
    Arrays.fill(phases, 1);
    for (int phase = 0; phase < period && sum > 0; phase++) {
      phases[phase] = (sums[phase] * count / sum + SHRINKAGE) / (counts[phase] + SHRINKAGE);
    }
    return phases;
  }

  /** A quantile of Student's distribution (Abramowitz and Stegun 1964, 26.7.5). */
  private static double student(double probability) {
    double z = NORMAL.quantile(probability);
    double n = DEGREES_OF_FREEDOM;
    double cube = z * z * z;
    double fifth = cube * z * z;
    return z + (cube + z) / (4 * n) + (5 * fifth + 16 * cube + 3 * z) / (96 * n * n);
  }

  private static double quantile(double[] values, double level) {
    if (values.length == 0) {
      return Double.NaN;
    }
    Arrays.sort(values);
    double rank = level * (values.length - 1);
    int below = (int) Math.floor(rank);
    return below >= values.length - 1
        ? values[values.length - 1]
        : values[below] + (rank - below) * (values[below + 1] - values[below]);
  }

  /** The nearest ascending sequence (pool adjacent violators; Ayer et al. 1955). */
  private static double[] ascending(double[] values) {
    double[] means = new double[values.length];
    int[] sizes = new int[values.length];
    int blocks = 0;
    for (double value : values) {
      means[blocks] = value;
      sizes[blocks++] = 1;
      while (blocks > 1 && means[blocks - 2] > means[blocks - 1]) {
        int size = sizes[blocks - 2] + sizes[blocks - 1];
        means[blocks - 2] =
            (means[blocks - 2] * sizes[blocks - 2] + means[blocks - 1] * sizes[blocks - 1]) / size;
        sizes[blocks - 2] = size;
        blocks--;
      }
    }
    double[] ascending = new double[values.length];
    int next = 0;
    for (int b = 0; b < blocks; b++) {
      Arrays.fill(ascending, next, next + sizes[b], means[b]);
      next += sizes[b];
    }
    return ascending;
  }
}
