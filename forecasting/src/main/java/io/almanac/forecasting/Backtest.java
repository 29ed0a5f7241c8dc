package io.almanac.forecasting;

import io.almanac.forecasting.automatic.Combination;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a method would have got wrong: forecasts from several past origins, each made from what was
 * known then (rolling origin; Tashman 2000).
 *
 * <p>Origins are counted back from the last day of the history in steps of {@link #STEP} days, so
 * that series with the same last day have the same origins and their errors can be added up.
 *
 * @param errors forecast minus actual, by origin (the newest first) and day ahead; NaN where there
 *     is no actual. Origin {@code k} lies {@code (k + 1) * STEP} days back and has as many days
 * @param actuals the same days' actual values
 * @param independent how many origins there would be if none shared its errors with another; at
 *     most as many as there are
 */
record Backtest(double[][] errors, double[][] actuals, int independent) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Origins with errors of their own. */
  Backtest(double[][] errors, double[][] actuals) {
    this(errors, actuals, errors.length);
  }

  /** Two weeks: every weekday is seen twice, and neighbouring origins still differ. */
  static final int STEP = 14;

  /** Half a year of origins. */
  static final int MOST_ORIGINS = 12;

  private static final int SHORTEST_HISTORY = 28;

  /** The origins of a history; none before its first value. */
  static List<Combination.Origin> origins(double[] values, int horizon) {
    int first = 0;
    while (first < values.length && Double.isNaN(values[first])) {
      first++;
    }
    List<Combination.Origin> origins = new ArrayList<>();
    int known = values.length - STEP;
    while (known >= Math.max(SHORTEST_HISTORY, first + 1) && origins.size() < MOST_ORIGINS) {
      origins.add(new Combination.Origin(known, Math.min(values.length - known, horizon)));
      known -= STEP;
    }
    return origins;
  }

  /**
   * The same errors where every day is a number of times what it was, and the number uncertain.
   *
   * @param means what the days ahead were expected to be
   * @param factors by day ahead: how many times that they are now
   * @param doubts by day ahead: the standard deviation of the factor, relative to it
   */
  Backtest scaled(double[] means, double[] factors, double[] doubts) {
    double[][] scaledErrors = new double[errors.length][];
    double[][] scaledActuals = new double[errors.length][];
    for (int k = 0; k < errors.length; k++) {
      scaledErrors[k] = errors[k].clone();
      scaledActuals[k] = actuals[k].clone();
    }
    for (int h = 0; h < factors.length; h++) {
      double usual = rootMeanSquare(h);
      double doubt = means[h] * doubts[h];
      double wider = usual > 0 ? Math.hypot(usual, doubt) / usual : 1;
      for (int k = 0; k < errors.length; k++) {
        if (h < errors[k].length) {
          scaledErrors[k][h] *= factors[h] * wider;
          scaledActuals[k][h] *= factors[h];
        }
      }
    }
    return new Backtest(scaledErrors, scaledActuals, independent);
  }

  /** The same without one origin. */
  Backtest without(int origin) {
    List<double[]> otherErrors = new ArrayList<>(Arrays.asList(errors));
    List<double[]> otherActuals = new ArrayList<>(Arrays.asList(actuals));
    otherErrors.remove(origin);
    otherActuals.remove(origin);
    return new Backtest(
        otherErrors.toArray(double[][]::new),
        otherActuals.toArray(double[][]::new),
        Math.min(independent, otherErrors.size()));
  }

  /** Whether any origin has an error, be it zero. */
  boolean isJudged() {
    return IntStream.range(0, errors.length).anyMatch(this::isJudged);
  }

  /** Whether there is any error at an origin: what has ended has none, what is young neither. */
  boolean isJudged(int origin) {
    return errors.length > origin && Arrays.stream(errors[origin]).anyMatch(Double::isFinite);
  }

  /** Whether any error is other than zero. */
  boolean isEverWrong() {
    return Arrays.stream(errors)
        .flatMapToDouble(Arrays::stream)
        .anyMatch(error -> Double.isFinite(error) && error != 0);
  }

  /** An error; NaN where there is none. */
  double errorAt(int origin, int step) {
    return origin < errors.length && step < errors[origin].length
        ? errors[origin][step]
        : Double.NaN;
  }

  /** The mean square of the errors of days that all origins have; 0 when there is none. */
  double meanSquare() {
    return Arrays.stream(errors)
        .flatMapToDouble(origin -> Arrays.stream(origin).limit(STEP))
        .filter(Double::isFinite)
        .map(error -> error * error)
        .average()
        .orElse(0);
  }

  /** What an origin forecast, by day ahead; NaN where there is no actual. */
  double[] forecasts(int origin) {
    double[] forecasts = new double[errors[origin].length];
    Arrays.setAll(forecasts, h -> actuals[origin][h] + errors[origin][h]);
    return forecasts;
  }

  /**
   * The sizes of errors of days that were forecast other than zero, ascending; each relative to the
   * larger of forecast and actual, since a forecast near zero would make any error a multiple.
   */
  double[] relativeErrors() {
    return IntStream.range(0, errors.length)
        .boxed()
        .flatMapToDouble(
            k -> {
              double[] forecasts = forecasts(k);
              return IntStream.range(0, forecasts.length)
                  .filter(h -> Double.isFinite(forecasts[h]) && forecasts[h] != 0)
                  .mapToDouble(
                      h ->
                          Math.abs(errors[k][h])
                              / Math.max(Math.abs(forecasts[h]), Math.abs(actuals[k][h])));
            })
        .sorted()
        .toArray();
  }

  private double rootMeanSquare(int step) {
    double squares = 0;
    int count = 0;
    for (double[] origin : errors) {
      if (step < origin.length && Double.isFinite(origin[step])) {
        squares += origin[step] * origin[step];
        count++;
      }
    }
    return count == 0 ? 0 : Math.sqrt(squares / count);
  }

  /**
   * Sum of absolute errors by sum of absolute actuals over a range of days ahead, from 1; NaN when
   * nothing was judged.
   */
  double wape(int from, int to) {
    double absolute = 0;
    double actual = 0;
    for (int k = 0; k < errors.length; k++) {
      for (int h = from - 1; h < Math.min(to, errors[k].length); h++) {
        if (Double.isFinite(errors[k][h])) {
          absolute += Math.abs(errors[k][h]);
          actual += Math.abs(actuals[k][h]);
        }
      }
    }
    return actual > 0 ? absolute / actual : Double.NaN;
  }

  /** The mean of all absolute errors that were judged, in the unit of the series; NaN for none. */
  double meanAbsoluteError() {
    return Arrays.stream(errors)
        .flatMapToDouble(Arrays::stream)
        .filter(Double::isFinite)
        .map(Math::abs)
        .average()
        .orElse(Double.NaN);
  }

  /**
   * The absolute errors of the sums of so many days, together by the sizes of these sums: origins
   * with next to nothing to forecast count for as much. NaN when no origin has as many days.
   */
  double sumWape(int days) {
    double absolute = 0;
    double size = 0;
    for (int k = 0; k < errors.length; k++) {
      if (errors[k].length >= days) {
        absolute += Math.abs(sum(errors[k], errors[k], days));
        size += Math.abs(sum(actuals[k], errors[k], days));
      }
    }
    return size > 0 ? absolute / size : Double.NaN;
  }

  /** The sum of those of the first days that were judged. */
  private static double sum(double[] values, double[] errors, int days) {
    double sum = 0;
    for (int h = 0; h < days; h++) {
      sum += Double.isFinite(errors[h]) ? values[h] : 0;
    }
    return sum;
  }

  /**
   * The mean, over origins, of the absolute error of the sum of so many days, by that sum; NaN when
   * no origin has as many days.
   */
  double sumError(int days) {
    double sum = 0;
    int judged = 0;
    for (int k = 0; k < errors.length; k++) {
      if (errors[k].length < days) {
        continue;
      }
      double error = sum(errors[k], errors[k], days);
      double actual = sum(actuals[k], errors[k], days);
      if (actual != 0) {
        sum += Math.abs(error / actual);
        judged++;
      }
    }
    return judged == 0 ? Double.NaN : sum / judged;
  }
}
