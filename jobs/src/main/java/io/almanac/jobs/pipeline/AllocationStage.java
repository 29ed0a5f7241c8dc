package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.not;

import io.almanac.jobs.allocation.Allocation;
import io.almanac.jobs.allocation.GpuInstances;
import io.almanac.jobs.currency.CurrencyMonth;
import io.almanac.jobs.currency.ExchangeRates;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Publication;
import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.storage.StorageLevel;

/** Gives charges their owners, and shares out among owners what belongs to several. */
final class AllocationStage {
  private final SparkSession spark;
  private final Publication marts;
  private final NightInputs inputs;
  private final ChargeStage.Result charges;
  private final SharedCostStage sharing;
  private final KubernetesStage kubernetes;
  private final CurrencyStage currencies;

  /**
   * Prepares it.
   *
   * @param charges what became of the charges
   * @param sharing what shared costs go by
   * @param kubernetes what charges of clusters are divided by
   * @param currencies at which rates costs are converted
   */
  AllocationStage(
      SparkSession spark,
      Publication marts,
      NightInputs inputs,
      ChargeStage.Result charges,
      SharedCostStage sharing,
      KubernetesStage kubernetes,
      CurrencyStage currencies) {
    this.spark = spark;
    this.marts = marts;
    this.inputs = inputs;
    this.charges = charges;
    this.sharing = sharing;
    this.kubernetes = kubernetes;
    this.currencies = currencies;
  }

  /**
   * Completes {@code allocated_costs}: replaced billing periods, or all of them when what decides
   * about owners changed, and months whose exchange rates changed; closed ones never.
   *
   * @param sameOwners whether the same charges would get the same owners as in the last version
   */
  void run(boolean sameOwners) {
    Map<String, String> facts =
        marts.previous().map(version -> version.manifest().facts()).orElse(Map.of());
    Set<String> partitions = marts.partitionRows(CostMarts.CHARGES).keySet();
    Map<String, Set<String>> periods =
        sharing.affected(
            currencies.affected(
                sameOwners ? kubernetes.affected(charges.replaced()) : charges.replaced(),
                facts,
                partitions),
            facts,
            before(),
            partitions);
    Predicate<String> kept =
        partition ->
            charges.isClosed(partition)
                || (sameOwners && ChargeStage.keeps(periods, Set.of(), partition));
    kubernetes.findClaims(kept);
    Dataset<Row> allocated =
        kubernetes.isNeeded()
            ? allocated(affected(sameOwners, periods))
            : Allocation.allocateSums(
                marts.sums(
                    spark,
                    CostMarts.CHARGES,
                    Allocation.sums(inputs.rules(), gpus()),
                    kept.negate()),
                inputs.rules());
    if (sharing.isNeeded()) {
      allocated.persist(StorageLevel.MEMORY_AND_DISK());
      try {
        marts.stage(CostMarts.ALLOCATED_COSTS, currencies.convert(sharing.split(allocated)));
      } finally {
        allocated.unpersist();
      }
    } else {
      marts.stage(CostMarts.ALLOCATED_COSTS, currencies.convert(allocated));
    }
    marts.settle(CostMarts.ALLOCATED_COSTS, kept);
  }

  /** The charges whose owners are decided this night. */
  private Dataset<Row> affected(boolean sameOwners, Map<String, Set<String>> periods) {
    Dataset<Row> open =
        marts
            .read(spark, CostMarts.CHARGES)
            .where(not(col("billing_period").isin(charges.closed().toArray())));
    return sameOwners ? open.where(isOf(ChargeStage.names(periods))) : open;
  }

  /**
   * Charges that are held back with the owners that they would have if their billing periods were
   * open; what shared costs go by is the whole month, so its other charges take part in that.
   */
  Dataset<Row> heldBack(Dataset<Row> held) {
    if (!sharing.isNeeded()) {
      return allocated(held);
    }
    Set<String> periods = charges.held().periods();
    Object[] months =
        periods.stream().map(name -> name.substring(name.indexOf('/') + 1)).distinct().toArray();
    Dataset<Row> others =
        marts
            .read(spark, CostMarts.CHARGES)
            .where(col("billing_period").isin(months).and(not(isOf(periods))));
    return sharing.split(allocated(held.unionByName(others)), ratesOf(months)).where(isOf(periods));
  }

  /** The rates that rows of closed billing periods have, whatever the file says now. */
  private ExchangeRates ratesOf(Object[] months) {
    NavigableMap<CurrencyMonth, BigDecimal> rates = new TreeMap<>();
    marts
        .read(spark, CostMarts.ALLOCATED_COSTS)
        .where(col("billing_period").isin(months).and(col("exchange_rate").isNotNull()))
        .select("billing_currency", "billing_period", "exchange_rate")
        .distinct()
        .collectAsList()
        .forEach(
            row ->
                rates.put(
                    new CurrencyMonth(row.getString(0), row.getString(1)), row.getDecimal(2)));
    return new ExchangeRates(inputs.rates().into(), inputs.rates().file(), rates);
  }

  /** The partitions of charges in the last version. */
  private Set<String> before() {
    return marts
        .previous()
        .map(version -> version.manifest().marts().get(CostMarts.CHARGES.name()).partitions())
        .map(Map::keySet)
        .orElse(Set.of());
  }

  private Dataset<Row> allocated(Dataset<Row> some) {
    return Allocation.allocate(kubernetes.split(some), inputs.rules(), gpus());
  }

  private GpuInstances gpus() {
    return new GpuInstances(inputs.gpuCatalogue().instanceTypes());
  }

  /** Whether a row is of one of the billing periods, given as {@code source/period}. */
  private static Column isOf(Set<String> periods) {
    return concat_ws("/", col("source"), col("billing_period")).isin(periods.toArray());
  }
}
