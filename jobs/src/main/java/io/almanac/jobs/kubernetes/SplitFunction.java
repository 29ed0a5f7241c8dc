package io.almanac.jobs.kubernetes;

import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.api.java.UDF3;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The pieces of a charge. A charge of no cluster has none, which is null; one of a cluster whose
 * files do not have its day is one piece without a namespace.
 */
final class SplitFunction implements UDF3<Row, Integer, Row, List<Row>> {
  /** What is divided. */
  static final String[] AMOUNTS = {
    "BilledCost", "EffectiveCost", "ContractedCost", "ListCost", "ConsumedQuantity"
  };

  /** The column of a charge's tags. */
  static final String TAGS = "Tags";

  /** The column that has a value where a provider has divided a charge already. */
  static final String DIVIDED = "AllocatedResourceId";

  /** What comes out. */
  static final ArrayType RESULT = DataTypes.createArrayType(piece());

  private static final long serialVersionUID = 1L;

  private final Broadcast<Clusters> clusters;
  private final ArrayList<String> inputs;
  private final PieceTags tags;
  private final SplitMemory memory = new SplitMemory();

  /**
   * A function.
   *
   * @param inputs the columns that go in, in order
   */
  SplitFunction(Broadcast<Clusters> clusters, List<String> inputs, PieceTags tags) {
    this.clusters = clusters;
    this.inputs = new ArrayList<>(inputs);
    this.tags = tags;
  }

  /** Whether a column of charges is another one in pieces. */
  static boolean isReplaced(String column) {
    return column.equals(TAGS) || Arrays.asList(AMOUNTS).contains(column);
  }

  @Override
  public List<Row> call(Row input, Integer epochDay, Row amounts) {
    Cluster cluster = epochDay == null ? null : memory.cluster(input, this::owner);
    if (cluster == null) {
      return null;
    }
    DayShares shares = cluster.day(LocalDate.ofEpochDay(epochDay));
    String own = input.getString(inputs.indexOf(TAGS));
    List<Row> pieces = new ArrayList<>();
    if (shares == null) {
      List<Object> whole = new ArrayList<>(Arrays.asList(cluster.name(), null, 1L, own));
      for (int i = 0; i < AMOUNTS.length; i++) {
        whole.add(amounts.get(i));
      }
      pieces.add(RowFactory.create(whole.toArray()));
      return pieces;
    }
    List<List<BigDecimal>> parts = new ArrayList<>();
    for (int i = 0; i < AMOUNTS.length; i++) {
      parts.add(memory.parts(shares, amounts.isNullAt(i) ? null : amounts.getDecimal(i)));
    }
    for (int i = 0; i < shares.workloads().size(); i++) {
      Workload workload = shares.workloads().get(i);
      List<Object> piece =
          new ArrayList<>(
              Arrays.asList(
                  cluster.name(),
                  workload.namespace(),
                  i == 0 ? 1L : 0L,
                  tags.merged(own, workload)));
      for (List<BigDecimal> part : parts) {
        piece.add(part.get(i));
      }
      pieces.add(RowFactory.create(piece.toArray()));
    }
    return pieces;
  }

  private Cluster owner(Row input) {
    if (!input.isNullAt(inputs.indexOf(DIVIDED))) {
      return null;
    }
    for (Cluster cluster : clusters.value().list()) {
      if (cluster.charges().holds(column -> input.getString(inputs.indexOf(column)))) {
        return cluster;
      }
    }
    return null;
  }

  private static StructType piece() {
    StructType piece = new StructType();
    for (String name : CostMarts.KUBERNETES) {
      piece = piece.add(name, DataTypes.StringType);
    }
    piece = piece.add(CostMarts.CHARGE_COUNT, DataTypes.LongType).add(TAGS, DataTypes.StringType);
    for (String amount : AMOUNTS) {
      piece = piece.add(amount, Mart.MONEY);
    }
    return piece;
  }
}
