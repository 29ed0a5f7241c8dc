package io.almanac.forecasting.calendar;

import io.almanac.forecasting.regression.RidgeSystem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

/**
 * What a week costs more or less for having certain days of a month, or holidays, in it.
 *
 * <p>Nearly all weeks with a first day of a month have a second as well, and many a last one: one
 * kind of day cannot be told without the others. So the distance of each week from the mean of the
 * two weeks before and after is regressed on the same distances of what days the weeks have; the
 * kind that explains most comes first, and each one that follows must add to those before ({@link
 * ForwardSelection}). A kind counts when its coefficient is {@link #SIGNIFICANT} standard errors
 * from zero and nearly all of its weeks agree. What it is worth today is learned from newer weeks
 * more than from older ones.
 *
 * @param effects in units of the series, by kind of day: for each such day of a week
 * @param unexplained the sum of squares that is left
 */
record WeekEffects(Map<Integer, Double> effects, double unexplained) {
  private static final double SIGNIFICANT = 6;
  private static final double AGREEING = 0.8;
  private static final int FEWEST = 6;
  private static final int MOST_KINDS = 8;
  private static final int[] AROUND = {-2, -1, 1, 2};

  /** Ten years: what was before says nothing of today, and costs time. */
  private static final int LONGEST = 520;

  /** Weeks after which an observation counts for half as much. */
  private static final double HALF_LIFE = 26;

  /**
   * Learns the effects of a weekly series.
   *
   * @param values one per week; NaN is missing
   * @param weeks from that of the first value on
   */
  static WeekEffects learn(double[] values, MonthDays weeks) {
    int older = Math.max(0, values.length - LONGEST);
    return learn(
        Arrays.copyOfRange(values, older, values.length), week -> weeks.kinds(older + week));
  }

  private static WeekEffects learn(double[] values, IntFunction<int[]> weeks) {
    double[] wanted = distances(values, values);
    double[][] columns = columns(values, weeks);
    ForwardSelection selection =
        new ForwardSelection(columns, wanted, SIGNIFICANT, leastNoise(values));
    List<Integer> chosen = new ArrayList<>();
    for (List<Integer> next = selection.next();
        !next.isEmpty() && chosen.size() < MOST_KINDS;
        next = selection.next()) {
      List<Integer> all = new ArrayList<>(chosen);
      all.addAll(next);
      if (next.stream().allMatch(kind -> agrees(kind, all, columns, wanted, weeks))) {
        chosen = all;
        next.forEach(selection::take);
      } else {
        next.forEach(selection::leave);
      }
    }
    double[] today = coefficients(chosen, columns, wanted, HALF_LIFE);
    Map<Integer, Double> effects = new LinkedHashMap<>();
    for (int i = 0; i < today.length; i++) {
      effects.put(chosen.get(i), today[i]);
    }
    return new WeekEffects(effects, selection.unexplained());
  }

  /** How often each week has each kind of day, less the mean of the weeks around; null if rare. */
  private static double[][] columns(double[] values, IntFunction<int[]> weeks) {
    double[][] columns = new double[MonthDays.KINDS][values.length];
    int[] occurrences = new int[MonthDays.KINDS];
    for (int t = 0; t < values.length; t++) {
      for (int kind : weeks.apply(t)) {
        occurrences[kind] += columns[kind][t] == 0 && !Double.isNaN(values[t]) ? 1 : 0;
        columns[kind][t]++;
      }
    }
    for (int kind = 0; kind < columns.length; kind++) {
      columns[kind] = occurrences[kind] < FEWEST ? null : distances(columns[kind], values);
    }
    return columns;
  }

  /**
   * Each number less the mean of those around it, of weeks with a value; NaN where there is none.
   */
  private static double[] distances(double[] numbers, double[] values) {
    double[] distances = new double[numbers.length];
    for (int t = 0; t < numbers.length; t++) {
      double sum = 0;
      int count = 0;
      for (int offset : AROUND) {
        int i = t + offset;
        if (i >= 0 && i < values.length && !Double.isNaN(values[i])) {
          sum += numbers[i];
          count++;
        }
      }
      distances[t] = count == 0 || Double.isNaN(values[t]) ? Double.NaN : numbers[t] - sum / count;
    }
    return distances;
  }

  /** Whether nearly all weeks with such a day differ to the same side, the other kinds aside. */
  private static boolean agrees(
      int kind,
      List<Integer> chosen,
      double[][] columns,
      double[] wanted,
      IntFunction<int[]> weeks) {
    double[] found = coefficients(chosen, columns, wanted, Double.POSITIVE_INFINITY);
    if (found.length == 0) {
      return false;
    }
    int place = chosen.indexOf(kind);
    int all = 0;
    int agreeing = 0;
    for (int t = 0; t < wanted.length; t++) {
      boolean has = Arrays.stream(weeks.apply(t)).anyMatch(one -> one == kind);
      if (has && !Double.isNaN(wanted[t])) {
        double others = 0;
        for (int i = 0; i < found.length; i++) {
          others += i == place ? 0 : found[i] * columns[chosen.get(i)][t];
        }
        all++;
        agreeing += (wanted[t] - others) * found[place] > 0 ? 1 : 0;
      }
    }
    return agreeing >= AGREEING * all;
  }

  /** What each chosen kind adds beside the others; none when the weeks do not tell. */
  private static double[] coefficients(
      List<Integer> chosen, double[][] columns, double[] wanted, double halfLife) {
    RidgeSystem system = new RidgeSystem(chosen.size());
    double[] row = new double[chosen.size()];
    for (int t = 0; t < wanted.length; t++) {
      if (!Double.isNaN(wanted[t])) {
        for (int i = 0; i < row.length; i++) {
          row[i] = columns[chosen.get(i)][t];
        }
        system.add(row, wanted[t], Math.pow(0.5, (wanted.length - 1 - t) / halfLife));
      }
    }
    double[] found = system.solve(new double[chosen.size()]);
    return found == null ? new double[0] : found;
  }

  /** Rounding is no noise: a series that repeats itself exactly has some all the same. */
  private static double leastNoise(double[] values) {
    return 1e-6
        * Arrays.stream(values)
            .filter(value -> !Double.isNaN(value))
            .map(Math::abs)
            .average()
            .orElse(0);
  }
}
