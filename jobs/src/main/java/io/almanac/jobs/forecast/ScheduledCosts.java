package io.almanac.jobs.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lower;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The part of every series that is no usage, by kind of charge: purchases, taxes, credits,
 * adjustments. It is part of the series' costs, not on top of them.
 *
 * @param series by key and kind, a charge category in lower case
 */
public record ScheduledCosts(Map<SeriesKey, NavigableMap<String, CostSeries>> series) {
  /** No part is looked at by itself. */
  public static final ScheduledCosts NONE = new ScheduledCosts(Map.of());

  /** Copies its map. */
  public ScheduledCosts {
    series = Collections.unmodifiableMap(new TreeMap<>(series));
  }

  /**
   * Collects the parts from the mart {@code allocated_costs}, in one pass; none when no kind is
   * asked for. Bounded by series, days and kinds.
   *
   * @param kinds charge categories in lower case, such as {@code tax}
   * @param levels whose series are all collected
   * @param budgeted projects and cost centres to collect as well
   */
  public static ScheduledCosts collect(
      Dataset<Row> allocatedCosts,
      List<String> kinds,
      ForecastLevels levels,
      Set<SeriesKey> budgeted) {
    if (kinds.isEmpty()) {
      return NONE;
    }
    Dataset<Row> sums =
        DailyActuals.sums(
            allocatedCosts
                .withColumn("kind", lower(col("charge_category")))
                .where(col("kind").isin(kinds.toArray()).and(col("effective_cost").notEqual(0))),
            levels,
            budgeted,
            "kind");
    TreeMap<SeriesKey, TreeMap<String, TreeMap<LocalDate, BigDecimal>>> costs = new TreeMap<>();
    for (Row row : sums.collectAsList()) {
      costs
          .computeIfAbsent(DailyActuals.key(row), unseen -> new TreeMap<>())
          .computeIfAbsent(row.getString(4), unseen -> new TreeMap<>())
          .put(row.getAs(3), row.getDecimal(5));
    }
    TreeMap<SeriesKey, NavigableMap<String, CostSeries>> series = new TreeMap<>();
    costs.forEach(
        (key, byKind) ->
            byKind.forEach(
                (kind, days) -> {
                  add(series, kind, new CostSeries(key, days));
                  if (key.type() == SeriesKey.Type.TEAM) {
                    SeriesKey total = new SeriesKey(SeriesKey.Type.TOTAL, null, key.currency());
                    add(series, kind, new CostSeries(total, days));
                  }
                }));
    return new ScheduledCosts(series);
  }

  private static void add(
      Map<SeriesKey, NavigableMap<String, CostSeries>> series, String kind, CostSeries costs) {
    series
        .computeIfAbsent(costs.key(), unseen -> new TreeMap<>())
        .merge(kind, costs, CostSeries::plus);
  }

  /**
   * The parts of a series by kind, one value a day; 0 where nothing is charged.
   *
   * @param start the first day
   * @param days how many
   */
  SortedMap<String, double[]> of(SeriesKey key, LocalDate start, int days) {
    SortedMap<String, double[]> parts = new TreeMap<>();
    series
        .getOrDefault(key, new TreeMap<>())
        .forEach(
            (kind, costs) -> {
              double[] values = new double[days];
              boolean any = false;
              for (int t = 0; t < days; t++) {
                values[t] =
                    costs.costs().getOrDefault(start.plusDays(t), BigDecimal.ZERO).doubleValue();
                any |= values[t] != 0;
              }
              if (any) {
                parts.put(kind, values);
              }
            });
    return parts;
  }
}
