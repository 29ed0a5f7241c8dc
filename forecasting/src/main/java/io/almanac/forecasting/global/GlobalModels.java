package io.almanac.forecasting.global;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The global models of one night: one that has learned from every day, for the forecast, and one
 * that has learned from the days up to the oldest origin alone, for judging. Whoever asks for the
 * continuation of a history gets that of the newest model that has seen no day after it: weights
 * and intervals that come from past origins are honest by construction.
 */
public final class GlobalModels implements Serializable {
  private static final long serialVersionUID = 1L;

  private final LocalDate lastDay;
  private final GlobalModel newest;
  private final LocalDate oldestOrigin;
  private final GlobalModel judged;

  private GlobalModels(
      LocalDate lastDay, GlobalModel newest, LocalDate oldestOrigin, GlobalModel judged) {
    this.lastDay = lastDay;
    this.newest = newest;
    this.oldestOrigin = oldestOrigin;
    this.judged = judged;
  }

  /**
   * Learns twice from daily series.
   *
   * @param series all with a first day
   * @param settings for daily series
   * @param oldestOrigin the last day that the model for judging has seen
   * @return empty when the series are too short to learn from up to that day
   * @throws IllegalArgumentException when two series have the same id
   */
  public static Optional<GlobalModels> fit(
      List<GlobalSeries> series, GlobalSettings settings, LocalDate oldestOrigin) {
    Optional<LocalDate> lastDay =
        series.stream().map(GlobalModels::lastDay).max(LocalDate::compareTo);
    List<GlobalSeries> then =
        series.stream()
            .filter(one -> !one.start().isAfter(oldestOrigin))
            .map(one -> until(one, oldestOrigin))
            .toList();
    Optional<GlobalModel> judged = GlobalModel.fit(then, settings);
    return judged.flatMap(
        past ->
            GlobalModel.fit(series, settings)
                .map(newest -> new GlobalModels(lastDay.get(), newest, oldestOrigin, past)));
  }

  /**
   * Continues values that are ready for models, as a member of a combination does.
   *
   * @param values one per day, finite, no gaps
   * @param start the day of the first value; null when it is not known
   * @param horizon how many days, at most as many as were learned
   * @return one value a day; null when the series is too short, without dates, or ends before the
   *     oldest origin
   */
  public double[] continuation(double[] values, LocalDate start, int horizon) {
    if (start == null || values.length == 0) {
      return null;
    }
    LocalDate last = start.plusDays(values.length - 1L);
    if (last.isBefore(oldestOrigin)) {
      return null;
    }
    GlobalModel model = last.isBefore(lastDay) ? judged : newest;
    return model.continuation(values, start, horizon);
  }

  private static LocalDate lastDay(GlobalSeries one) {
    return one.start().plusDays(one.values().length - 1L);
  }

  private static GlobalSeries until(GlobalSeries one, LocalDate day) {
    int known =
        (int) Math.min(one.values().length, day.toEpochDay() - one.start().toEpochDay() + 1);
    return new GlobalSeries(one.id(), one.start(), Arrays.copyOf(one.values(), known));
  }
}
