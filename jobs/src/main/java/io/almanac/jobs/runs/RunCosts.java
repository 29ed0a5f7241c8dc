package io.almanac.jobs.runs;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_distinct;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.transform;

import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.RunMarts;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What each leaf run cost. A usage charge that carries a run's identifier as a tag is that run's
 * whole; any other usage charge of a resource that runs say they ran on is divided over them by
 * time. What no run was there for stays with the owner of the charge and is not here.
 */
public final class RunCosts {
  /** Tags of charges that hold a run's identifier, compared without case and blanks. */
  private static final String RUN_TAGS = "('mlflow_run_id', 'run_id')";

  private static final StructType PARTS =
      new StructType()
          .add("run_history", DataTypes.StringType)
          .add("run_id", DataTypes.StringType)
          .add("charge_date", DataTypes.DateType)
          .add("resource_id", DataTypes.StringType)
          .add("billing_currency", DataTypes.StringType)
          .add("matched_hours", Mart.MONEY)
          .add("billed_cost", Mart.MONEY)
          .add("effective_cost", Mart.MONEY);

  private RunCosts() {}

  /**
   * {@link RunMarts#RUN_COSTS} of charges and runs.
   *
   * @param runs {@link RunMarts#RUNS}; few enough to be sent to every executor
   * @param charges the mart {@code charges}
   * @param asOf where runs without an end are taken to end, at its first moment
   */
  public static Dataset<Row> match(Dataset<Row> runs, Dataset<Row> charges, LocalDate asOf) {
    Dataset<Row> leaves = runs.where(col("is_leaf"));
    Dataset<Row> usage =
        charges
            .where(col("ChargeCategory").equalTo("Usage"))
            .select(
                col("ResourceId"),
                col("ResourceName"),
                col("ChargePeriodStart"),
                col("ChargePeriodEnd"),
                col("BillingCurrency").as("billing_currency"),
                col("BilledCost"),
                col("EffectiveCost"),
                runTag().as("run_tag"));
    Dataset<Row> tagged = byTag(usage, leaves);
    Dataset<Row> timed = byTime(usage, leaves, asOf);
    Dataset<Row> known =
        leaves.select(
            "run_history",
            "run_id",
            "run_name",
            "experiment_name",
            "status",
            "person",
            "start_month");
    return RunMarts.RUN_COSTS.conform(
        tagged
            .unionByName(timed)
            .groupBy(
                "run_history",
                "run_id",
                "charge_date",
                "resource_id",
                "billing_currency",
                "match_method")
            .agg(
                sum("matched_hours").as("matched_hours"),
                sum("billed_cost").as("billed_cost"),
                sum("effective_cost").as("effective_cost"))
            .join(
                broadcast(known),
                scala.jdk.javaapi.CollectionConverters.asScala(List.of("run_history", "run_id"))
                    .toSeq()));
  }

  /** The identifier in a charge's tags; null when there is none. */
  private static org.apache.spark.sql.Column runTag() {
    return expr(
        "case when lower(Tags) like '%run_id%' then element_at(map_values(map_filter("
            + "from_json(Tags, 'map<string,string>'), (key, value) -> lower(trim(key)) in "
            + RUN_TAGS
            + ")), 1) end");
  }

  private static Dataset<Row> byTag(Dataset<Row> usage, Dataset<Row> leaves) {
    Dataset<Row> byId =
        leaves
            .groupBy(col("run_id"))
            .agg(min("run_history").as("run_history"))
            .withColumnRenamed("run_id", "run_tag");
    return usage
        .where(col("run_tag").isNotNull())
        .join(broadcast(byId), "run_tag")
        .select(
            col("run_history"),
            col("run_tag").as("run_id"),
            to_date(col("ChargePeriodStart")).as("charge_date"),
            col("ResourceId").as("resource_id"),
            col("billing_currency"),
            lit("charge-tag").as("match_method"),
            lit(null).cast(Mart.MONEY).as("matched_hours"),
            col("BilledCost").as("billed_cost"),
            col("EffectiveCost").as("effective_cost"));
  }

  private static Dataset<Row> byTime(Dataset<Row> usage, Dataset<Row> leaves, LocalDate asOf) {
    Instant now = asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
    Dataset<Row> uses =
        leaves
            .select(
                explode(transform(col("resource_ids"), id -> lower(id))).as("machine"),
                col("run_history"),
                col("run_id"),
                col("start_time"),
                coalesce(col("end_time"), lit(now)).as("end_time"))
            .where(col("start_time").lt(col("end_time")));
    Dataset<Row> tags = leaves.select(col("run_id").as("run_tag"), lit(true).as("is_known"));
    // Charges of the same machine and time are divided in the same way, so they are divided once.
    return usage
        .join(broadcast(tags.distinct()), new String[] {"run_tag"}, "left")
        .where(col("is_known").isNull())
        .groupBy(
            coalesce(col("ResourceId"), col("ResourceName")).as("resource_id"),
            col("ResourceName").as("resource_name"),
            col("ChargePeriodStart"),
            col("ChargePeriodEnd"),
            col("billing_currency"))
        .agg(sum("BilledCost").as("billed_cost"), sum("EffectiveCost").as("effective_cost"))
        .withColumn(
            "charge_machine",
            explode(
                array_distinct(
                    array(
                        lower(col("resource_id")),
                        lower(coalesce(col("resource_name"), col("resource_id")))))))
        .join(
            broadcast(uses),
            col("charge_machine")
                .equalTo(col("machine"))
                .and(col("start_time").lt(col("ChargePeriodEnd")))
                .and(col("end_time").gt(col("ChargePeriodStart"))))
        .groupBy(
            "resource_id",
            "resource_name",
            "ChargePeriodStart",
            "ChargePeriodEnd",
            "billing_currency")
        .agg(
            first("billed_cost").as("billed_cost"),
            first("effective_cost").as("effective_cost"),
            collect_list(struct("run_history", "run_id", "start_time", "end_time")).as("uses"))
        .flatMap((FlatMapFunction<Row, Row>) RunCosts::divide, Encoders.row(PARTS))
        .withColumn("match_method", lit("resource-time"));
  }

  private static Iterator<Row> divide(Row charge) {
    List<ResourceShare.Use> uses = new ArrayList<>();
    Map<String, Row> runs = new HashMap<>();
    for (Row use : charge.<Row>getList(charge.fieldIndex("uses"))) {
      String key = use.getString(0) + "\n" + use.getString(1);
      runs.put(key, use);
      uses.add(new ResourceShare.Use(key, use.getAs("start_time"), use.getAs("end_time")));
    }
    Instant from = charge.getAs("ChargePeriodStart");
    List<ResourceShare.Part> parts =
        ResourceShare.parts(from, charge.getAs("ChargePeriodEnd"), uses);
    List<BigDecimal> billed = ResourceShare.divide(orZero(charge.getAs("billed_cost")), parts);
    List<BigDecimal> effective =
        ResourceShare.divide(orZero(charge.getAs("effective_cost")), parts);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      Row run = runs.get(parts.get(i).run());
      rows.add(
          RowFactory.create(
              run.getString(0),
              run.getString(1),
              from.atOffset(ZoneOffset.UTC).toLocalDate(),
              charge.getAs("resource_id"),
              charge.getAs("billing_currency"),
              parts.get(i).hours(),
              billed.get(i),
              effective.get(i)));
    }
    return rows.iterator();
  }

  private static BigDecimal orZero(BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }
}
