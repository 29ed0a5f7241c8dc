package io.almanac.jobs.mart;

/** The marts that look ahead. Each is kept for every as-of date. */
public final class ForecastMarts {
  /** Daily forecasts. */
  public static final Mart FORECASTS =
      Mart.named("forecasts", "One series on one target date as of one date.")
          .key("as_of_date", "series", "billing_currency", "target_date")
          .text(
              "series",
              "total, team:<name>, team: for unallocated, or <level>:<value> of another level.")
          .text("team", "The team; null for unallocated, for the total and for other levels.")
          .flag("is_total", "Whether the series is the sum of all teams.")
          .text(
              "level",
              "total, team, project, environment, cost-center, service-category, service or gpu;"
                  + " the series of each level sum to the total.")
          .text("billing_currency", "The currency of the costs.")
          .date("target_date", "The day that is forecast.")
          .money("mean_cost", "Expected effective cost; every level sums to the total exactly.")
          .money("lower_50", "Lower end of the 50 % interval; null when not configured.")
          .money("upper_50", "Upper end of the 50 % interval; null when not configured.")
          .money("lower_80", "Lower end of the 80 % interval; null when not configured.")
          .money("upper_80", "Upper end of the 80 % interval; null when not configured.")
          .money("lower_90", "Lower end of the 90 % interval; null when not configured.")
          .money("upper_90", "Upper end of the 90 % interval; null when not configured.")
          .money("lower_95", "Lower end of the 95 % interval; null when not configured.")
          .money("upper_95", "Upper end of the 95 % interval; null when not configured.")
          .text("model", "combination of models, schedule, constant, ended, or sum-of-teams.")
          .date("training_start", "The first day learned from.")
          .date("training_end", "The last day learned from: the last settled day.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** What months, quarters and fiscal years are expected to cost. */
  public static final Mart FORECAST_TOTALS =
      Mart.named(
              "forecast_totals",
              "One series and one month, quarter or fiscal year as of one date: what it has cost, and"
                  + " what the rest of it is expected to.")
          .key("as_of_date", "series", "billing_currency", "period_type", "period")
          .text(
              "series",
              "total, team:<name>, team: for unallocated, or <level>:<value> of another level.")
          .text("team", "The team; null for unallocated, for the total and for other levels.")
          .flag("is_total", "Whether the series is the sum of all teams.")
          .text(
              "level",
              "total, team, project, environment, cost-center, service-category, service or gpu;"
                  + " the series of each level sum to the total.")
          .text("billing_currency", "The currency of the costs.")
          .text("period_type", "month, quarter or fiscal-year.")
          .text("period", "2026-10, 2026-Q4 or 2026; named by the fiscal year they end in.")
          .date("period_start", "The first day of the period.")
          .date("period_end", "The day after the period.")
          .money("actual_cost", "Effective cost of the period up to the last settled day.")
          .date("actual_through", "The last settled day inside the period; null when none is.")
          .money("forecast_cost", "Expected effective cost of the rest of the period.")
          .money("expected_cost", "actual_cost + forecast_cost.")
          .money("lower_80", "Lower end of the 80 % interval of expected_cost; null if unknown.")
          .money("upper_80", "Upper end of the 80 % interval of expected_cost; null if unknown.")
          .money("lower_95", "Lower end of the 95 % interval of expected_cost; null if unknown.")
          .money("upper_95", "Upper end of the 95 % interval of expected_cost; null if unknown.")
          .text("model", "combination of models, schedule, constant, ended, or sum-of-teams.")
          .date("training_end", "The last day learned from: the last settled day.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** How good the forecasts are. */
  public static final Mart FORECAST_ACCURACY =
      Mart.named("forecast_accuracy", "One series, basis and horizon bucket as of one date.")
          .key("as_of_date", "series", "billing_currency", "basis", "horizon_from")
          .text(
              "series",
              "total, team:<name>, team: for unallocated, or <level>:<value> of another level.")
          .text("team", "The team; null for unallocated, for the total and for other levels.")
          .flag("is_total", "Whether the series is the sum of all teams.")
          .text(
              "level",
              "total, team, project, environment, cost-center, service-category, service or gpu;"
                  + " the series of each level sum to the total.")
          .text("billing_currency", "The currency of the series.")
          .text("basis", "backtest, or published for forecasts of past nights against what came.")
          .text("model", "The method that was judged.")
          .count("horizon_from", "days", "First day of the horizon bucket.")
          .count("horizon_to", "days", "Last day of the horizon bucket.")
          .count("forecasts", "forecasts", "How many forecasts were judged.")
          .statistic("mase", "ratio", "Mean absolute scaled error (Hyndman and Koehler 2006).")
          .statistic("wape", "ratio", "Sum of absolute errors by sum of absolute actuals.")
          .statistic("bias", "ratio", "Sum of (forecast - actual) by sum of absolute actuals.")
          .statistic(
              "total_error",
              "ratio",
              "Mean absolute error of the sum of days 1 to horizon_to, by that sum.")
          .statistic("wape_run_rate", "ratio", "The WAPE of the mean of the last four weeks.")
          .statistic("wape_seasonal_naive", "ratio", "The WAPE of the last week again.")
          .text(
              "maturity",
              "FinOps maturity by total_error: run (up to 12 %), walk (15 %), crawl (20 %) or"
                  + " below-crawl; null when no total was judged.")
          .statistic("coverage_50", "ratio", "Share of actuals inside the 50 % interval.")
          .statistic("coverage_80", "ratio", "Share of actuals inside the 80 % interval.")
          .statistic("coverage_90", "ratio", "Share of actuals inside the 90 % interval.")
          .statistic("coverage_95", "ratio", "Share of actuals inside the 95 % interval.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** Why the forecasts are what they are. */
  public static final Mart FORECAST_EXPLANATIONS =
      Mart.named(
              "forecast_explanations",
              "One thing that made the forecast of a series what it is, as of one date.")
          .key("as_of_date", "series", "billing_currency", "kind", "name")
          .text(
              "series",
              "total, team:<name>, team: for unallocated, or <level>:<value> of another level.")
          .text("team", "The team; null for unallocated, for the total and for other levels.")
          .text("level", "total, team, or another level that is forecast.")
          .text("billing_currency", "The currency of the costs.")
          .text(
              "kind",
              "model: takes part with this weight; calendar: such days cost this much more; jump:"
                  + " from that day on the series is so many times as high; schedule: such charges"
                  + " are expected with this amount each time, 0 when they have ended, and those"
                  + " not repeated were so much in the last year; reconciliation: moved by"
                  + " so much a day, on the average, to add up with the others; driver: its"
                  + " elasticity; driver-error: the standard error of that; driver-share: the part of"
                  + " the forecast that is there because the driver is not at its mean of the last"
                  + " four weeks; driver-given: the share of the horizon's days on which the driver"
                  + " is given, not forecast; driver-unproven: an elasticity that the history does"
                  + " not prove, and that is not used; note: a sentence, such as why the run rate was"
                  + " taken, without a value.")
          .text(
              "name",
              "The model, the kind of day, the day of the jump, the schedule, how series are reconciled, the"
                  + " driver, or the note.")
          .statistic("value", "weight, currency or factor", "How much, by kind.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** Budgets against actual and forecast cost. */
  public static final Mart BUDGET_STATUS =
      Mart.named("budget_status", "One budget line as of one date.")
          .key("as_of_date", "scope_type", "scope", "period_type", "period", "billing_currency")
          .text("scope_type", "total, team, project or cost-center.")
          .text("scope", "Which team, project or cost centre; null for the total.")
          .text("period_type", "month, quarter or fiscal-year.")
          .text(
              "period",
              "2026-10, 2026-Q4 or 2026; fiscal quarters and years by the year they end in.")
          .text("billing_currency", "The currency of the amounts.")
          .date("period_start", "The first day of the period.")
          .date("period_end", "The day after the period.")
          .money("budget_cost", "The budgeted cost.")
          .money("actual_cost", "Effective cost up to actual_through.")
          .date("actual_through", "The last settled day inside the period; null when none is.")
          .money(
              "forecast_cost",
              "Expected effective cost of the rest of the period; null beyond the horizon.")
          .money("expected_cost", "actual_cost + forecast_cost; null beyond the horizon.")
          .money("lower_80", "Lower end of the 80 % interval of expected_cost; null if unknown.")
          .money("upper_80", "Upper end of the 80 % interval of expected_cost; null if unknown.")
          .statistic(
              "probability_of_overrun",
              "ratio",
              "Chance that the cost exceeds the budget; null if unknown.")
          .date(
              "overrun_date",
              "The day on which the expected cost passes the budget; null when it does not.")
          .money(
              "cut_cost",
              "What must be saved of forecast_cost to stay within the budget; null when nothing"
                  + " must, or when it is too late.")
          .statistic("cut_share", "ratio", "cut_cost by forecast_cost.")
          .text("status", "within, at-risk, over, closed-within, closed-over or unknown.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  private ForecastMarts() {}
}
