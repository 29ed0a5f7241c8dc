package io.almanac.jobs.mart;

/** The marts of forecasts under other circumstances. Each is kept for every as-of date. */
public final class ScenarioMarts {
  /** Daily forecasts in every scenario. */
  public static final Mart SCENARIO_FORECASTS =
      Mart.named(
              "scenario_forecasts",
              "One series on one target date in one scenario as of one date, beside what is expected"
                  + " without it.")
          .key("as_of_date", "scenario", "series", "billing_currency", "target_date")
          .text("scenario", "The name of the scenario.")
          .text("series", "team:<name>, team: for unallocated, or total.")
          .text("team", "The team; null for unallocated and for the total.")
          .flag("is_total", "Whether the series is the sum of all teams.")
          .text("billing_currency", "The currency of the costs.")
          .date("target_date", "The day that is forecast.")
          .money(
              "baseline_cost",
              "mean_cost of the mart forecasts; 0 for a team that only the scenario has.")
          .money(
              "scenario_cost",
              "Expected effective cost in the scenario; teams sum to the total exactly.")
          .money("difference_cost", "scenario_cost - baseline_cost.")
          .money("lower_80", "Lower end of the 80 % interval in the scenario; null if unknown.")
          .money("upper_80", "Upper end of the 80 % interval in the scenario; null if unknown.")
          .money("lower_95", "Lower end of the 95 % interval in the scenario; null if unknown.")
          .money("upper_95", "Upper end of the 95 % interval in the scenario; null if unknown.")
          .text("changes", "What the scenario changes of the series on that day; null if nothing.")
          .date("training_end", "The last day learned from: the last settled day.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** What months, quarters and fiscal years are expected to cost in every scenario. */
  public static final Mart SCENARIO_TOTALS =
      Mart.named(
              "scenario_totals",
              "One series and one month, quarter or fiscal year in one scenario as of one date.")
          .key("as_of_date", "scenario", "series", "billing_currency", "period_type", "period")
          .text("scenario", "The name of the scenario.")
          .text("series", "team:<name>, team: for unallocated, or total.")
          .text("team", "The team; null for unallocated and for the total.")
          .flag("is_total", "Whether the series is the sum of all teams.")
          .text("billing_currency", "The currency of the costs.")
          .text("period_type", "month, quarter or fiscal-year.")
          .text("period", "2026-10, 2026-Q4 or 2026; named by the fiscal year they end in.")
          .date("period_start", "The first day of the period.")
          .date("period_end", "The day after the period.")
          .money("actual_cost", "Effective cost of the period up to the last settled day.")
          .date("actual_through", "The last settled day inside the period; null when none is.")
          .money("baseline_cost", "Actual and expected cost of the period without the scenario.")
          .money("scenario_cost", "Actual and expected cost of the period in the scenario.")
          .money("difference_cost", "scenario_cost - baseline_cost.")
          .money("lower_80", "Lower end of the 80 % interval of scenario_cost; null if unknown.")
          .money("upper_80", "Upper end of the 80 % interval of scenario_cost; null if unknown.")
          .money("lower_95", "Lower end of the 95 % interval of scenario_cost; null if unknown.")
          .money("upper_95", "Upper end of the 95 % interval of scenario_cost; null if unknown.")
          .text(
              "changes", "What the scenario changes of the series in the period; null if nothing.")
          .date("training_end", "The last day learned from: the last settled day.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  private ScenarioMarts() {}
}
