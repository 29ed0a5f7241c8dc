package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;

import io.almanac.jobs.charges.ChargeQuality;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.Publication;
import io.almanac.jobs.mart.QualityMarts;
import org.apache.spark.sql.SparkSession;

/** What the readers noticed about the bill. */
final class QualityStage {
  private QualityStage() {}

  /**
   * Completes {@link QualityMarts#CHARGE_QUALITY}: billing periods that were not replaced stay as
   * they are published.
   *
   * @param loaded what became of the charges
   */
  static void run(SparkSession spark, Publication marts, ChargeStage.Result loaded) {
    marts.stage(
        QualityMarts.CHARGE_QUALITY,
        ChargeQuality.summarise(
                marts.sums(
                    spark,
                    CostMarts.CHARGES,
                    ChargeQuality.sums(),
                    partition -> !loaded.keeps(partition)),
                marts
                    .read(spark, CostMarts.CHARGE_REJECTS)
                    .where(
                        concat_ws("/", col("source"), col("billing_period"))
                            .isin(ChargeStage.names(loaded.replaced()).toArray())))
            .coalesce(1));
    marts.settle(QualityMarts.CHARGE_QUALITY, loaded::keeps);
  }
}
