package io.almanac.jobs.mart;

/** The marts of findings. Each is kept for every as-of date. */
public final class FindingMarts {
  /** Days that cost unusually much or little. */
  public static final Mart ANOMALIES =
      Mart.named("anomalies", "One team and day outside its usual range as of one date.")
          .key("as_of_date", "team", "billing_currency", "charge_date")
          .text("team", "The team; null for unallocated.")
          .text("billing_currency", "The currency of the costs.")
          .date("charge_date", "The day of use.")
          .text("direction", "above or below.")
          .money("effective_cost", "What the day cost.")
          .money("expected_cost", "The median of comparable days.")
          .money("impact_cost", "effective_cost - expected_cost.")
          .statistic("score", "robust standard deviations", "How far outside, signed.")
          .text("evidence", "What it was compared with, in words.")
          .text("confidence", "high, medium or low.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** What to do, and what it saves. */
  public static final Mart RECOMMENDATIONS =
      Mart.named("recommendations", "One recommended action as of one date.")
          .key("as_of_date", "recommendation_id")
          .text("recommendation_id", "Stable while the finding stays the same.")
          .text("kind", "release-idle-gpu or return-unallocated-gpu.")
          .text("subject", "The machine and devices concerned.")
          .text("action", "What to do, in words.")
          .columns(Owners.COLUMNS)
          .text("currency", "The currency of the amounts.")
          .money("recoverable_cost", "Money lost inside the evidence window.")
          .money("recoverable_monthly_cost", "The same, per 30 days.")
          .instant("evidence_start", "The first hour seen.")
          .instant("evidence_end", "The end of the last hour seen, exclusive.")
          .text("evidence", "What was seen, in words.")
          .text("confidence", "high, medium or low.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** What moved since the last published figures. */
  public static final Mart RESTATEMENTS =
      Mart.named(
              "restatements",
              "One source, billing period and team whose cost differs from what the previous as-of"
                  + " date published.")
          .key("as_of_date", "source", "restated_period", "team", "billing_currency")
          .text("source", "The cost export.")
          .text("restated_period", "The billing period that moved, yyyy-MM.")
          .text("team", "The team; null for unallocated.")
          .text("billing_currency", "The currency of the amounts.")
          .text("previous_as_of_date", "The as-of date that it is compared with.")
          .money("previous_cost", "Billed cost as published then; null when there was none.")
          .money("current_cost", "Billed cost as published now; null when there is none.")
          .money("moved_cost", "current_cost - previous_cost.")
          .text("reason", "open-period, late-correction, restated-export or rule-change.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** What restatements are measured against. */
  public static final Mart PUBLISHED_TOTALS =
      Mart.named(
              "published_totals",
              "Source, billing period, team and currency as published for one date.")
          .key("as_of_date", "source", "billing_period", "team", "billing_currency")
          .text("source", "The cost export.")
          .text("billing_period", "The month of the invoice, yyyy-MM.")
          .text("team", "The team; null for unallocated.")
          .text("billing_currency", "The currency of the costs.")
          .money("billed_cost", "What invoices take.")
          .money("correction_cost", "The part of it whose charge class is Correction.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  private FindingMarts() {}
}
