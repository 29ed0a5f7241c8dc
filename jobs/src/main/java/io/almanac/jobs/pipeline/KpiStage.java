package io.almanac.jobs.pipeline;

import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.currency.AppliedRates;
import io.almanac.jobs.currency.ReportingCosts;
import io.almanac.jobs.kpi.AllocationKpis;
import io.almanac.jobs.kpi.DriverUnits;
import io.almanac.jobs.kpi.TaggedCosts;
import io.almanac.jobs.mart.CostMarts;
import io.almanac.jobs.mart.KpiMarts;
import io.almanac.jobs.mart.Publication;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Brings tagged costs of replaced billing periods up to date, and makes the key figures. */
final class KpiStage {
  private KpiStage() {}

  /**
   * Completes {@link KpiMarts#TAGGED_COSTS}: billing periods that were not replaced stay as they
   * are published.
   *
   * @param loaded what became of the charges
   * @param sameSchemas whether what is published has today's columns
   */
  static void sumTags(
      SparkSession spark, Publication marts, ChargeStage.Result loaded, boolean sameSchemas) {
    Predicate<String> kept = partition -> sameSchemas && loaded.keeps(partition);
    marts.stage(
        KpiMarts.TAGGED_COSTS,
        TaggedCosts.of(marts.sums(spark, CostMarts.CHARGES, TaggedCosts.sums(), kept.negate())));
    marts.settle(KpiMarts.TAGGED_COSTS, kept);
  }

  /**
   * Rows of {@link KpiMarts#ALLOCATION_KPIS}, in the reporting currency as far as there are rates;
   * none when no day is settled.
   */
  static List<Row> figures(
      SparkSession spark,
      Publication marts,
      AlmanacConfig config,
      NightInputs inputs,
      AppliedRates rates,
      LocalDate asOf,
      Optional<LocalDate> settled) {
    return settled
        .map(
            day ->
                AllocationKpis.of(
                    ReportingCosts.of(
                        CostMarts.ALLOCATED_COSTS,
                        marts.read(spark, CostMarts.ALLOCATED_COSTS),
                        config.reportingCurrency()),
                    rates.convert(marts.read(spark, KpiMarts.TAGGED_COSTS)),
                    DriverUnits.of(inputs.driverValues(), config.plans(), day),
                    asOf,
                    day))
        .orElse(List.of());
  }
}
