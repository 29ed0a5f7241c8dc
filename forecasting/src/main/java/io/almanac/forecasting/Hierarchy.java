package io.almanac.forecasting;

import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;

/** Forecasts that add up: bottom-up aggregation (Hyndman and Athanasopoulos 2021, chapter 11). */
public final class Hierarchy {
  private Hierarchy() {}

  /**
   * The forecast of the sum of several series. Its means are the sums of theirs; its errors in the
   * backtest are the sums of theirs at the same origin and distance, so that its intervals know
   * which errors cancel and which do not. A child too young for an origin errs there as it did at
   * others; one that no origin has judged adds its own doubt.
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
    Doubt doubt = Doubt.none(means.length);
    for (SeriesForecast child : sorted) {
      for (int h = 0; h < means.length; h++) {
        means[h] += child.days().get(h).mean();
      }
      doubt = doubt.plus(child.doubt());
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
        Evidence.sum(sorted),
        doubt,
        Forecaster.seasonalChange(history.values()),
        Explanation.none());
  }
}
