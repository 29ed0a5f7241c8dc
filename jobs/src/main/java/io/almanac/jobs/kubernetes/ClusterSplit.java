package io.almanac.jobs.kubernetes;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode_outer;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.mart.CostMarts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Divides the charges of clusters among workloads. */
public final class ClusterSplit {
  private static final String PIECE = "x_Piece";

  private ClusterSplit() {}

  /**
   * The same charges, where those of clusters stand in pieces: one for each workload of the
   * charge's day, with the workload's tags over those of the charge, and its part of every cost and
   * of the consumed quantity. Pieces sum to their charge to the last digit. A charge of a day that
   * the files do not have, or that its provider has divided already ({@code AllocatedResourceId}),
   * stays whole.
   *
   * <p>New columns are {@link CostMarts#KUBERNETES} and {@link CostMarts#CHARGE_COUNT}, which is 1
   * for the first piece of a charge and 0 for the others. Without clusters nothing is added.
   *
   * @param charges of the mart of that name
   * @param rules what else in tags means the same as a workload's tag
   */
  public static Dataset<Row> split(Dataset<Row> charges, Clusters clusters, AllocationRules rules) {
    if (!clusters.isNeeded()) {
      return charges;
    }
    Broadcast<Clusters> shared =
        JavaSparkContext.fromSparkContext(charges.sparkSession().sparkContext())
            .broadcast(clusters);
    List<String> inputs = inputs(clusters);
    Column amounts =
        struct(Stream.of(SplitFunction.AMOUNTS).map(n -> col(n)).toArray(Column[]::new));
    Column pieces =
        udf(new SplitFunction(shared, inputs, new PieceTags(rules)), SplitFunction.RESULT)
            .apply(
                struct(inputs.stream().map(name -> col(name)).toArray(Column[]::new)),
                unix_date(to_date(col("ChargePeriodStart"))),
                amounts);
    List<Column> columns = new ArrayList<>();
    for (String name : charges.columns()) {
      columns.add(SplitFunction.isReplaced(name) ? replaced(name) : col(name));
    }
    CostMarts.KUBERNETES.forEach(name -> columns.add(col(PIECE + "." + name).as(name)));
    columns.add(
        coalesce(col(PIECE + "." + CostMarts.CHARGE_COUNT), lit(1L)).as(CostMarts.CHARGE_COUNT));
    return charges.withColumn(PIECE, explode_outer(pieces)).select(columns.toArray(Column[]::new));
  }

  /** What the conditions of clusters ask for, and what is divided no more or gets other tags. */
  private static List<String> inputs(Clusters clusters) {
    Set<String> inputs = new LinkedHashSet<>();
    clusters.list().forEach(cluster -> inputs.addAll(cluster.charges().columns()));
    inputs.add(SplitFunction.TAGS);
    inputs.add(SplitFunction.DIVIDED);
    return List.copyOf(inputs);
  }

  private static Column replaced(String name) {
    return when(col(PIECE).isNull(), col(name)).otherwise(col(PIECE + "." + name)).as(name);
  }
}
