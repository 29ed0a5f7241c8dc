package io.almanac.jobs.mart;

import org.apache.spark.sql.types.DataTypes;

/** The marts of training runs. */
public final class RunMarts {
  /** Runs as the trackers recorded them. */
  public static final Mart RUNS =
      Mart.named("runs", "One attempt of one run in one run history.")
          .key("run_history", "run_id")
          .text("run_history", "The name of the run history in the configuration.")
          .text("run_id", "The tracker's identifier of the run.")
          .text("run_name", "The display name of the run.")
          .text("experiment_id", "The tracker's identifier of the experiment.")
          .text("experiment_name", "The display name of the experiment.")
          .text("parent_run_id", "The run that started this one; null for a root.")
          .flag("is_leaf", "Whether no other run names it as parent; only leaves meet cost.")
          .text("status", "RUNNING, FINISHED, FAILED, KILLED or SCHEDULED.")
          .text("person", "The user who started the run.")
          .instant("start_time", "When the run began.")
          .instant("end_time", "When the run ended; null while it runs, or when it was lost.")
          .instant(
              "active_until",
              "Until when the run is taken to have used its machines: end_time, or without one"
                  + " its last metric, or for a run that is still RUNNING the latest moment that"
                  + " its history knows; null when there is no sign of life: such a run has no part"
                  + " in the cost of its machines.")
          .columns(
              java.util.List.of(
                  new MartColumn(
                      "resource_ids",
                      DataTypes.createArrayType(DataTypes.StringType),
                      "",
                      "Resources that the run says it ran on, sorted.")))
          .text("tags", "The run's tags, as a flat JSON object with sorted keys.")
          .text("source_file", "The file, relative to the history's path.")
          .partitionedBy(Partitions.START_MONTH);

  /** What runs cost. */
  public static final Mart RUN_COSTS =
      Mart.named("run_costs", "What one leaf run cost on one charge date on one resource.")
          .key(
              "run_history",
              "run_id",
              "charge_date",
              "resource_id",
              "billing_currency",
              "match_method")
          .text("run_history", "The name of the run history in the configuration.")
          .text("run_id", "The tracker's identifier of the run.")
          .text("run_name", "The display name of the run.")
          .text("experiment_name", "The display name of the experiment.")
          .text("status", "The run's status.")
          .text("person", "The user who started the run.")
          .date("charge_date", "The day of use.")
          .text(
              "resource_id",
              "The resource whose charges the run shares; null for tagged charges without one.")
          .text("billing_currency", "The currency of every cost in the row.")
          .text("match_method", "charge-tag or resource-time.")
          .decimal(
              "matched_hours",
              "hours",
              "Hours of the resource's charges that the run overlaps; null for tagged charges.")
          .money("billed_cost", "The run's share of what invoices take.")
          .money("effective_cost", "The run's share of the effective cost.")
          .partitionedBy(Partitions.START_MONTH);

  private RunMarts() {}
}
