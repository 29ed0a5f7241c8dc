package io.almanac.jobs.forecast;

import io.almanac.forecasting.DailySeries;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Actual effective cost per day, exact.
 *
 * @param key what it is of
 * @param costs the days that have cost
 */
public record CostSeries(SeriesKey key, NavigableMap<LocalDate, BigDecimal> costs) {

  /** Copies its costs. */
  public CostSeries {
    costs = new TreeMap<>(costs);
  }

  /** The cost from one day to another, exclusive; zero when there is none. */
  public BigDecimal sum(LocalDate from, LocalDate until) {
    return from.isBefore(until)
        ? costs.subMap(from, true, until, false).values().stream()
            .reduce(BigDecimal.ZERO, BigDecimal::add)
        : BigDecimal.ZERO;
  }

  /** Both series added, under this one's key. */
  public CostSeries plus(CostSeries other) {
    NavigableMap<LocalDate, BigDecimal> sum = new TreeMap<>(costs);
    other.costs.forEach((day, cost) -> sum.merge(day, cost, BigDecimal::add));
    return new CostSeries(key, sum);
  }

  /**
   * The series to learn from: from its first day to {@code lastDay}. The bill of a settled day is
   * complete, so a day without a charge has cost nothing; what other teams have on that day must
   * not matter.
   *
   * @param lastDay the last settled day
   * @return empty when the series begins after {@code lastDay}
   */
  public Optional<DailySeries> toDaily(LocalDate lastDay) {
    if (costs.isEmpty() || costs.firstKey().isAfter(lastDay)) {
      return Optional.empty();
    }
    LocalDate start = costs.firstKey();
    double[] values = new double[(int) ChronoUnit.DAYS.between(start, lastDay) + 1];
    for (int i = 0; i < values.length; i++) {
      values[i] = costs.getOrDefault(start.plusDays(i), BigDecimal.ZERO).doubleValue();
    }
    return Optional.of(new DailySeries(key.series(), start, values));
  }
}
