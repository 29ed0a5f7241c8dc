package io.almanac.forecasting.automatic;

import java.util.Arrays;
import smile.stat.distribution.GaussianDistribution;
import smile.stat.distribution.TDistribution;

/**
 * What a forecast may be off by, from the errors of past origins at about the same distance, each
 * in units of the volatility at its origin and of its phase of the season, so that a quiet Sunday
 * gets a narrow interval and a busy Monday a wide one. Origins differ in size partly because the
 * series does and partly by chance; they are brought half-way together, so that one bad month
 * neither decides nor is forgotten.
 *
 * <p>The quantile of 80 % is taken as it was seen (conformal prediction; Lei, G'Sell, Rinaldo,
 * Tibshirani and Wasserman 2018). Errors of one origin hang together, and a handful of origins
 * hardly shows an error that comes once in twenty times, but what they do show tells one series
 * with holidays or outages from another. Other quantiles are therefore the geometric mean of two:
 * the one that follows from 80 % in the proportions of Student's distribution with as many degrees
 * of freedom as there are origins, and the one that was seen, widened as that distribution is wider
 * than the normal one.
 */
public final class Intervals {
  private static final double ANCHOR = 0.8;
  private static final GaussianDistribution NORMAL = new GaussianDistribution(0, 1);
  private static final int MOST_FREEDOM = AutomaticForecaster.USUAL_ORIGINS;
  private static final int LEAST_FREEDOM = 2;

  /** How much of a change of volatility since an origin is taken to be here to stay. */
  private static final double PERSISTENCE = 0.25;

  /** Seasons longer than this have too few errors of each phase. */
  private static final int LONGEST_SEASON = 24;

  /** As many errors of usual size as each phase is given to begin with. */
  private static final double SHRINKAGE = 20;

  /** Errors up to so much of the horizon nearer or further count for a step. */
  private static final int NEAR = 6;

  private final double[][] errors;
  private final int[] known;
  private final int independent;

  /** What errors of each origin are divided by for its volatility. */
  private final double[] units;

  /**
   * The mean size of errors of each origin in its units, relative to that of all origins at the
   * same distances; 0 where there is none.
   */
  private final double[] sizes;

  private final int period;
  private final int from;
  private final double[] phases;

  /** By step, the errors that count for it, once widths were asked for. */
  private double[][] nearby = {};

  /**
   * Intervals from errors.
   *
   * @param errors forecast less actual by origin, one value a step ahead; NaN is missing
   * @param known how many values each origin knew
   * @param volatilities at each origin, relative to that of now
   * @param season steps of the season
   * @param from how many values the forecast knows
   */
  public Intervals(double[][] errors, int[] known, double[] volatilities, int season, int from) {
    this(errors, known, volatilities, season, from, errors.length);
  }

  /**
   * Intervals from errors of origins that share some of them.
   *
   * @param independent how many origins there would be if none shared its errors with another
   */
  public Intervals(
      double[][] errors,
      int[] known,
      double[] volatilities,
      int season,
      int from,
      int independent) {
    this.independent = independent;
    this.errors = errors.clone();
    this.known = known.clone();
    this.units =
        Arrays.stream(volatilities).map(volatility -> Math.pow(volatility, PERSISTENCE)).toArray();
    this.sizes = sizes(errors, units);
    this.period = season <= LONGEST_SEASON ? season : 1;
    this.from = from;
    this.phases = phases();
  }

  /**
   * Half the width at each step, hardly ever narrower further ahead; all NaN when nothing was ever
   * judged. Beyond what was judged it grows with the root of the distance.
   *
   * @param level probability content
   */
  public double[] halfWidths(double level, int horizon) {
    int judged = Math.min(horizon, Arrays.stream(errors).mapToInt(e -> e.length).max().orElse(0));
    double[] anchors = new double[judged];
    double[] seen = new double[judged];
    if (nearby.length != judged) {
      // The same for every level, and sorting is most of the work.
      nearby = new double[judged][];
      Arrays.setAll(nearby, h -> near(h, Math.max(2, judged / NEAR)));
    }
    for (int h = 0; h < judged; h++) {
      double[] near = nearby[h];
      anchors[h] = near.length == 0 && h > 0 ? anchors[h - 1] : quantile(near, ANCHOR);
      seen[h] = near.length == 0 && h > 0 ? seen[h - 1] : quantile(near, level);
    }
    anchors = ascending(anchors);
    seen = ascending(seen);
    TDistribution student =
        new TDistribution(Math.max(LEAST_FREEDOM, Math.min(MOST_FREEDOM, independent)));
    double tail = student.quantile((1 + level) / 2);
    double fromAnchor = tail / NORMAL.quantile((1 + ANCHOR) / 2);
    double fromSeen = tail / NORMAL.quantile((1 + level) / 2);
    double[] widths = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      widths[h] =
          h < judged
              ? Math.sqrt(anchors[h] * fromAnchor * seen[h] * fromSeen)
              : judged == 0 ? Double.NaN : widest(widths, judged, h);
    }
    for (int h = 0; h < horizon; h++) {
      widths[h] *= phases[(from + h) % period];
    }
    return widths;
  }

  private static double[] sizes(double[][] errors, double[] units) {
    int steps = Arrays.stream(errors).mapToInt(one -> one.length).max().orElse(0);
    double[] sums = new double[steps];
    int[] counts = new int[steps];
    for (int k = 0; k < errors.length; k++) {
      for (int h = 0; h < errors[k].length; h++) {
        if (Double.isFinite(errors[k][h])) {
          sums[h] += Math.abs(errors[k][h]) / units[k];
          counts[h]++;
        }
      }
    }
    double[] sizes = new double[errors.length];
    for (int k = 0; k < errors.length; k++) {
      double own = 0;
      double usual = 0;
      for (int h = 0; h < errors[k].length; h++) {
        if (Double.isFinite(errors[k][h])) {
          own += Math.abs(errors[k][h]) / units[k];
          usual += sums[h] / counts[h];
        }
      }
      sizes[k] = usual > 0 ? own / usual : 0;
    }
    return sizes;
  }

  /**
   * The size that so much of past errors and the next one lie within (split conformal prediction;
   * Lei, G'Sell, Rinaldo, Tibshirani and Wasserman 2018); 0 without any.
   *
   * @param sizes ascending
   */
  public static double conformal(double[] sizes, double content) {
    int rank = (int) Math.ceil(content * (sizes.length + 1));
    return sizes.length == 0 ? 0 : sizes[Math.min(rank, sizes.length) - 1];
  }

  private static double widest(double[] widths, int judged, int step) {
    return widths[judged - 1] * Math.sqrt((step + 1.0) / judged);
  }

  /** Errors of all origins at about this distance in usual units, ascending. */
  private double[] near(int step, int reach) {
    double[] near = new double[Arrays.stream(errors).mapToInt(one -> one.length).sum()];
    int count = 0;
    for (int k = 0; k < errors.length; k++) {
      double[] one = errors[k];
      double unit = sizes[k] > 0 ? units[k] * Math.sqrt(sizes[k]) : 1;
      for (int h = Math.max(0, step - reach); h <= Math.min(one.length - 1, step + reach); h++) {
        if (Double.isFinite(one[h])) {
          near[count++] = Math.abs(one[h]) / unit / phases[(known[k] + h) % period];
        }
      }
    }
    double[] sorted = Arrays.copyOf(near, count);
    Arrays.sort(sorted);
    return sorted;
  }

  /** The usual size of an error of each phase over that of all, shrunk towards 1. */
  private double[] phases() {
    double[] sums = new double[period];
    double[] counts = new double[period];
    double sum = 0;
    double count = 0;
    for (int k = 0; k < errors.length; k++) {
      double[] one = errors[k];
      for (int h = 0; h < one.length && sizes[k] > 0; h++) {
        if (Double.isFinite(one[h])) {
          double size = Math.abs(one[h]) / (units[k] * sizes[k]);
          int phase = (known[k] + h) % period;
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

  /** The quantile of values in ascending order, between the two next to it; NaN when none. */
  private static double quantile(double[] sorted, double probability) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double rank = probability * (sorted.length - 1);
    int below = Math.min((int) rank, sorted.length - 1);
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (rank - below) * (sorted[above] - sorted[below]);
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
