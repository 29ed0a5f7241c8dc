package io.almanac.jobs.allocation;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.unix_date;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.storage.StorageLevel;

/**
 * What rules make of charges, in money: amounts are effective costs by currency.
 *
 * @param taken what each rule took for each team; the rule is null for what none took
 * @param contested what a later rule would have given to another team
 * @param unusedTags tags that no rule asks for
 */
public record RuleUse(List<Taken> taken, List<Contested> contested, List<UnusedTag> unusedTags) {
  private static final int MOST_TAGS = 1000;

  /** Copies the lists. */
  public RuleUse {
    taken = List.copyOf(taken);
    contested = List.copyOf(contested);
    unusedTags = List.copyOf(unusedTags);
  }

  /** What a rule took for a team; both are null for what no rule took. */
  public record Taken(String rule, String team, String currency, long charges, BigDecimal cost) {}

  /**
   * What two rules both take, with different teams.
   *
   * @param rule the one that decides
   * @param rival one behind it
   * @param example a charge as source, file and row
   */
  public record Contested(
      String rule, String rival, String currency, long charges, BigDecimal cost, String example) {}

  /**
   * A tag that no rule asks for.
   *
   * @param cost of all charges that have it
   * @param unallocated of those that no rule took
   */
  public record UnusedTag(
      String key, String currency, long charges, BigDecimal cost, BigDecimal unallocated) {}

  /**
   * What the rules make of charges. Rules that are an exception to a later one do not count as
   * contested by it.
   *
   * @param charges of the mart of this name
   */
  public static RuleUse of(Dataset<Row> charges, AllocationRules rules) {
    Dataset<Row> judged = judged(charges, rules).persist(StorageLevel.MEMORY_AND_DISK());
    try {
      List<AllocationRule> list = rules.rules();
      return new RuleUse(taken(judged, list), contested(judged, list), unusedTags(judged));
    } finally {
      judged.unpersist();
    }
  }

  /** A row for every distinct combination of what decides, with its money. */
  private static Dataset<Row> judged(Dataset<Row> charges, AllocationRules rules) {
    Set<String> columns = new LinkedHashSet<>(OwnerFunction.inputs(rules));
    columns.add("Tags");
    columns.add("BillingCurrency");
    List<Column> key = new ArrayList<>();
    columns.forEach(name -> key.add(col(name)));
    Column day =
        rules.changes().length == 0 ? lit(0) : unix_date(to_date(col("ChargePeriodStart")));
    key.add(day.as("day"));
    Column inputs =
        struct(OwnerFunction.inputs(rules).stream().map(name -> col(name)).toArray(Column[]::new));
    return charges
        .groupBy(key.toArray(Column[]::new))
        .agg(
            count(lit(1)).as("rows"),
            coalesce(sum("EffectiveCost"), lit(BigDecimal.ZERO)).as("cost"),
            min(struct(col("source"), col("x_SourceFile"), col("x_SourceRow"))).as("example"))
        .select(
            col("BillingCurrency").as("currency"),
            col("rows"),
            col("cost"),
            col("example"),
            udf(new RuleUseFunction(rules), RuleUseFunction.RESULT)
                .apply(inputs, col("Tags"), col("day"))
                .as("use"));
  }

  private static List<Taken> taken(Dataset<Row> judged, List<AllocationRule> rules) {
    return judged
        .groupBy(col("use.rule").as("rule"), col("use.team").as("team"), col("currency"))
        .agg(sum("rows"), sum("cost"))
        .orderBy(col("rule").asc_nulls_last(), col("team"), col("currency"))
        .collectAsList()
        .stream()
        .map(
            row ->
                new Taken(
                    row.isNullAt(0) ? null : rules.get(row.getInt(0)).title(),
                    row.getString(1),
                    row.getString(2),
                    row.getLong(3),
                    row.getDecimal(4)))
        .toList();
  }

  private static List<Contested> contested(Dataset<Row> judged, List<AllocationRule> rules) {
    return judged
        .select(
            col("use.rule").as("rule"),
            explode(col("use.rivals")).as("rival"),
            col("currency"),
            col("rows"),
            col("cost"),
            col("example"))
        .groupBy("rule", "rival", "currency")
        .agg(sum("rows"), sum("cost"), min("example"))
        .orderBy("rule", "rival", "currency")
        .collectAsList()
        .stream()
        .filter(row -> !RuleChecks.isException(rules.get(row.getInt(0)), rules.get(row.getInt(1))))
        .map(
            row ->
                new Contested(
                    rules.get(row.getInt(0)).title(),
                    rules.get(row.getInt(1)).title(),
                    row.getString(2),
                    row.getLong(3),
                    row.getDecimal(4),
                    row.getStruct(5).getString(0)
                        + "/"
                        + row.getStruct(5).getString(1)
                        + "/"
                        + row.getStruct(5).getLong(2)))
        .toList();
  }

  private static List<UnusedTag> unusedTags(Dataset<Row> judged) {
    return judged
        .select(
            explode(col("use.unused_tags")).as("key"),
            col("currency"),
            col("rows"),
            col("cost"),
            when(col("use.rule").isNull(), col("cost")).otherwise(lit(0)).as("unallocated"))
        .groupBy("key", "currency")
        .agg(sum("rows"), sum("cost").as("cost"), sum("unallocated").as("unallocated"))
        .orderBy(col("unallocated").desc(), col("cost").desc(), col("key"), col("currency"))
        .limit(MOST_TAGS)
        .collectAsList()
        .stream()
        .map(
            row ->
                new UnusedTag(
                    row.getString(0),
                    row.getString(1),
                    row.getLong(2),
                    row.getDecimal(3),
                    row.getDecimal(4)))
        .toList();
  }
}
