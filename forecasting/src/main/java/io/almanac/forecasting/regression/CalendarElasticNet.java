package io.almanac.forecasting.regression;

import io.almanac.forecasting.ets.SimpleSmoothing;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * A daily series by what the calendar says of its days: weekday, days of the month from either end,
 * holidays and the days around them, yearly waves, a line, and steps of the level. Every column is
 * drawn towards zero ({@link ElasticNet}), by as much as forecasts of the last months from before
 * them were best with. What the calendar leaves is smoothed and carried on.
 */
public final class CalendarElasticNet {
  private static final int SHORTEST = 70;
  private static final int LONGEST = 1096;
  private static final int DAYS_FOR_YEAR = 548;
  private static final double YEAR = 365.25;
  private static final int HARMONICS = 3;
  private static final int WEEK = 7;
  private static final int FROM_START = 28;
  private static final int FROM_END = 3;
  private static final int AROUND_HOLIDAY = 3;
  private static final double MIXING = 0.5;
  private static final int PENALTIES = 14;
  private static final double LEAST_PENALTY = 2e-4;
  private static final int JUDGED = 28;
  private static final int FOLDS = 3;

  /** Steps have been tested for already. */
  private static final double STEP_FACTOR = 0.1;

  private final Set<LocalDate> holidays;
  private final int[] steps;

  /**
   * A regression that finds steps by itself.
   *
   * @param holidays days that may differ from their weekday, past and future; may be empty
   */
  public CalendarElasticNet(Collection<LocalDate> holidays) {
    this(holidays, null);
  }

  /**
   * A regression with known steps.
   *
   * @param holidays days that may differ from their weekday, past and future; may be empty
   * @param steps indices of values from which on the level may be another; null to find them
   */
  public CalendarElasticNet(Collection<LocalDate> holidays, int[] steps) {
    this.holidays = new HashSet<>(holidays);
    this.steps = steps == null ? null : steps.clone();
  }

  /**
   * Continues a series.
   *
   * @param values one per day, finite; those before the last three years are not used
   * @param start the day of the first value
   * @return one value a day, or null when there are too few values
   */
  public double[] forecast(double[] values, LocalDate start, int horizon) {
    int n = values.length;
    int first = Math.max(0, n - LONGEST);
    if (n - first < SHORTEST) {
      return null;
    }
    double[] used = Arrays.copyOfRange(values, first, n);
    int[] levels =
        steps == null
            ? SuddenSteps.find(used)
            : Arrays.stream(steps).map(step -> step - first).toArray();
    double[] factors = factors(levels.length);
    double[][] rows = new double[used.length + horizon][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = row(start.plusDays(first + t), t, used.length, levels);
    }
    ElasticNet net = new ElasticNet(factors.length);
    double[] errors = new double[PENALTIES];
    int judged = Math.min(JUDGED, used.length / (2 * FOLDS));
    int known = 0;
    for (int fold = FOLDS; fold >= 1; fold--) {
      int until = used.length - fold * judged;
      for (; known < until; known++) {
        net.add(rows[known], used[known]);
      }
      ElasticNet.Fit[] fits = net.fit(penalties(net, factors), MIXING, factors);
      for (int k = 0; k < PENALTIES; k++) {
        double level = level(fits[k], rows, used, known);
        for (int t = until; t < until + judged; t++) {
          errors[k] += Math.abs(used[t] - fits[k].expected(rows[t]) - level);
        }
      }
    }
    for (; known < used.length; known++) {
      net.add(rows[known], used[known]);
    }
    int best = 0;
    for (int k = 1; k < PENALTIES; k++) {
      best = errors[k] < errors[best] ? k : best;
    }
    ElasticNet.Fit fit =
        net.fit(Arrays.copyOf(penalties(net, factors), best + 1), MIXING, factors)[best];
    double level = level(fit, rows, used, known);
    double[] ahead = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      ahead[h] = fit.expected(rows[used.length + h]) + level;
    }
    return ahead;
  }

  /** Where what the calendar leaves stands at the end. */
  private static double level(ElasticNet.Fit fit, double[][] rows, double[] used, int known) {
    double[] rest = new double[known];
    for (int t = 0; t < known; t++) {
      rest[t] = used[t] - fit.expected(rows[t]);
    }
    return SimpleSmoothing.fit(rest).level();
  }

  private static double[] penalties(ElasticNet net, double[] factors) {
    double largest = Math.max(net.largestPenalty(MIXING, factors), 1e-9);
    double[] penalties = new double[PENALTIES];
    for (int k = 0; k < PENALTIES; k++) {
      penalties[k] = largest * Math.pow(LEAST_PENALTY, k / (PENALTIES - 1.0));
    }
    return penalties;
  }

  private static double[] factors(int levels) {
    double[] factors = new double[width(levels)];
    Arrays.fill(factors, 1);
    for (int k = 0; k < HARMONICS; k++) {
      // The faster a yearly wave, the less two or three years say of it.
      factors[1 + WEEK + 2 * k] = k + 1.0;
      factors[2 + WEEK + 2 * k] = k + 1.0;
    }
    Arrays.fill(factors, factors.length - levels, factors.length, STEP_FACTOR);
    return factors;
  }

  private static int width(int levels) {
    return 1 + WEEK + 2 * HARMONICS + FROM_START + FROM_END + AROUND_HOLIDAY + levels;
  }

  private double[] row(LocalDate day, int t, int length, int[] levels) {
    double[] row = new double[width(levels.length)];
    row[0] = t / YEAR;
    row[day.getDayOfWeek().getValue()] = 1;
    int next = 1 + WEEK;
    for (int k = 1; k <= HARMONICS && length >= DAYS_FOR_YEAR; k++) {
      double angle = 2 * Math.PI * k * day.getDayOfYear() / YEAR;
      row[next + 2 * k - 2] = Math.sin(angle);
      row[next + 2 * k - 1] = Math.cos(angle);
    }
    next += 2 * HARMONICS;
    int left = day.lengthOfMonth() - day.getDayOfMonth();
    if (left < FROM_END) {
      row[next + FROM_START + left] = 1;
    } else if (day.getDayOfMonth() <= FROM_START) {
      row[next + day.getDayOfMonth() - 1] = 1;
    }
    next += FROM_START + FROM_END;
    for (int around = -1; around <= 1; around++) {
      row[next++] = holidays.contains(day.plusDays(around)) ? 1 : 0;
    }
    for (int level : levels) {
      row[next++] = t >= level ? 1 : 0;
    }
    return row;
  }
}
