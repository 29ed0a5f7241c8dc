package io.almanac.jobs.charges;

import static org.apache.spark.sql.functions.array_append;
import static org.apache.spark.sql.functions.array_sort;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.get_json_object;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.substring_index;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.config.SplitLineItems;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;

/**
 * Moves the effective cost of AWS instances to the containers on them, as AWS's split line items
 * say. What containers get, the line items of their instance in the same hour lose, largest first,
 * so that every total stays what it was to the last digit; rounding and what AWS gave nobody stay
 * with the instance. Billed cost does not move: the invoice is for instances.
 */
public final class SplitCosts {
  /** Usage types of machines, such as {@code USW2-BoxUsage:p5.48xlarge}. */
  private static final String MACHINE_HOURS = "(^|-)(Box|Spot|Dedicated|HostBox)Usage(:|$)";

  /** AWS's own item for capacity that no container has used. */
  private static final String UNUSED = "(?i)(^|[/:])unused$";

  /** What the AWS readers write for a split line item. */
  private static final String METHOD = "aws-split-cost-allocation";

  /** Wide enough for the hour of a machine, and narrow enough that sums and differences fit. */
  private static final String HOURLY = "decimal(28,18)";

  private static final String SUMMED = "decimal(37,18)";
  private static final String COST = "decimal(38,18)";

  private SplitCosts() {}

  /**
   * The same rows with effective cost where the settings want it. Containers whose instance is not
   * in the report get nothing and the flag SplitParentMissing.
   *
   * @param read as {@link ChargeLoad#read} answers, all rows of the export's billing periods
   */
  public static Dataset<Row> assign(Dataset<Row> read, SplitLineItems bearer) {
    if (bearer == SplitLineItems.NODES) {
      return read;
    }
    Column split = coalesce(col("AllocatedMethodId").equalTo(METHOD), lit(false));
    Column machine =
        coalesce(
            not(split)
                .and(not(ChargeLoad.isRejected()))
                .and(col("ChargeCategory").equalTo("Usage"))
                .and(col("SkuMeter").rlike(MACHINE_HOURS))
                .and(col("ResourceId").isNotNull())
                .and(col("EffectiveCost").gt(0))
                .and(col("EffectiveCost").lt(new BigDecimal("10000000000"))),
            lit(false));
    Column pod = split.and(not(ChargeLoad.isRejected()));
    Dataset<Row> concerned =
        read.where(pod.or(machine))
            .withColumn("split", split)
            .withColumn("node", substring_index(col("ResourceId"), "/", -1))
            .withColumn("share", share(bearer));
    Dataset<Row> others = read.where(not(pod.or(machine)));
    return others.union(move(concerned).select(columns(read)));
  }

  private static Dataset<Row> move(Dataset<Row> rows) {
    WindowSpec hour =
        Window.partitionBy(
            "node", "ChargePeriodStart", "BillingCurrency", "source", "billing_period");
    WindowSpec largestFirst =
        hour.orderBy(
            col("split"), col("EffectiveCost").desc(), col("x_SourceFile"), col("x_SourceRow"));
    Column machineCost = when(not(col("split")), col("EffectiveCost").cast(HOURLY));
    Column before =
        coalesce(
            sum(machineCost)
                .over(largestFirst.rowsBetween(Window.unboundedPreceding(), -1))
                .cast(SUMMED),
            lit(0));
    return rows.withColumn("wanted", coalesce(sum("share").over(hour).cast(SUMMED), lit(0)))
        .withColumn("machines", count(machineCost).over(hour))
        .withColumn("place", row_number().over(largestFirst))
        .withColumn("before", before.cast(SUMMED))
        .withColumn("known", col("wanted").gt(0).and(col("machines").gt(0)))
        .withColumn("left", greatest(col("wanted").minus(col("before")).cast(SUMMED), lit(0)))
        .withColumn(
            "taken",
            when(not(col("known")), lit(0))
                // The last line item gives what is still wanted, even more than it has.
                .when(col("place").equalTo(col("machines")), col("left"))
                .otherwise(least(col("left"), machineCost))
                .cast(SUMMED))
        .withColumn("x_Flags", flags())
        .withColumn(
            "EffectiveCost",
            when(col("split"), when(col("known"), coalesce(col("share"), lit(0))).otherwise(lit(0)))
                .otherwise(col("EffectiveCost").cast(SUMMED).minus(col("taken")))
                .cast(COST))
        .withColumn(
            "PricingCurrencyEffectiveCost",
            when(col("PricingCurrency").equalTo(col("BillingCurrency")), col("EffectiveCost"))
                .otherwise(col("PricingCurrencyEffectiveCost")));
  }

  private static Column flags() {
    return when(
            col("split").and(col("machines").equalTo(0)).and(col("share").gt(0)),
            concat_ws(
                ",",
                array_sort(array_append(split(col("x_Flags"), ","), lit("SplitParentMissing")))))
        .otherwise(col("x_Flags"));
  }

  private static Column share(SplitLineItems bearer) {
    Column used = cost("x_SplitCost");
    Column share =
        bearer == SplitLineItems.PODS ? used : used.plus(cost("x_UnusedCost")).cast(HOURLY);
    return when(coalesce(col("AllocatedResourceId").rlike(UNUSED), lit(false)), lit(0))
        .otherwise(share)
        .cast(HOURLY);
  }

  private static Column cost(String member) {
    Column text = get_json_object(col("AllocatedMethodDetails"), "$.Elements[0]." + member);
    return coalesce(text.try_cast(HOURLY), lit(0).cast(HOURLY));
  }

  private static Column[] columns(Dataset<Row> read) {
    List<Column> columns = new ArrayList<>();
    for (String name : read.columns()) {
      columns.add(col(name));
    }
    return columns.toArray(Column[]::new);
  }
}
