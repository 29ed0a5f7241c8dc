package io.almanac.jobs.kpi;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.mart.SplitColumns;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** The key figures of allocation, from costs of settled days. */
public final class AllocationKpis {
  /** How many tag keys get a figure: those with most cost under them. */
  public static final int TAG_KEYS = 20;

  private final LocalDate asOf;
  private final List<Row> rows = new ArrayList<>();

  private AllocationKpis(LocalDate asOf) {
    this.asOf = asOf;
  }

  /**
   * Rows of {@link io.almanac.jobs.mart.KpiMarts#ALLOCATION_KPIS}, by month, currency and figure.
   *
   * @param allocatedCosts the mart of that name
   * @param taggedCosts the mart of that name
   * @param units what drivers count
   * @param settled the last settled day; later days do not count, neither as cost nor as units
   */
  public static List<Row> of(
      Dataset<Row> allocatedCosts,
      Dataset<Row> taggedCosts,
      List<DriverUnits> units,
      LocalDate asOf,
      LocalDate settled) {
    AllocationKpis kpis = new AllocationKpis(asOf);
    Map<String, MonthCosts> months = kpis.months(allocatedCosts, settled);
    Map<String, Map<String, BigDecimal>> tagged = tagged(taggedCosts, settled);
    List<String> keys = topKeys(tagged);
    months.forEach(
        (month, costs) -> {
          kpis.add(month, "share-allocated", null, "total", costs.allocated(), costs.total);
          kpis.add(month, "share-shared", null, "total", costs.shared, costs.total);
          Map<String, BigDecimal> own = tagged.getOrDefault(month, Map.of());
          keys.forEach(
              key ->
                  kpis.add(
                      month,
                      "share-tagged",
                      key,
                      "total",
                      own.getOrDefault(key, BigDecimal.ZERO),
                      costs.total));
          for (DriverUnits driver : units) {
            BigDecimal cost = costs.total;
            if (!driver.teams().isEmpty()) {
              cost =
                  driver.teams().stream()
                      .filter(costs.byTeam::containsKey)
                      .map(costs.byTeam::get)
                      .reduce(BigDecimal::add)
                      .orElse(null);
            }
            kpis.add(
                month,
                "cost-per-unit",
                driver.driver(),
                driver.scope(),
                cost,
                driver.monthly().get(YearMonth.parse(month.substring(0, 7))));
          }
        });
    return kpis.rows;
  }

  /** What a month cost in one currency. */
  private static final class MonthCosts {
    private BigDecimal total = BigDecimal.ZERO;
    private BigDecimal shared = BigDecimal.ZERO;
    private final Map<String, BigDecimal> byTeam = new TreeMap<>();

    private BigDecimal allocated() {
      return byTeam.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    }
  }

  private Map<String, MonthCosts> months(Dataset<Row> allocatedCosts, LocalDate settled) {
    Map<String, MonthCosts> months = new TreeMap<>();
    allocatedCosts
        .where(col("charge_date").leq(lit(settled)).and(col("effective_cost").isNotNull()))
        .withColumn("given", SplitColumns.GIVEN)
        .groupBy("billing_period", "billing_currency", "team", "given")
        .agg(sum("effective_cost"))
        .collectAsList()
        .forEach(
            row -> {
              MonthCosts costs = months.computeIfAbsent(month(row), unseen -> new MonthCosts());
              BigDecimal cost = row.getDecimal(4);
              costs.total = costs.total.add(cost);
              if (row.getBoolean(3)) {
                costs.shared = costs.shared.add(cost);
              }
              if (!row.isNullAt(2)) {
                costs.byTeam.merge(row.getString(2), cost, BigDecimal::add);
              }
            });
    // A period that is no month has no month's figures.
    months.keySet().removeIf(month -> !month.matches("\\d{4}-\\d{2} .*"));
    return months;
  }

  private static Map<String, Map<String, BigDecimal>> tagged(
      Dataset<Row> taggedCosts, LocalDate settled) {
    Map<String, Map<String, BigDecimal>> tagged = new TreeMap<>();
    taggedCosts
        .where(col("charge_date").leq(lit(settled)).and(col("effective_cost").isNotNull()))
        .groupBy("billing_period", "billing_currency", "tag_key")
        .agg(sum("effective_cost"))
        .collectAsList()
        .forEach(
            row ->
                tagged
                    .computeIfAbsent(month(row), unseen -> new TreeMap<>())
                    .put(row.getString(2), row.getDecimal(3)));
    return tagged;
  }

  private static List<String> topKeys(Map<String, Map<String, BigDecimal>> tagged) {
    Map<String, BigDecimal> sums = new TreeMap<>();
    tagged
        .values()
        .forEach(keys -> keys.forEach((key, cost) -> sums.merge(key, cost.abs(), BigDecimal::add)));
    return sums.entrySet().stream()
        .sorted(
            Map.Entry.<String, BigDecimal>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(TAG_KEYS)
        .map(Map.Entry::getKey)
        .toList();
  }

  private void add(
      String month,
      String kpi,
      String key,
      String scope,
      BigDecimal numerator,
      BigDecimal denominator) {
    boolean known = numerator != null && denominator != null && denominator.signum() != 0;
    String currency = month.substring(8);
    rows.add(
        RowFactory.create(
            month.substring(0, 7),
            currency.equals("null") ? null : currency,
            kpi,
            key,
            scope,
            numerator,
            denominator,
            known ? numerator.divide(denominator, 18, java.math.RoundingMode.HALF_EVEN) : null,
            YearMonth.from(asOf).toString(),
            asOf.toString()));
  }

  private static String month(Row row) {
    return row.getString(0) + " " + row.getString(1);
  }
}
