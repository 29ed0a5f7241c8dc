package io.almanac.jobs.forecast;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The daily costs of every team, of the totals, of the other levels that are forecast, and of the
 * projects and cost centres that have a budget, held on the driver: one number per series and day,
 * never more.
 *
 * @param series by key
 */
public record DailyActuals(NavigableMap<SeriesKey, CostSeries> series) {

  /** Copies its map. */
  public DailyActuals {
    series = new TreeMap<>(series);
  }

  /**
   * Collects the series from the mart {@code daily_costs}, in one pass.
   *
   * @param levels whose series are all collected
   * @param budgeted projects and cost centres to collect as well
   */
  public static DailyActuals collect(
      Dataset<Row> dailyCosts, ForecastLevels levels, Set<SeriesKey> budgeted) {
    Dataset<Row> sums = sums(dailyCosts, levels, budgeted);
    TreeMap<SeriesKey, TreeMap<LocalDate, BigDecimal>> costs = new TreeMap<>();
    for (Row row : sums.collectAsList()) {
      if (row.isNullAt(4)) {
        // All costs of the day are missing, such as usage whose amortised cost is not exported.
        continue;
      }
      SeriesKey key = key(row);
      LocalDate day = row.getAs(3);
      costs.computeIfAbsent(key, unseen -> new TreeMap<>()).put(day, row.getDecimal(4));
    }
    TreeMap<SeriesKey, CostSeries> series = new TreeMap<>();
    costs.forEach((key, days) -> series.put(key, new CostSeries(key, days)));
    for (CostSeries team : series.values().stream().filter(DailyActuals::isTeam).toList()) {
      SeriesKey total = new SeriesKey(SeriesKey.Type.TOTAL, null, team.key().currency());
      series.merge(total, new CostSeries(total, team.costs()), CostSeries::plus);
    }
    return new DailyActuals(series);
  }

  /**
   * The cost of every series and day: type, name, currency, day, what else it is by, sum.
   *
   * @param costs at least owner, service, currency, day and effective cost
   * @param alsoBy columns of it that sums are kept apart by
   */
  static Dataset<Row> sums(
      Dataset<Row> costs, ForecastLevels levels, Set<SeriesKey> budgeted, String... alsoBy) {
    Set<SeriesKey.Type> types = new TreeSet<>(levels.types());
    budgeted.forEach(key -> types.add(key.type()));
    Column scopes =
        explode(array(types.stream().map(type -> scope(type, value(type))).toArray(Column[]::new)));
    List<Column> selected =
        new ArrayList<>(
            List.of(
                col("billing_currency"),
                col("charge_date"),
                col("effective_cost"),
                scopes.as("scope")));
    List<Column> keys =
        new ArrayList<>(
            List.of(
                col("scope.type"), col("scope.name"), col("billing_currency"), col("charge_date")));
    for (String column : alsoBy) {
      selected.add(col(column));
      keys.add(col(column));
    }
    return costs
        .select(selected.toArray(Column[]::new))
        .where(wanted(levels, budgeted))
        .groupBy(keys.toArray(Column[]::new))
        .agg(sum("effective_cost").cast(Mart.MONEY));
  }

  /** The series that a row of {@link #sums} is of. */
  static SeriesKey key(Row row) {
    return new SeriesKey(
        SeriesKey.Type.valueOf(row.getString(0)),
        row.getString(1),
        row.isNullAt(2) ? "" : row.getString(2));
  }

  /** The series of a key; empty when it has never had any cost. */
  public Optional<CostSeries> find(SeriesKey key) {
    return Optional.ofNullable(series.get(key));
  }

  /** The total in a currency; empty when there is no cost in it. */
  public Optional<CostSeries> total(String currency) {
    return find(new SeriesKey(SeriesKey.Type.TOTAL, null, currency));
  }

  /** The teams in a currency, by name, the unallocated last. */
  public Collection<CostSeries> teams(String currency) {
    return series.values().stream()
        .filter(one -> isTeam(one) && one.key().currency().equals(currency))
        .toList();
  }

  /** The currencies that have cost, sorted. */
  public SortedSet<String> currencies() {
    return series.keySet().stream()
        .map(SeriesKey::currency)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isTeam(CostSeries one) {
    return one.key().type() == SeriesKey.Type.TEAM;
  }

  private static Column scope(SeriesKey.Type type, Column value) {
    return struct(lit(type.name()).as("type"), value.as("name"));
  }

  private static Column value(SeriesKey.Type type) {
    return switch (type) {
      case TOTAL -> throw new IllegalArgumentException("Cannot collect the total: teams give it.");
      case TEAM -> col("team");
      case PROJECT -> col("project");
      case COST_CENTER -> col("cost_center");
      case ENVIRONMENT -> col("environment");
      case SERVICE_CATEGORY -> col("service_category");
      case SERVICE -> col("service_name");
      case GPU -> when(col("is_gpu"), "yes").when(not(col("is_gpu")), "no");
    };
  }

  private static Column wanted(ForecastLevels levels, Set<SeriesKey> budgeted) {
    Column wanted =
        col("scope.type").isin(levels.types().stream().map(SeriesKey.Type::name).toArray());
    for (SeriesKey key : budgeted) {
      wanted =
          wanted.or(
              col("scope.type")
                  .equalTo(key.type().name())
                  .and(coalesce(col("scope.name"), lit("")).equalTo(key.name())));
    }
    return wanted;
  }
}
