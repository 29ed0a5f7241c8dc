package io.almanac.forecasting;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Forecasts that add up: bottom-up aggregation (Hyndman and Athanasopoulos 2021, chapter 11). */
public final class Hierarchy {
  private Hierarchy() {}

  /**
   * The forecast of the sum of several series. Its means are the sums of theirs; its errors in the
   * backtest are the sums of theirs at the same origin and distance, so that its intervals know
   * which errors cancel and which do not. A child too young for an origin is left out there and the
   * others' errors are stretched by its share of the forecast.
   *
   * @param history the actual values of the sum; names it and gives the scale of its errors
   * @param children at least one, all with the same training end, horizon and levels; their order
   *     does not matter
   */
  public static SeriesForecast total(DailySeries history, List<SeriesForecast> children) {
    List<SeriesForecast> sorted =
        children.stream().sorted(Comparator.comparing(SeriesForecast::id)).toList();
    SeriesForecast any = sorted.get(0);
    for (SeriesForecast child : sorted) {
      if (!child.trainingEnd().equals(any.trainingEnd())
          || child.days().size() != any.days().size()) {
        throw new IllegalArgumentException(
            "Cannot add up forecasts of different days: " + any.id() + " and " + child.id());
      }
    }
    double[] means = new double[any.days().size()];
    boolean neverNegative = true;
    LocalDate start = any.trainingStart();
    for (SeriesForecast child : sorted) {
      for (int h = 0; h < means.length; h++) {
        means[h] += child.days().get(h).mean();
      }
      neverNegative &= child.isNeverNegative();
      start = child.trainingStart().isBefore(start) ? child.trainingStart() : start;
    }
    return new SeriesForecast(
        history.id(),
        "sum-of-teams",
        start,
        any.trainingEnd(),
        means,
        neverNegative,
        any.levels(),
        Evidence.sum(sorted, backtests -> sum(sorted, backtests)),
        Forecaster.seasonalChange(history.values()),
        Explanation.none());
  }

  /**
   * The errors of the sum.
   *
   * @param backtests one of each child, in the same order
   */
  static Backtest sum(List<SeriesForecast> children, List<Backtest> backtests) {
    int origins = backtests.stream().mapToInt(backtest -> backtest.errors().length).max().orElse(0);
    double[][] errors = new double[origins][];
    double[][] actuals = new double[origins][];
    double all = size(children);
    for (int k = 0; k < origins; k++) {
      List<SeriesForecast> judged = new ArrayList<>();
      List<Backtest> theirs = new ArrayList<>();
      for (int i = 0; i < backtests.size(); i++) {
        if (isJudged(backtests.get(i), k)) {
          judged.add(children.get(i));
          theirs.add(backtests.get(i));
        }
      }
      double share = size(judged) / all;
      double stretch = share > 0 && share < 1 ? 1 / share : 1;
      int ahead = ahead(backtests, k);
      errors[k] = new double[ahead];
      actuals[k] = new double[ahead];
      if (theirs.isEmpty()) {
        Arrays.fill(errors[k], Double.NaN);
      }
      for (Backtest backtest : theirs) {
        for (int h = 0; h < ahead; h++) {
          errors[k][h] += backtest.errors()[k][h] * stretch;
          actuals[k][h] += backtest.actuals()[k][h] * stretch;
        }
      }
    }
    return new Backtest(errors, actuals);
  }

  /** Whether there is any error at an origin: what has ended has none, what is young neither. */
  private static boolean isJudged(Backtest backtest, int origin) {
    return backtest.errors().length > origin
        && Arrays.stream(backtest.errors()[origin]).anyMatch(Double::isFinite);
  }

  private static int ahead(List<Backtest> backtests, int origin) {
    return backtests.stream()
        .filter(backtest -> backtest.errors().length > origin)
        .mapToInt(backtest -> backtest.errors()[origin].length)
        .max()
        .orElse(0);
  }

  private static double size(List<SeriesForecast> children) {
    return children.stream().mapToDouble(SeriesForecast::size).sum();
  }
}
