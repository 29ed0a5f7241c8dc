package io.almanac.jobs.charges;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.split;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import io.almanac.jobs.mart.Mart;
import io.almanac.jobs.mart.MartSums;
import io.almanac.jobs.mart.QualityMarts;
import io.almanac.jobs.mart.SumKey;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Counts the findings about charges, with the money that they affect. */
public final class ChargeQuality {
  private static final String[] KEY = {"source", "billing_period", "billing_currency"};

  private ChargeQuality() {}

  /** What to sum of charges: by their whole text of flags, of which there are few. */
  public static MartSums sums() {
    return new MartSums(
        Stream.of(
                "source",
                "billing_period",
                "BillingCurrency",
                "x_Flags",
                "x_SourceFormat",
                "x_FocusVersion")
            .map(SumKey::text)
            .toList(),
        List.of("BilledCost", "EffectiveCost"));
  }

  /**
   * {@link QualityMarts#CHARGE_QUALITY} of charges and rejects.
   *
   * @param charges their {@link #sums}
   * @param rejects the mart's rows
   */
  public static Dataset<Row> summarise(Dataset<Row> charges, Dataset<Row> rejects) {
    Dataset<Row> flagged =
        charges
            .withColumn("version_flag", versionFlag())
            .where(col("x_Flags").isNotNull().or(col("version_flag").isNotNull()))
            .withColumnRenamed("BillingCurrency", "billing_currency")
            .withColumnRenamed(MartSums.ROWS, "rows")
            .withColumnRenamed("BilledCost", "billed")
            .withColumnRenamed("EffectiveCost", "effective")
            .withColumn("flag", explode(allFlags()));
    Dataset<Row> rejected =
        rejects
            .groupBy("source", "billing_period", "billing_currency")
            .agg(count(lit(1)).as("rows"), sum("billed_cost").as("billed"))
            .withColumn("effective", lit(null).cast(Mart.MONEY))
            .withColumn("flag", lit("Rejected"));
    return QualityMarts.CHARGE_QUALITY.conform(
        columns(flagged)
            .union(columns(rejected))
            .groupBy(col("flag"), col(KEY[0]), col(KEY[1]), col(KEY[2]))
            .agg(
                sum("rows").as("flagged_rows"),
                sum("billed").as("billed_cost"),
                sum("effective").as("effective_cost")));
  }

  private static Dataset<Row> columns(Dataset<Row> sums) {
    return sums.select("flag", KEY[0], KEY[1], KEY[2], "rows", "billed", "effective");
  }

  private static Column allFlags() {
    return split(concat_ws(",", col("x_Flags"), col("version_flag")), ",");
  }

  /** A finding about the whole file: its FOCUS version. */
  private static Column versionFlag() {
    Column version = col("x_FocusVersion");
    return when(
            col("x_SourceFormat").equalTo("focus").and(version.isNull()),
            lit("UnknownFocusVersion"))
        .when(version.isin("0.5", "1.0-preview", "1.0", "1.1"), lit("LegacyFocusVersion"));
  }
}
