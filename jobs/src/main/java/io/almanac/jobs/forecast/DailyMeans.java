package io.almanac.jobs.forecast;

import io.almanac.forecasting.ForecastPoint;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.reconciliation.Coherence;
import io.almanac.forecasting.reconciliation.Structure;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The expected cost of every series and day as decimals, rounded once, so that days add up to
 * months, and teams and every other level to the total, to the last digit.
 */
final class DailyMeans {
  /** A millionth of the currency is far below any forecast's accuracy. */
  private static final int SCALE = 6;

  private final Map<SeriesKey, NavigableMap<LocalDate, BigDecimal>> means = new HashMap<>();

  DailyMeans(Outlook outlook) {
    Set<String> currencies = new TreeSet<>();
    outlook.forecasts().keySet().forEach(key -> currencies.add(key.currency()));
    for (String currency : currencies) {
      addLevels(outlook, currency);
    }
    outlook
        .forecasts()
        .forEach(
            (key, forecast) -> {
              if (!outlook.levels().hold(key)) {
                forecast.days().forEach(day -> put(key, day.date(), round(day.mean())));
              }
            });
  }

  /** The expected cost by day; none when the series has no forecast. */
  NavigableMap<LocalDate, BigDecimal> of(SeriesKey key) {
    return means.getOrDefault(key, new TreeMap<>());
  }

  /** The expected cost from one day to another, exclusive. */
  BigDecimal sum(SeriesKey key, LocalDate from, LocalDate until) {
    return from.isBefore(until)
        ? of(key).subMap(from, true, until, false).values().stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
        : BigDecimal.ZERO;
  }

  /** An amount of a forecast as a decimal; null when it is not a number. */
  static BigDecimal round(double amount) {
    return Double.isFinite(amount)
        ? BigDecimal.valueOf(amount).setScale(SCALE, RoundingMode.HALF_EVEN)
        : null;
  }

  /** The series of all levels, which add up after rounding as well. */
  private void addLevels(Outlook outlook, String currency) {
    List<List<SeriesKey>> levels = outlook.levels(currency);
    if (levels.get(0).isEmpty()) {
      return;
    }
    Structure structure = Structure.breakdowns(levels.stream().mapToInt(List::size).toArray());
    List<SeriesKey> keys = new ArrayList<>();
    keys.add(new SeriesKey(SeriesKey.Type.TOTAL, null, currency));
    levels.forEach(keys::addAll);
    List<SeriesForecast> forecasts = keys.stream().map(outlook.forecasts()::get).toList();
    List<ForecastPoint> days = forecasts.get(0).days();
    for (int h = 0; h < days.size(); h++) {
      double[] values = new double[keys.size()];
      for (int node = 0; node < values.length; node++) {
        values[node] = forecasts.get(node).days().get(h).mean();
      }
      BigDecimal[] rounded = Coherence.round(structure, values, SCALE);
      for (int node = 0; node < rounded.length; node++) {
        put(keys.get(node), days.get(h).date(), rounded[node]);
      }
    }
  }

  private void put(SeriesKey key, LocalDate day, BigDecimal mean) {
    means.computeIfAbsent(key, unseen -> new TreeMap<>()).put(day, mean);
  }
}
