package io.almanac.jobs.forecast;

import io.almanac.forecasting.CoherentForecasts;
import io.almanac.forecasting.DailySeries;
import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.Forecaster;
import io.almanac.forecasting.SeriesForecast;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The forecasts of every series of one night; the total of a currency is the sum of its teams, and
 * of every other level.
 *
 * @param lastSettledDay the last day learned from
 * @param levels what adds up
 * @param forecasts by key; a series without settled cost has none
 * @param alone the same series as forecast by themselves, before they were made to add up
 */
public record Outlook(
    LocalDate lastSettledDay,
    ForecastLevels levels,
    NavigableMap<SeriesKey, SeriesForecast> forecasts,
    NavigableMap<SeriesKey, SeriesForecast> alone) {

  /** Copies its maps. */
  public Outlook {
    alone = Collections.unmodifiableNavigableMap(new TreeMap<>(alone));
    forecasts = Collections.unmodifiableNavigableMap(new TreeMap<>(forecasts));
  }

  /** No forecasts, because no day is settled. */
  public static Outlook none() {
    return new Outlook(null, ForecastLevels.TEAMS, new TreeMap<>(), new TreeMap<>());
  }

  /**
   * Makes the forecasts of a plan add up.
   *
   * @param alone every series by itself, as {@link FitPlan#fit} gives
   */
  public static Outlook of(
      DailyActuals actuals,
      LocalDate lastSettledDay,
      ForecastLevels levels,
      NavigableMap<SeriesKey, SeriesForecast> alone) {
    NavigableMap<SeriesKey, SeriesForecast> forecasts = new TreeMap<>(alone);
    for (String currency : actuals.currencies()) {
      SeriesKey total = new SeriesKey(SeriesKey.Type.TOTAL, null, currency);
      actuals
          .total(currency)
          .flatMap(series -> series.toDaily(lastSettledDay))
          .ifPresent(history -> reconcile(levels, history, total, forecasts));
    }
    return new Outlook(lastSettledDay, levels, forecasts, alone);
  }

  /** Replaces the forecasts of one currency by those that add up. */
  private static void reconcile(
      ForecastLevels levels,
      DailySeries history,
      SeriesKey total,
      NavigableMap<SeriesKey, SeriesForecast> forecasts) {
    List<List<SeriesKey>> keys = levels(levels, total.currency(), forecasts);
    CoherentForecasts coherent =
        CoherentForecasts.of(
            levels.method(),
            history,
            forecasts.get(total),
            keys.stream().map(level -> level.stream().map(forecasts::get).toList()).toList());
    forecasts.put(total, coherent.total());
    for (int i = 0; i < keys.size(); i++) {
      for (int k = 0; k < keys.get(i).size(); k++) {
        forecasts.put(keys.get(i).get(k), coherent.levels().get(i).get(k));
      }
    }
  }

  /** The series of a currency that have a forecast, by level, teams first; sorted in each. */
  List<List<SeriesKey>> levels(String currency) {
    return levels(levels, currency, forecasts);
  }

  private static List<List<SeriesKey>> levels(
      ForecastLevels levels, String currency, NavigableMap<SeriesKey, SeriesForecast> forecasts) {
    return levels.types().stream()
        .map(
            type ->
                forecasts.keySet().stream()
                    .filter(key -> key.type() == type && key.currency().equals(currency))
                    .toList())
        .toList();
  }

  /** The forecast of a series; empty when it has no settled cost. */
  public Optional<SeriesForecast> find(SeriesKey key) {
    return Optional.ofNullable(forecasts.get(key));
  }

  /**
   * A forecast, or the run rate with the reason where that fails: one series that cannot be
   * forecast must not take the night from all others.
   */
  static SeriesForecast orRunRate(
      DailySeries history,
      ForecastSettings settings,
      Function<DailySeries, SeriesForecast> forecast) {
    try {
      return forecast.apply(history);
    } catch (RuntimeException e) {
      return Forecaster.runRate(
          history, settings, "Cannot forecast by models: " + e + ". This is the run rate.");
    }
  }
}
