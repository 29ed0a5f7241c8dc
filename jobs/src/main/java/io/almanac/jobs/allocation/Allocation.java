package io.almanac.jobs.allocation;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.try_sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.MartSums;
import io.almanac.jobs.mart.Owners;
import io.almanac.jobs.mart.SumKey;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Gives every charge an owner and sums charges up to their grain per day. */
public final class Allocation {
  private static final Map<String, String> GRAIN = grain();

  /** What the rules ask for has this before its name, since the grain has names of its own. */
  private static final String FACTS = "fact_";

  private static final List<String> COSTS =
      List.of("BilledCost", "EffectiveCost", "ContractedCost", "ListCost");
  private static final String QUANTITY = "ConsumedQuantity";

  private Allocation() {}

  /**
   * {@link CostMarts#ALLOCATED_COSTS} of {@link CostMarts#CHARGES}: every charge counts in exactly
   * one row, so that costs and rows sum to those of the charges. A sum is null where no charge has
   * the amount; a cost beyond DECIMAL(38,18) fails, a quantity beyond it is null.
   *
   * @param charges of the mart of that name; with {@link CostMarts#KUBERNETES} where those of
   *     clusters stand in pieces
   */
  public static Dataset<Row> allocate(
      Dataset<Row> charges, AllocationRules rules, GpuInstances gpus) {
    boolean inPieces = List.of(charges.columns()).containsAll(CostMarts.KUBERNETES);
    return owned(alike(charges, rules, gpus, inPieces), rules, inPieces);
  }

  /**
   * What to sum of charges for {@link #allocateSums}: those of one day that are alike in all that
   * the mart keeps and the rules ask for. An hourly bill has many of them, and rules then decide
   * once for all.
   */
  public static MartSums sums(AllocationRules rules, GpuInstances gpus) {
    List<SumKey> keys = new ArrayList<>();
    keys.add(SumKey.day("charge_day", "ChargePeriodStart"));
    keys.add(gpus.isGpu("is_gpu"));
    GRAIN.forEach((name, focus) -> keys.add(SumKey.text(name, focus)));
    furtherFacts(rules).forEach(fact -> keys.add(SumKey.text(FACTS + fact, fact)));
    return new MartSums(keys, COSTS, List.of(QUANTITY));
  }

  /** The same as {@link #allocate}, of {@link #sums} of charges. */
  public static Dataset<Row> allocateSums(Dataset<Row> sums, AllocationRules rules) {
    List<Column> columns = new ArrayList<>();
    columns.add(date_from_unix_date(col("charge_day")).as("charge_date"));
    columns.add(col("is_gpu"));
    GRAIN.keySet().forEach(name -> columns.add(col(name)));
    furtherFacts(rules).forEach(fact -> columns.add(col(FACTS + fact)));
    columns.add(col("BilledCost").as("billed_cost"));
    columns.add(col("EffectiveCost").as("effective_cost"));
    columns.add(col("ContractedCost").as("contracted_cost"));
    columns.add(col("ListCost").as("list_cost"));
    columns.add(col(QUANTITY).as("consumed_quantity"));
    columns.add(col(QUANTITY + MartSums.VALUES).as("quantities"));
    columns.add(col(MartSums.ROWS).as("charge_rows"));
    return owned(sums.select(columns.toArray(Column[]::new)), rules, false);
  }

  /** Gives charges that are alike their owner, and sums up to the mart's grain. */
  private static Dataset<Row> owned(Dataset<Row> alike, AllocationRules rules, boolean inPieces) {
    List<Column> grain = new ArrayList<>(List.of(col("charge_date"), col("is_gpu")));
    if (inPieces) {
      CostMarts.KUBERNETES.forEach(name -> grain.add(col(name)));
    }
    GRAIN.keySet().forEach(name -> grain.add(col(name)));
    Owners.NAMES.forEach(name -> grain.add(col("owner." + name).as(name)));
    grain.add(col("owner.rule_name").as("rule_name"));
    if (rules.hasSets()) {
      grain.add(col("owner.rule_set").as("rule_set"));
      grain.add(col("owner.rule_version").as("rule_version"));
    }
    Map<String, Column> facts = new LinkedHashMap<>();
    OwnerFunction.inputs(rules).forEach(fact -> facts.put(FACTS + fact, fact(fact)));
    Dataset<Row> summed =
        alike
            .withColumns(facts)
            .withColumn("owner", OwnerFunction.of(rules, FACTS))
            .groupBy(grain.toArray(Column[]::new))
            .agg(
                sum("billed_cost").as("billed_cost"),
                sum("effective_cost").as("effective_cost"),
                sum("contracted_cost").as("contracted_cost"),
                sum("list_cost").as("list_cost"),
                quantity(),
                sum("charge_rows").as("charge_rows"))
            .withColumn("share", lit(1));
    if (!rules.hasSets()) {
      summed =
          summed.withColumn("rule_set", lit(null)).withColumn("rule_version", lit(rules.version()));
    }
    List<String> none = new ArrayList<>(CostMarts.SHARING);
    none.addAll(inPieces ? List.of() : CostMarts.KUBERNETES);
    none.addAll(CostMarts.CONVERSION);
    for (String name : none) {
      summed = summed.withColumn(name, lit(null));
    }
    return CostMarts.ALLOCATED_COSTS.conform(summed);
  }

  /** What rules ask for and the grain does not have. */
  private static List<String> furtherFacts(AllocationRules rules) {
    return OwnerFunction.inputs(rules).stream().filter(fact -> !GRAIN.containsValue(fact)).toList();
  }

  /** What rules ask for, in charges that are alike. */
  private static Column fact(String fact) {
    return GRAIN.entrySet().stream()
        .filter(entry -> entry.getValue().equals(fact))
        .findFirst()
        .map(entry -> col(entry.getKey()))
        .orElse(col(FACTS + fact));
  }

  /** {@link #sums} of charges that stand in pieces, or in no mart. */
  private static Dataset<Row> alike(
      Dataset<Row> charges, AllocationRules rules, GpuInstances gpus, boolean inPieces) {
    List<Column> columns = new ArrayList<>();
    List<Column> key = new ArrayList<>(List.of(col("charge_date"), col("is_gpu")));
    columns.add(to_date(col("ChargePeriodStart")).as("charge_date"));
    columns.add(gpus.isGpu().as("is_gpu"));
    GRAIN.forEach(
        (name, focus) -> {
          columns.add(col(focus).as(name));
          key.add(col(name));
        });
    if (inPieces) {
      columns.add(col(CostMarts.CHARGE_COUNT));
      CostMarts.KUBERNETES.forEach(
          name -> {
            columns.add(col(name));
            key.add(col(name));
          });
    }
    for (String fact : furtherFacts(rules)) {
      columns.add(col(fact).as(FACTS + fact));
      key.add(col(FACTS + fact));
    }
    COSTS.forEach(cost -> columns.add(col(cost)));
    columns.add(col(QUANTITY));
    return charges
        .select(columns.toArray(Column[]::new))
        .groupBy(key.toArray(Column[]::new))
        .agg(
            sum("BilledCost").as("billed_cost"),
            sum("EffectiveCost").as("effective_cost"),
            sum("ContractedCost").as("contracted_cost"),
            sum("ListCost").as("list_cost"),
            // Bytes held for seconds can pass 20 digits; the money must come through then.
            try_sum(col(QUANTITY)).as("consumed_quantity"),
            count(col(QUANTITY)).as("quantities"),
            (inPieces ? sum(CostMarts.CHARGE_COUNT) : count(lit(1))).as("charge_rows"));
  }

  /** Too large in one part is too large in all. */
  private static Column quantity() {
    Column tooLarge = col("consumed_quantity").isNull().and(col("quantities").gt(0));
    return when(max(tooLarge), lit(null))
        .otherwise(try_sum(col("consumed_quantity")))
        .as("consumed_quantity");
  }

  /** The columns that a row has as its charges have them, with the column of charges. */
  public static Map<String, String> takenOver() {
    return Collections.unmodifiableMap(GRAIN);
  }

  private static Map<String, String> grain() {
    Map<String, String> grain = new LinkedHashMap<>();
    grain.put("invoice_id", "InvoiceId");
    grain.put("billing_currency", "BillingCurrency");
    grain.put("service_provider_name", "ServiceProviderName");
    grain.put("sub_account_id", "SubAccountId");
    grain.put("sub_account_name", "SubAccountName");
    grain.put("service_category", "ServiceCategory");
    grain.put("service_name", "ServiceName");
    grain.put("sku_id", "SkuId");
    grain.put("region_id", "RegionId");
    grain.put("resource_id", "ResourceId");
    grain.put("resource_name", "ResourceName");
    grain.put("charge_category", "ChargeCategory");
    grain.put("charge_class", "ChargeClass");
    grain.put("consumed_unit", "ConsumedUnit");
    grain.put("source", "source");
    grain.put("billing_period", "billing_period");
    return grain;
  }
}
