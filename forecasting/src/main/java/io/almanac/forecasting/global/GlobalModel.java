package io.almanac.forecasting.global;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.forecasting.automatic.Gaps;
import io.almanac.forecasting.calendar.CalendarEffects;
import io.almanac.forecasting.calendar.MonthDays;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One model of many series (Montero-Manso and Hyndman 2021): boosted trees correct the plain
 * forecast of a series by what followed similar moments of all series. Fitted once, it forecasts
 * any series of its frequency, also one that it has not learned from.
 *
 * <p>Once fitted it is immutable: a series' forecast then depends on its own history alone, and
 * scales with it. The same series in any order give the same model.
 */
public final class GlobalModel implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final double MEDIAN = 0.5;

  /** A forecast stays within the range of the history, widened by this share of it. */
  private static final double WIDER = 0.4;

  private final GlobalSettings settings;
  private final BoostedTrees trees;
  private final int rows;

  private GlobalModel(GlobalSettings settings, BoostedTrees trees, int rows) {
    this.settings = settings;
    this.trees = trees;
    this.rows = rows;
  }

  /**
   * Learns the medians of what follows.
   *
   * @return empty when all series are too short to learn from
   * @throws IllegalArgumentException when two series have the same id
   */
  public static Optional<GlobalModel> fit(List<GlobalSeries> series, GlobalSettings settings) {
    return fit(series, settings, MEDIAN);
  }

  /**
   * Learns a quantile of what follows, for bounds.
   *
   * @param probability of the quantile, between 0 and 1, exclusive
   * @return empty when all series are too short to learn from
   * @throws IllegalArgumentException when two series have the same id, or it is no probability
   */
  public static Optional<GlobalModel> fit(
      List<GlobalSeries> series, GlobalSettings settings, double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("Cannot learn a quantile of probability: " + probability);
    }
    TrainingRows rows =
        TrainingRows.of(
            series.stream().map(one -> prepared(one, settings.frequency())).toList(), settings);
    return rows.size() < BoostedTrees.FEWEST_ROWS
        ? Optional.empty()
        : Optional.of(
            new GlobalModel(settings, BoostedTrees.fit(rows, settings, probability), rows.size()));
  }

  /** How many pairs of an origin and a step it has learned from. */
  public int rows() {
    return rows;
  }

  /**
   * Continues a series as it is: gaps are filled first, and effects of days of the month taken out
   * and put back.
   *
   * @param values NaN is missing
   * @param start day of the first value of a daily series; null when it is not known
   * @param horizon how many steps, at most as many as it has learned
   * @return one value a step; null when the series is too short or has nothing but zeros of late
   * @throws IllegalArgumentException when it has not learned to look so far ahead
   */
  public double[] forecast(double[] values, LocalDate start, int horizon) {
    LocalDate day = dated(start, settings.frequency());
    if (day == null) {
      return continuation(filled(values, settings.frequency()), null, horizon);
    }
    MonthDays days = MonthDays.from(day, values.length + horizon, List.of());
    CalendarEffects calendar = CalendarEffects.learn(values, days);
    double[] plain = filled(calendar.remove(values, days, 0), settings.frequency());
    double[] ahead = continuation(plain, day, horizon);
    if (ahead == null) {
      return null;
    }
    double[] restored = calendar.add(ahead, days, values.length);
    boolean neverNegative = Arrays.stream(values).noneMatch(value -> value < 0);
    return neverNegative
        ? Arrays.stream(restored).map(value -> Math.max(0, value)).toArray()
        : restored;
  }

  /**
   * Continues values that are ready for models: for a place in a combination, which has taken out
   * what must be taken out.
   *
   * @param values finite, no gaps
   * @param start day of the first value of a daily series; null when it is not known
   * @param horizon how many steps, at most as many as it has learned
   * @return one value a step; null when the series is too short or has nothing but zeros of late
   * @throws IllegalArgumentException when it has not learned to look so far ahead
   */
  public double[] continuation(double[] values, LocalDate start, int horizon) {
    if (horizon > settings.horizon()) {
      throw new IllegalArgumentException(
          "Cannot forecast steps: "
              + horizon
              + ". The global model has learned to forecast "
              + settings.horizon()
              + ".");
    }
    Moment moment =
        Moment.of(values, dated(start, settings.frequency()), values.length, settings.frequency());
    if (moment == null) {
      return null;
    }
    double smallest = Arrays.stream(values).min().orElseThrow();
    double largest = Arrays.stream(values).max().orElseThrow();
    double room = WIDER * (largest - smallest);
    double least = smallest >= 0 ? Math.max(0, smallest - room) : smallest - room;
    double[] ahead = new double[horizon];
    for (int h = 0; h < horizon; h++) {
      double error = moment.unit() * trees.predict(moment.features(h + 1));
      ahead[h] = Math.max(least, Math.min(largest + room, moment.plain(h + 1) + error));
    }
    return ahead;
  }

  private static GlobalSeries prepared(GlobalSeries one, Frequency frequency) {
    LocalDate start = dated(one.start(), frequency);
    double[] plain = one.values();
    if (start != null) {
      MonthDays days = MonthDays.from(start, plain.length, List.of());
      plain = CalendarEffects.learn(plain, days).remove(plain, days, 0);
    }
    return new GlobalSeries(one.id(), start, filled(plain, frequency));
  }

  private static LocalDate dated(LocalDate start, Frequency frequency) {
    return frequency == Frequency.DAILY ? start : null;
  }

  private static double[] filled(double[] values, Frequency frequency) {
    return Gaps.fill(values, frequency.periods()[0]);
  }
}
