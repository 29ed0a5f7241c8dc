package io.almanac.jobs.pipeline;

import io.almanac.jobs.mart.ControlTotal;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartSums;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.SumKey;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What was staged of one file, read back from what was written; there may be several of one kind.
 *
 * @param file relative path of the file of the bill
 * @param total what its rows come to
 */
record StagedTotal(String file, ControlTotal total) {
  /** Of charges. */
  static List<StagedTotal> ofCharges(SparkSession spark, Publication marts) {
    return read(
        spark,
        marts,
        CostMarts.CHARGES,
        List.of("x_SourceFile", "InvoiceId", "BillingCurrency"),
        List.of("BilledCost", "EffectiveCost"));
  }

  /** Of rejects, which belong to no invoice and have no effective cost. */
  static List<StagedTotal> ofRejects(SparkSession spark, Publication marts) {
    return read(
        spark,
        marts,
        CostMarts.CHARGE_REJECTS,
        List.of("source_file", "billing_currency"),
        List.of("billed_cost"));
  }

  private static List<StagedTotal> read(
      SparkSession spark,
      Publication marts,
      Mart mart,
      List<String> columns,
      List<String> amounts) {
    if (marts.stagedPartitions(mart).isEmpty()) {
      return List.of();
    }
    List<SumKey> keys = new ArrayList<>();
    Stream.concat(mart.partitionColumns().stream(), columns.stream())
        .forEach(column -> keys.add(SumKey.text(column)));
    return marts.stagedSums(spark, mart, new MartSums(keys, amounts)).collectAsList().stream()
        .map(row -> total(row, columns, amounts))
        .toList();
  }

  private static StagedTotal total(Row row, List<String> columns, List<String> amounts) {
    return new StagedTotal(
        row.getAs(columns.get(0)),
        new ControlTotal(
            row.getAs("source"),
            row.getAs("billing_period"),
            columns.size() < 3 ? "" : orEmpty(row.getAs(columns.get(1))),
            orEmpty(row.getAs(columns.get(columns.size() - 1))),
            row.<Long>getAs(MartSums.ROWS),
            orZero(row.getAs(amounts.get(0))),
            amounts.size() < 2 ? BigDecimal.ZERO : orZero(row.getAs(amounts.get(1)))));
  }

  private static String orEmpty(String text) {
    return text == null ? "" : text;
  }

  private static BigDecimal orZero(BigDecimal amount) {
    return amount == null ? BigDecimal.ZERO : amount;
  }
}
