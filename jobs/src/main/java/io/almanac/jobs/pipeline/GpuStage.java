package io.almanac.jobs.pipeline;

import static org.apache.spark.sql.functions.col;

import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.currency.ReportingCosts;
import io.almanac.jobs.gpu.GpuHours;
import io.almanac.jobs.gpu.GpuIdle;
import io.almanac.jobs.gpu.GpuPricing;
import io.almanac.jobs.gpu.TelemetryReader;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.GpuMarts;
import io.almanac.jobs.mart.Publication;
import java.time.LocalDate;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** What GPUs did in the evidence window, by telemetry and bill, and which of them were idle. */
final class GpuStage {
  private final SparkSession spark;
  private final AlmanacConfig config;
  private final NightInputs inputs;
  private final Publication marts;
  private final LocalDate asOf;
  private final LocalDate from;

  /** Prepares it. */
  GpuStage(
      SparkSession spark,
      AlmanacConfig config,
      NightInputs inputs,
      Publication marts,
      LocalDate asOf) {
    this.spark = spark;
    this.config = config;
    this.inputs = inputs;
    this.marts = marts;
    this.asOf = asOf;
    this.from = asOf.minusDays(config.idle().windowDays());
  }

  /**
   * Completes {@code gpu_hours}: states, owners and prices of the evidence window; days before it
   * stay as they are published.
   */
  void classify() {
    Dataset<Row> costs =
        ReportingCosts.of(
            CostMarts.ALLOCATED_COSTS,
            marts.read(spark, CostMarts.ALLOCATED_COSTS),
            config.reportingCurrency());
    for (AlmanacConfig.InputSetting setting : config.telemetry()) {
      Dataset<Row> samples =
          TelemetryReader.named(setting.format()).read(spark, setting.name(), setting.path());
      Dataset<Row> classified = GpuHours.classify(samples, config.idle(), asOf).persist();
      marts.stage(
          GpuMarts.GPU_HOURS,
          GpuPricing.price(classified, costs, inputs.gpuCatalogue(), inputs.rates(), from, asOf)
              .repartition(1));
      classified.unpersist();
    }
    marts.settle(
        GpuMarts.GPU_HOURS,
        partition -> !config.telemetry().isEmpty() && partition.compareTo("day=" + from) < 0);
  }

  /** Rows of {@link GpuMarts#GPU_IDLE}, the most recoverable money first. */
  List<Row> rank() {
    return GpuIdle.rank(
        marts
            .read(spark, GpuMarts.GPU_HOURS)
            .where(col("day").between(from.toString(), asOf.minusDays(1).toString())),
        asOf);
  }
}
