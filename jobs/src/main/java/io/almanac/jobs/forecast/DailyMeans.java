package io.almanac.jobs.forecast;

import io.almanac.forecasting.ForecastPoint;
import io.almanac.forecasting.SeriesForecast;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The expected cost of every series and day as decimals, rounded once, so that days add up to
 * months and teams to the total to the last digit.
 */
final class DailyMeans {
  /** A millionth of the currency is far below any forecast's accuracy. */
  private static final int SCALE = 6;

  private final Map<SeriesKey, NavigableMap<LocalDate, BigDecimal>> means = new HashMap<>();

  DailyMeans(Outlook outlook) {
    outlook.forecasts().forEach(this::add);
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

  private void add(SeriesKey key, SeriesForecast forecast) {
    if (key.type() == SeriesKey.Type.TOTAL) {
      return;
    }
    SeriesKey total = new SeriesKey(SeriesKey.Type.TOTAL, null, key.currency());
    for (ForecastPoint point : forecast.days()) {
      BigDecimal mean = round(point.mean());
      means.computeIfAbsent(key, unseen -> new TreeMap<>()).put(point.date(), mean);
      if (key.type() == SeriesKey.Type.TEAM) {
        means
            .computeIfAbsent(total, unseen -> new TreeMap<>())
            .merge(point.date(), mean, BigDecimal::add);
      }
    }
  }
}
