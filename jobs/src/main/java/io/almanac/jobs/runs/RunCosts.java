package io.almanac.jobs.runs;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.first;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.map_filter;
import static org.apache.spark.sql.functions.map_values;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.types.DataTypes.StringType;

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
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;

/**
 * What each leaf run cost. A usage charge that carries a run's identifier as a tag is that run's
 * whole; any other usage charge of a resource that runs say they ran on is divided over them by
 * time. What no run was there for stays with the owner of the charge and is not here; nor is a run
 * without an end and without a sign of life, unless a charge carries its identifier.
 */
public final class RunCosts {
  /** Tags of charges that hold a run's identifier, the first that a charge has counts. */
  private static final List<String> RUN_TAGS = List.of("mlflow_run_id", "run_id");

  private static final StructType PARTS =
      new StructType()
          .add("run_history", DataTypes.StringType)
          .add("run_id", DataTypes.StringType)
          .add("charge_date", DataTypes.DateType)
          .add("resource_id", DataTypes.StringType)
          .add("billing_currency", DataTypes.StringType)
          .add("match_method", DataTypes.StringType)
          .add("matched_hours", Mart.MONEY)
          .add("billed_cost", Mart.MONEY)
          .add("effective_cost", Mart.MONEY);

  private RunCosts() {}

  /**
   * {@link RunMarts#RUN_COSTS} of charges and runs.
   *
   * @param runs {@link RunMarts#RUNS}; few enough to be sent to every executor
   * @param charges the mart {@code charges}
   * @param asOf nothing that runs did from its first moment on counts
   */
  public static Dataset<Row> match(Dataset<Row> runs, Dataset<Row> charges, LocalDate asOf) {
    Dataset<Row> leaves = runs.where(col("is_leaf"));
    Dataset<Row> uses = uses(leaves, asOf);
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
        relevant(charges, leaves, uses)
            .join(
                broadcast(uses),
                col("tag_history")
                    .isNull()
                    .and(col("machine").equalTo(col("used_machine")))
                    .and(col("start_time").lt(col("ChargePeriodEnd")))
                    .and(col("end_time").gt(col("ChargePeriodStart"))),
                "left")
            .where(col("tag_history").isNotNull().or(col("run_id").isNotNull()))
            .groupBy(
                "resource_id",
                "machine",
                "ChargePeriodStart",
                "ChargePeriodEnd",
                "billing_currency",
                "tag_history",
                "run_tag")
            .agg(
                first("billed_cost").as("billed_cost"),
                first("effective_cost").as("effective_cost"),
                collect_list(struct("run_history", "run_id", "start_time", "end_time")).as("uses"))
            .flatMap((FlatMapFunction<Row, Row>) RunCosts::divide, Encoders.row(PARTS))
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

  /**
   * Which leaf run was on which machine, and when. A run of which nobody knows until when it was
   * active was on none: least() skips nulls, and would let it run until the as-of date.
   */
  private static Dataset<Row> uses(Dataset<Row> leaves, LocalDate asOf) {
    Instant now = asOf.atStartOfDay(ZoneOffset.UTC).toInstant();
    return leaves
        .where(col("active_until").isNotNull())
        .select(
            explode(transform(col("resource_ids"), id -> lower(id))).as("used_machine"),
            col("run_history"),
            col("run_id"),
            col("start_time"),
            least(col("active_until"), lit(now)).as("end_time"))
        .where(col("start_time").lt(col("end_time")));
  }

  /**
   * The usage charges that carry a known run's identifier, or are of a machine that runs were on;
   * those of the same machine and time as one, since they are divided in the same way.
   */
  private static Dataset<Row> relevant(
      Dataset<Row> charges, Dataset<Row> leaves, Dataset<Row> uses) {
    Dataset<Row> tags =
        leaves.groupBy(col("run_id").as("run_tag")).agg(min("run_history").as("tag_history"));
    Object[] machines =
        uses.select("used_machine").distinct().collectAsList().stream()
            .map(row -> row.getString(0))
            .toArray();
    Column byId = lower(col("ResourceId"));
    Column byName = lower(col("ResourceName"));
    // What no run can have a part in goes before anything is made of it: that is most of a bill.
    return charges
        .where(col("ChargeCategory").equalTo("Usage"))
        .withColumn("machine", when(byId.isin(machines), byId).when(byName.isin(machines), byName))
        .where(col("machine").isNotNull().or(mayHaveRunTag()))
        .select(
            coalesce(col("ResourceId"), col("ResourceName")).as("resource_id"),
            col("machine"),
            col("ChargePeriodStart"),
            col("ChargePeriodEnd"),
            col("BillingCurrency").as("billing_currency"),
            col("BilledCost"),
            col("EffectiveCost"),
            runTag().as("run_tag"))
        .join(broadcast(tags), new String[] {"run_tag"}, "left")
        .where(col("tag_history").isNotNull().or(col("machine").isNotNull()))
        .groupBy(
            col("resource_id"),
            col("machine"),
            col("ChargePeriodStart"),
            col("ChargePeriodEnd"),
            col("billing_currency"),
            col("tag_history"),
            when(col("tag_history").isNotNull(), col("run_tag")).as("run_tag"))
        .agg(sum("BilledCost").as("billed_cost"), sum("EffectiveCost").as("effective_cost"));
  }

  /**
   * The identifier in a charge's tags; null when there is none. Keys are compared without case and
   * surrounding blanks. Tags are parsed only where their text can hold such a key.
   */
  private static Column runTag() {
    Column tags = from_json(col("Tags"), MapType.apply(StringType, StringType));
    List<Column> found = new ArrayList<>();
    for (String name : RUN_TAGS) {
      Column values =
          map_values(map_filter(tags, (key, value) -> lower(trim(key)).equalTo(lit(name))));
      // A try_, since in ANSI mode the first of none is an error: pipeline_run_id is no run's tag.
      found.add(trim(try_element_at(values, lit(1))));
    }
    return when(mayHaveRunTag(), coalesce(found.toArray(Column[]::new)));
  }

  private static Column mayHaveRunTag() {
    return lower(col("Tags")).contains("run_id");
  }

  /** The rows of one charge: the tagged run's, or one for each run that was on its machine. */
  private static Iterator<Row> divide(Row charge) {
    if (charge.getAs("tag_history") != null) {
      return List.of(tagged(charge)).iterator();
    }
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
              "resource-time",
              parts.get(i).hours(),
              billed.get(i),
              effective.get(i)));
    }
    return rows.iterator();
  }

  private static Row tagged(Row charge) {
    Instant from = charge.getAs("ChargePeriodStart");
    return RowFactory.create(
        charge.getAs("tag_history"),
        charge.getAs("run_tag"),
        from.atOffset(ZoneOffset.UTC).toLocalDate(),
        charge.getAs("resource_id"),
        charge.getAs("billing_currency"),
        "charge-tag",
        null,
        orZero(charge.getAs("billed_cost")),
        orZero(charge.getAs("effective_cost")));
  }

  private static BigDecimal orZero(BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }
}
