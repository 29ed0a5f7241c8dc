package io.almanac.jobs.sharing;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.regexp_extract;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/** Gives shared costs to those who bear them. */
public final class SharedCosts {
  /** What currencies are worth. */
  @FunctionalInterface
  public interface Rates {
    /** No currency is worth anything in another one. */
    Rates NONE = (currency, month) -> Optional.empty();

    /** What one unit is worth in the reporting currency in a billing month; empty if not known. */
    Optional<BigDecimal> find(String currency, String month);
  }

  private SharedCosts() {}

  /**
   * {@link CostMarts#ALLOCATED_COSTS} in which every cost that a rule concerns is borne by its
   * targets; other rows stay as they are. Every amount and {@code charge_rows} sum to what they
   * were, for each invoice, day, service and currency.
   *
   * @param allocated {@link CostMarts#ALLOCATED_COSTS} before that, of whole billing months: all
   *     sources of a month or none; read several times
   * @param measures what rules go by besides costs
   * @param rates what costs in other currencies are worth
   */
  public static Dataset<Row> split(
      Dataset<Row> allocated, SharedCostRules rules, BasisMeasures measures, Rates rates) {
    if (rules.rules().isEmpty()) {
      return allocated;
    }
    Column concerned = lit(false);
    Column conditions = lit("");
    for (SplitRule rule : rules.rules()) {
      Column holds = rule.pool().conditionsMatch();
      concerned = concerned.or(holds.and(rule.pool().ownerMatches()));
      conditions = concat(conditions, when(holds, "1").otherwise("0"));
    }
    HashMap<String, MonthBasis> months = new HashMap<>(months(allocated, measures, rates));
    ArrayList<SplitRule> inOrder = new ArrayList<>(rules.rules());
    String version = rules.version();
    Dataset<Row> shared =
        pools(allocated.where(concerned), conditions)
            .groupByKey((MapFunction<Row, String>) SharedCosts::month, Encoders.STRING())
            .flatMapGroups(
                (FlatMapGroupsFunction<String, Row, Row>)
                    (month, rows) ->
                        split(rows, new MonthSplit(inOrder, months.get(month)), version),
                Encoders.row(CostMarts.ALLOCATED_COSTS.schema()));
    return CostMarts.ALLOCATED_COSTS
        .conform(allocated.where(not(concerned)))
        .unionByName(CostMarts.ALLOCATED_COSTS.conform(shared));
  }

  /** Costs that rules concern, at the grain at which they are divided. */
  private static Dataset<Row> pools(Dataset<Row> concerned, Column conditions) {
    List<Column> by = new ArrayList<>();
    Stream.of(SharedRows.WHAT, SharedRows.OWNER).flatMap(List::stream).forEach(n -> by.add(col(n)));
    by.add(col(SharedRows.CONDITIONS));
    Column[] sums =
        SharedRows.AMOUNTS.stream()
            // Bytes held for seconds may pass DECIMAL(38,18) in a sum; no cost does.
            .map(name -> (name.endsWith("_cost") ? sum(name) : try_sum(col(name))).as(name))
            .toArray(Column[]::new);
    Column onlyGpu = when(col("is_gpu"), col("resource_id"));
    return concerned
        .withColumn(SharedRows.CONDITIONS, conditions)
        .withColumn("resource_name", when(col("is_gpu"), col("resource_name")))
        .withColumn("resource_id", onlyGpu)
        .groupBy(by.toArray(Column[]::new))
        .agg(sum("charge_rows").as("charge_rows"), sums);
  }

  private static Iterator<Row> split(Iterator<Row> rows, MonthSplit month, String version) {
    List<SharedRow> shared = new ArrayList<>();
    rows.forEachRemaining(row -> shared.add(SharedRows.read(row)));
    return month.apply(shared).stream().map(row -> SharedRows.write(row, version)).iterator();
  }

  /** What every month of the costs is known by, under month and currency. */
  private static Map<String, MonthBasis> months(
      Dataset<Row> allocated, BasisMeasures measures, Rates rates) {
    List<String> costs = SharedRows.AMOUNTS.subList(0, 4);
    Column[] sums =
        costs.stream()
            .map(name -> coalesce(sum(name), lit(BigDecimal.ZERO).cast(Mart.MONEY)).as(name))
            .toArray(Column[]::new);
    Map<String, MonthCosts> periods = new TreeMap<>();
    allocated
        .groupBy("billing_period", "billing_currency", "team", "cost_center")
        .agg(sum("charge_rows"), sums)
        .collectAsList()
        .forEach(
            row -> {
              Map<String, BigDecimal> amounts = new TreeMap<>();
              costs.forEach(name -> amounts.put(name, row.getAs(name)));
              periods
                  .computeIfAbsent(row.getAs("billing_period"), MonthCosts::new)
                  .add(
                      row.getAs("billing_currency"),
                      row.getAs("team"),
                      row.getAs("cost_center"),
                      amounts);
            });
    Map<String, Map<String, String>> owners = resourceOwners(allocated, measures.resources());
    Map<String, MonthBasis> months = new TreeMap<>();
    periods.forEach(
        (period, month) ->
            month
                .byCurrency(measures, owners.getOrDefault(period, Map.of()), rates)
                .forEach((currency, basis) -> months.put(period + " " + currency, basis)));
    return months;
  }

  /** The team that most of a resource's cost in a month belongs to, by month and resource. */
  private static Map<String, Map<String, String>> resourceOwners(
      Dataset<Row> allocated, SortedSet<String> resources) {
    Map<String, Map<String, String>> owners = new TreeMap<>();
    if (resources.isEmpty()) {
      return owners;
    }
    Object[] wanted = resources.toArray();
    Column id = lower(col("resource_id"));
    Column last = regexp_extract(id, "([^/]+)$", 1);
    Column name = lower(col("resource_name"));
    allocated
        // One measure may know a machine by its name, another by its whole id.
        .withColumn(
            "resource",
            explode(array_distinct(filter(array(id, last, name), known -> known.isin(wanted)))))
        .where(col("team").isNotNull())
        .groupBy("billing_period", "resource", "team")
        .agg(sum("effective_cost").as("effective_cost"))
        .orderBy(
            col("billing_period"),
            col("resource"),
            col("effective_cost").desc_nulls_last(),
            col("team"))
        .collectAsList()
        .forEach(
            row ->
                owners
                    .computeIfAbsent(row.getString(0), unseen -> new TreeMap<>())
                    .putIfAbsent(row.getString(1), row.getString(2)));
    return owners;
  }

  private static String month(Row row) {
    return row.getAs("billing_period") + " " + row.getAs("billing_currency");
  }
}
