package io.almanac.jobs.explain;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.almanac.jobs.allocation.Allocation;
import io.almanac.jobs.allocation.RuleTrace;
import io.almanac.jobs.mart.SplitColumns;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Who bears a charge that split rules share out, as the marts were published.
 *
 * @param month the billing month, such as 2026-10
 * @param parts one for each that bears a part, largest of the month first
 */
public record ChargeSharing(String month, List<Part> parts) {
  /** The columns that shared costs are summed over. */
  private static final Set<String> SUMMED =
      Set.of(
          "sub_account_id",
          "sub_account_name",
          "sku_id",
          "region_id",
          "resource_id",
          "resource_name");

  private static final List<String> OWNER = List.of("team", "project", "cost_center");
  private static final List<String> PART =
      List.of("split_path", "sharing", "team", "project", "cost_center");

  /** Copies the list. */
  public ChargeSharing {
    parts = List.copyOf(parts);
  }

  /**
   * What one owner bears.
   *
   * @param splits the split rules in turn and what each goes by
   * @param kept whether it stays there because no target has what the last of them goes by
   * @param team null means unallocated
   * @param project null when not known
   * @param costCenter null when not known
   * @param share of the charge, 0 to 1
   * @param ofMonth what the same splits gave of the same owner's costs in the whole month
   */
  public record Part(
      String splits,
      boolean kept,
      String team,
      String project,
      String costCenter,
      BigDecimal share,
      Amount ofMonth) {}

  /**
   * Finds a charge again among allocated costs. A row that no split concerns keeps all that it is
   * known by, so a charge without such a row is in those that are summed up for splitting.
   *
   * @param allocated the published mart
   * @param owner of the charge by the allocation rules
   * @return empty when no split concerns it, or when the rules gave it to someone else by then
   */
  static Optional<ChargeSharing> of(Dataset<Row> allocated, Row charge, RuleTrace.Answer owner) {
    Map<String, String> values = owner(owner);
    Column shared = ownedBefore(values);
    // Of a charge that a cluster's workloads bear in pieces, other charges tell nothing.
    Column unshared =
        col("sharing").isNull().and(owned(values).or(col("kubernetes_namespace").isNotNull()));
    Column same = col("charge_date").eqNullSafe(lit(RuleTrace.day(charge)));
    for (Map.Entry<String, String> column : Allocation.takenOver().entrySet()) {
      Column equal = col(column.getKey()).eqNullSafe(lit(charge.getAs(column.getValue())));
      if (SUMMED.contains(column.getKey())) {
        unshared = unshared.and(equal);
      } else {
        same = same.and(equal);
      }
    }
    Column machine =
        col("resource_id").isNull().or(col("resource_id").equalTo(lit(charge.getAs("ResourceId"))));
    List<Row> rows =
        allocated
            .where(same.and(unshared.or(shared.and(machine))))
            .select(
                Stream.concat(PART.stream(), Stream.of("share"))
                    .map(name -> col(name))
                    .toArray(Column[]::new))
            .collectAsList();
    if (rows.isEmpty() || rows.stream().anyMatch(row -> row.getAs("sharing") == null)) {
      return Optional.empty();
    }
    Set<String> splits = new TreeSet<>();
    rows.forEach(row -> splits.add(row.getAs("split_path")));
    Dataset<Row> month =
        allocated
            .where(
                col("billing_period")
                    .equalTo(lit(charge.getAs("billing_period")))
                    .and(col("billing_currency").equalTo(lit(charge.getAs("BillingCurrency"))))
                    .and(shared)
                    .and(col("split_path").isin(splits.toArray())))
            .groupBy(
                Stream.concat(PART.stream(), Stream.of("billing_currency"))
                    .map(n -> col(n))
                    .toArray(Column[]::new))
            .agg(sum("charge_rows"), sum("billed_cost"), sum("effective_cost").as("cost"))
            .orderBy(
                col("cost").desc_nulls_last(),
                col("split_path"),
                col("team"),
                col("project"),
                col("cost_center"));
    return Optional.of(
        new ChargeSharing(charge.getAs("billing_period"), parts(month.collectAsList(), rows)));
  }

  /** Parts with their share: several rows are alike, such as environments of one owner. */
  private static List<Part> parts(List<Row> month, List<Row> rows) {
    Map<List<Object>, BigDecimal> shares = new HashMap<>();
    BigDecimal all = BigDecimal.ZERO;
    for (Row row : rows) {
      BigDecimal share = row.getAs("share");
      shares.merge(key(row), share, BigDecimal::add);
      all = all.add(share);
    }
    List<Part> parts = new ArrayList<>();
    for (Row row : month) {
      BigDecimal share = shares.get(key(row));
      if (share != null) {
        parts.add(
            new Part(
                row.getAs("split_path"),
                SplitColumns.kept(row.getAs("sharing")),
                row.getAs("team"),
                row.getAs("project"),
                row.getAs("cost_center"),
                all.signum() == 0 ? share : share.divide(all, MathContext.DECIMAL128),
                Amount.of(row, PART.size())));
      }
    }
    return parts;
  }

  private static List<Object> key(Row row) {
    return Arrays.asList(PART.stream().map(name -> row.getAs(name)).toArray());
  }

  private static Map<String, String> owner(RuleTrace.Answer taker) {
    Map<String, String> values = new HashMap<>();
    if (taker != null) {
      taker.owner().forEach(field -> values.put(field.field(), field.value()));
    }
    return values;
  }

  private static Column owned(Map<String, String> owner) {
    Column all = lit(true);
    for (String name : OWNER) {
      all = all.and(col(name).eqNullSafe(lit(owner.get(name))));
    }
    return all;
  }

  /** Rows of costs that splits concern and that were the owner's before any took its turn. */
  private static Column ownedBefore(Map<String, String> owner) {
    Column all = col("sharing").isNotNull();
    for (String name : OWNER) {
      all = all.and(SplitColumns.ownerBefore(name).eqNullSafe(lit(owner.get(name))));
    }
    return all;
  }
}
