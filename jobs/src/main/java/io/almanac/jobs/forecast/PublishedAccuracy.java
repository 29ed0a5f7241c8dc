package io.almanac.jobs.forecast;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import io.almanac.forecasting.Accuracy;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * The forecasts that earlier nights have published, against what came: rows of the mart {@code
 * forecast_accuracy} with the basis {@code published}.
 */
public final class PublishedAccuracy {
  private static final int[][] BUCKETS = {{1, 7}, {8, 28}, {29, 90}, {91, 366}};
  private static final double[] LEVELS = {0.5, 0.8, 0.9, 0.95};
  private static final int DAYS_BACK = 92;
  private static final int WEEK = 7;

  private final Map<String, CostSeries> actuals = new HashMap<>();
  private final LocalDate settled;
  private final LocalDate asOf;

  /**
   * Prepares the comparison.
   *
   * @param actuals what came
   * @param settled the last day whose costs are complete
   */
  public PublishedAccuracy(DailyActuals actuals, LocalDate settled, LocalDate asOf) {
    actuals
        .series()
        .forEach((key, series) -> this.actuals.put(key.series() + "\n" + key.currency(), series));
    this.settled = settled;
    this.asOf = asOf;
  }

  /** One series at one range of distances, as it adds up. */
  private static final class Sums {
    private final Row any;
    private long judged;
    private double absolute;
    private double signed;
    private double actual;
    private final int[] inside = new int[LEVELS.length];
    private final int[] asked = new int[LEVELS.length];
    private final Map<String, double[]> bySums = new TreeMap<>();

    Sums(Row any) {
      this.any = any;
    }
  }

  /**
   * The rows.
   *
   * @param forecasts the mart {@code forecasts} with all its as-of dates; those of the last three
   *     months and of days that are settled now are judged
   */
  public List<Row> rows(Dataset<Row> forecasts) {
    Map<String, Map<Integer, Sums>> sums = new TreeMap<>();
    Iterator<Row> published =
        forecasts
            .where(
                col("as_of_date")
                    .lt(asOf.toString())
                    .and(col("as_of_date").geq(asOf.minusDays(DAYS_BACK).toString()))
                    .and(col("target_date").leq(lit(settled))))
            .orderBy("series", "billing_currency", "as_of_date", "target_date")
            .toLocalIterator();
    while (published.hasNext()) {
      add(sums, published.next());
    }
    List<Row> rows = new ArrayList<>();
    sums.forEach(
        (key, buckets) ->
            buckets.forEach(
                (bucket, one) -> {
                  if (one.judged > 0) {
                    rows.add(row(key, BUCKETS[bucket], one));
                  }
                }));
    return rows;
  }

  private void add(Map<String, Map<Integer, Sums>> sums, Row row) {
    String key = row.getAs("series") + "\n" + row.getAs("billing_currency");
    CostSeries series = actuals.get(key);
    if (series == null) {
      return;
    }
    LocalDate day = row.getAs("target_date");
    LocalDate trained = row.getAs("training_end");
    int distance = (int) ChronoUnit.DAYS.between(trained, day);
    double actual = series.costs().getOrDefault(day, BigDecimal.ZERO).doubleValue();
    double error = row.<BigDecimal>getAs("mean_cost").doubleValue() - actual;
    for (int bucket = 0; bucket < BUCKETS.length; bucket++) {
      boolean inBucket = distance >= BUCKETS[bucket][0] && distance <= BUCKETS[bucket][1];
      if (distance <= BUCKETS[bucket][1]) {
        Sums one =
            sums.computeIfAbsent(key, unseen -> new TreeMap<>())
                .computeIfAbsent(bucket, unseen -> new Sums(row));
        double[] total =
            one.bySums.computeIfAbsent(row.getAs("as_of_date"), unseen -> new double[3]);
        total[0]++;
        total[1] += error;
        total[2] += actual;
        if (inBucket) {
          judge(one, row, actual, error);
        }
      }
    }
  }

  private static void judge(Sums one, Row row, double actual, double error) {
    one.judged++;
    one.absolute += Math.abs(error);
    one.signed += error;
    one.actual += Math.abs(actual);
    for (int i = 0; i < LEVELS.length; i++) {
      BigDecimal lower = row.getAs("lower_" + Math.round(100 * LEVELS[i]));
      BigDecimal upper = row.getAs("upper_" + Math.round(100 * LEVELS[i]));
      if (lower != null && upper != null) {
        one.asked[i]++;
        boolean holds = actual >= lower.doubleValue() && actual <= upper.doubleValue();
        one.inside[i] += holds ? 1 : 0;
      }
    }
  }

  private Row row(String key, int[] bucket, Sums one) {
    Map<Double, Double> coverage = new TreeMap<>();
    for (int i = 0; i < LEVELS.length; i++) {
      coverage.put(
          LEVELS[i], one.asked[i] == 0 ? Double.NaN : one.inside[i] / (double) one.asked[i]);
    }
    Accuracy accuracy =
        new Accuracy(
            bucket[0],
            bucket[1],
            (int) one.judged,
            one.judged == 0 ? Double.NaN : one.absolute / one.judged / weeklyChange(key),
            one.actual > 0 ? one.absolute / one.actual : Double.NaN,
            one.actual > 0 ? one.signed / one.actual : Double.NaN,
            totalError(one, bucket[1]),
            Double.NaN,
            Double.NaN,
            coverage);
    List<Object> row = new ArrayList<>();
    row.add(one.any.getAs("series"));
    row.add(one.any.getAs("team"));
    row.add(one.any.getAs("is_total"));
    row.add(level(one.any.getAs("series")));
    row.add(one.any.getAs("billing_currency"));
    row.add("published");
    row.add(one.any.getAs("model"));
    ForecastRows.addTo(row, accuracy);
    row.add(YearMonth.from(asOf).toString());
    row.add(asOf.toString());
    return RowFactory.create(row.toArray());
  }

  /** By its name: nights before there were other levels than teams have not said it. */
  private static String level(String series) {
    return series.contains(":") ? series.substring(0, series.indexOf(':')) : series;
  }

  /** Over the nights whose every day of the range is settled. */
  private static double totalError(Sums one, int days) {
    return one.bySums.values().stream()
        .filter(total -> total[0] == days && total[2] != 0)
        .mapToDouble(total -> Math.abs(total[1] / total[2]))
        .average()
        .orElse(Double.NaN);
  }

  /** Mean absolute change of the settled days from the week before; NaN when there is none. */
  private double weeklyChange(String key) {
    CostSeries series = actuals.get(key);
    double sum = 0;
    int count = 0;
    LocalDate first = series.costs().firstKey();
    for (LocalDate day = first.plusDays(WEEK); !day.isAfter(settled); day = day.plusDays(1)) {
      double now = series.costs().getOrDefault(day, BigDecimal.ZERO).doubleValue();
      double before =
          series.costs().getOrDefault(day.minusDays(WEEK), BigDecimal.ZERO).doubleValue();
      sum += Math.abs(now - before);
      count++;
    }
    return sum > 0 ? sum / count : Double.NaN;
  }
}
