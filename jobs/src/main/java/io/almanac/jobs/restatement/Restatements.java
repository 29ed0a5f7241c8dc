package io.almanac.jobs.restatement;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.try_sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.FindingMarts;
import io.almanac.jobs.mart.Mart;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Says what moved in published figures, and why. */
public final class Restatements {
  private static final List<String> OWNER =
      List.of("source", "billing_period", "team", "billing_currency");
  private static final List<String> LINE =
      List.of(
          "source",
          "billing_period",
          "billing_currency",
          "service_name",
          "charge_category",
          "charge_class",
          "consumed_unit");
  private static final List<String> MEASURES =
      List.of("billed_cost", "effective_cost", "consumed_quantity", "charge_rows");
  private static final StructType PART =
      new StructType()
          .add("source", DataTypes.StringType)
          .add("billing_period", DataTypes.StringType)
          .add("team", DataTypes.StringType)
          .add("billing_currency", DataTypes.StringType)
          .add("reason", DataTypes.StringType)
          .add("moved_cost", Mart.MONEY)
          .add("moved_effective_cost", Mart.MONEY)
          .add("moved_rows", DataTypes.LongType);

  private Restatements() {}

  /** What two states of published figures are, to each other. */
  public enum Basis {
    /** The newest earlier as-of date against tonight. */
    LAST_PUBLISHED("last-published"),
    /** The last close against tonight. */
    LAST_CLOSE("last-close");

    private final String text;

    Basis(String text) {
      this.text = text;
    }

    /** As the mart has it. */
    public String text() {
      return text;
    }
  }

  /**
   * How two states are compared.
   *
   * @param basis what they are to each other
   * @param asOf the as-of date of the current state
   * @param previousAsOf the as-of date of the previous state, yyyy-MM-dd
   * @param isApplied whether the marts hold the current state
   * @param openPeriods open billing periods as {@code source/period}
   */
  public record Comparison(
      Basis basis,
      LocalDate asOf,
      String previousAsOf,
      boolean isApplied,
      Set<String> openPeriods) {
    /** Copies its set. */
    public Comparison {
      openPeriods = Set.copyOf(openPeriods);
    }
  }

  /**
   * Sums to compare later; a quantity beyond DECIMAL(38,18), such as bytes held for seconds, is
   * null: the rows of {@link FindingMarts#PUBLISHED_TOTALS} without its dates.
   *
   * @param rules the fingerprint of tonight's allocation rules
   * @param closedRules the fingerprints of the rules behind closed billing periods
   */
  public static Dataset<Row> totals(
      Dataset<Row> allocatedCosts, String rules, Map<String, String> closedRules) {
    Column fingerprint = lit(rules);
    for (Map.Entry<String, String> closed : closedRules.entrySet()) {
      fingerprint =
          when(col("billing_period").equalTo(closed.getKey()), closed.getValue())
              .otherwise(fingerprint);
    }
    List<String> key = new ArrayList<>(LINE);
    key.add("team");
    return allocatedCosts
        .groupBy(columns(key))
        .agg(
            sum("billed_cost").as("billed_cost"),
            sum("effective_cost").as("effective_cost"),
            try_sum(col("consumed_quantity")).as("consumed_quantity"),
            sum("charge_rows").as("charge_rows"))
        .withColumn("rules", fingerprint);
  }

  /** {@link FindingMarts#RESTATEMENTS}: what moved between two {@link #totals}, by reason. */
  public static Dataset<Row> compare(
      Dataset<Row> previousTotals, Dataset<Row> currentTotals, Comparison comparison) {
    Column isOpen =
        concat_ws("/", col("source"), col("billing_period"))
            .isin(comparison.openPeriods().toArray());
    Dataset<Row> both =
        side(previousTotals, true)
            .unionByName(side(currentTotals, false))
            .withColumn("is_open", isOpen);
    Dataset<Row> whole =
        both.groupBy(columns(OWNER))
            .agg(sum("previous_cost").as("previous_cost"), sum("current_cost").as("current_cost"));
    Dataset<Row> parts = parts(both).as("part");
    Column sameOwner =
        OWNER.stream()
            .map(name -> col("part." + name).eqNullSafe(col("whole." + name)))
            .reduce(Column::and)
            .orElseThrow();
    return FindingMarts.RESTATEMENTS.conform(
        parts
            .join(whole.as("whole"), sameOwner)
            .select(
                Stream.concat(
                        OWNER.stream().map(name -> col("part." + name)),
                        Stream.of(
                            col("reason"),
                            col("previous_cost"),
                            col("current_cost"),
                            col("moved_cost"),
                            col("moved_effective_cost"),
                            col("moved_rows"),
                            lit(comparison.basis().text()).as("basis"),
                            lit(comparison.isApplied()).as("is_applied"),
                            lit(comparison.previousAsOf()).as("previous_as_of_date"),
                            lit(YearMonth.from(comparison.asOf()).toString()).as("as_of_month"),
                            lit(comparison.asOf().toString()).as("as_of_date")))
                    .toArray(Column[]::new))
            .withColumnRenamed("billing_period", "restated_period"));
  }

  /** One state, with its measures signed so that both states sum to the move. */
  private static Dataset<Row> side(Dataset<Row> totals, boolean isPrevious) {
    List<Column> columns = new ArrayList<>(List.of(columns(LINE)));
    columns.add(col("team"));
    Column none = lit(null).cast(Mart.MONEY);
    columns.add((isPrevious ? col("billed_cost") : none).as("previous_cost"));
    columns.add((isPrevious ? none : col("billed_cost")).as("current_cost"));
    for (String measure : MEASURES) {
      Column amount = coalesce(col(measure), lit(0)).cast(Mart.MONEY);
      columns.add((isPrevious ? amount.unary_$minus() : amount).as(measure));
    }
    Column rules = col("rules");
    Column noRules = lit(null).cast("string");
    columns.add((isPrevious ? rules : noRules).as("previous_rules"));
    columns.add((isPrevious ? noRules : rules).as("current_rules"));
    return totals.select(columns.toArray(Column[]::new));
  }

  /** The moves of all lines, explained; one row an owner and reason. */
  private static Dataset<Row> parts(Dataset<Row> both) {
    List<String> key = new ArrayList<>(LINE);
    key.add("team");
    key.add("is_open");
    Dataset<Row> moves =
        both.groupBy(columns(key))
            .agg(
                sum("billed_cost").cast(Mart.MONEY).as("billed_cost"),
                sum("effective_cost").cast(Mart.MONEY).as("effective_cost"),
                coalesce(try_sum(col("consumed_quantity")), lit(0))
                    .cast(Mart.MONEY)
                    .as("consumed_quantity"),
                sum("charge_rows").cast("bigint").as("charge_rows"),
                max("previous_rules").as("previous_rules"),
                max("current_rules").as("current_rules"))
            .where(
                not(
                    MEASURES.stream()
                        .map(measure -> col(measure).equalTo(0))
                        .reduce(Column::and)
                        .orElseThrow()));
    return moves
        .groupByKey((MapFunction<Row, String>) Restatements::line, Encoders.STRING())
        .flatMapGroups(
            (FlatMapGroupsFunction<String, Row, Row>) (line, teams) -> explain(teams),
            Encoders.row(PART))
        .groupBy("source", "billing_period", "team", "billing_currency", "reason")
        .agg(
            sum("moved_cost").as("moved_cost"),
            sum("moved_effective_cost").as("moved_effective_cost"),
            sum("moved_rows").as("moved_rows"))
        .where(col("moved_cost").notEqual(0).or(col("moved_effective_cost").notEqual(0)));
  }

  private static String line(Row row) {
    StringBuilder line = new StringBuilder();
    for (String name : LINE) {
      String value = row.getAs(name);
      line.append(value == null ? "0" : "1" + value).append('\u0000');
    }
    return line.toString();
  }

  private static Iterator<Row> explain(Iterator<Row> teams) {
    List<LineMoves.Move> moves = new ArrayList<>();
    Row any = null;
    String previousRules = null;
    String currentRules = null;
    while (teams.hasNext()) {
      Row row = teams.next();
      any = row;
      previousRules =
          row.getAs("previous_rules") == null ? previousRules : row.getAs("previous_rules");
      currentRules = row.getAs("current_rules") == null ? currentRules : row.getAs("current_rules");
      moves.add(
          new LineMoves.Move(
              row.getAs("team"),
              new Figures(
                  row.<BigDecimal>getAs("billed_cost"),
                  row.<BigDecimal>getAs("effective_cost"),
                  row.<BigDecimal>getAs("consumed_quantity"),
                  row.<Long>getAs("charge_rows"))));
    }
    Row line = any;
    boolean rulesChanged =
        previousRules != null && currentRules != null && !previousRules.equals(currentRules);
    return LineMoves.explain(
            new LineMoves.Line(
                line.getAs("charge_category"),
                line.getAs("charge_class"),
                line.<Boolean>getAs("is_open"),
                rulesChanged),
            moves)
        .stream()
        .map(
            part ->
                RowFactory.create(
                    line.getAs("source"),
                    line.getAs("billing_period"),
                    part.team(),
                    line.getAs("billing_currency"),
                    part.reason().text(),
                    part.billed(),
                    part.effective(),
                    part.rows()))
        .iterator();
  }

  private static Column[] columns(List<String> names) {
    return names.stream().map(name -> col(name)).toArray(Column[]::new);
  }
}
