package io.almanac.jobs.mart;

import java.util.List;

/** All marts that a night publishes. */
public final class Marts {
  /** In the order of the flow. */
  public static final List<Mart> ALL =
      List.of(
          CostMarts.CHARGES,
          CostMarts.CHARGE_REJECTS,
          QualityMarts.CHARGE_QUALITY,
          CostMarts.ALLOCATED_COSTS,
          CostMarts.DAILY_COSTS,
          KpiMarts.TAGGED_COSTS,
          KpiMarts.ALLOCATION_KPIS,
          RunMarts.RUNS,
          RunMarts.RUN_COSTS,
          GpuMarts.GPU_HOURS,
          GpuMarts.GPU_IDLE,
          ForecastMarts.FORECASTS,
          ForecastMarts.FORECAST_TOTALS,
          ForecastMarts.FORECAST_EXPLANATIONS,
          ForecastMarts.FORECAST_ACCURACY,
          ForecastMarts.BUDGET_STATUS,
          ScenarioMarts.SCENARIO_FORECASTS,
          ScenarioMarts.SCENARIO_TOTALS,
          FindingMarts.ANOMALIES,
          FindingMarts.RECOMMENDATIONS,
          FindingMarts.RESTATEMENTS,
          FindingMarts.PUBLISHED_TOTALS,
          PeriodMarts.BILLING_PERIODS,
          PeriodMarts.CLOSES,
          CostMarts.RECONCILIATION);

  private Marts() {}
}
