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
          .text("kind", "release-idle-gpu, return-unallocated-gpu or share-idle-gpu.")
          .text("subject", "The machine and devices concerned.")
          .text("action", "What to do, in words.")
          .columns(Owners.COLUMNS)
          .text("currency", "The currency of the amounts.")
          .money("recoverable_cost", "Money lost inside the evidence window.")
          .money(
              "recoverable_monthly_cost",
              "The same for 30 days, from the days of the window that the devices were observed.")
          .instant("evidence_start", "The first hour seen.")
          .instant("evidence_end", "The end of the last hour seen, exclusive.")
          .text("evidence", "What was seen, in words.")
          .text("confidence", "high, medium or low.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** What moved since the last published figures, and since the last close. */
  public static final Mart RESTATEMENTS =
      Mart.named(
              "restatements",
              "One source, billing period, team, currency and reason by which costs differ from what"
                  + " was published or closed before.")
          .key(
              "as_of_date",
              "basis",
              "source",
              "restated_period",
              "team",
              "billing_currency",
              "reason")
          .text(
              "basis",
              "What it is compared with. last-published: the newest earlier as-of date. last-close:"
                  + " the figures that the last close froze or stood beside.")
          .text("source", "The cost export.")
          .text("restated_period", "The billing period that moved, yyyy-MM.")
          .text("team", "The team; null for unallocated.")
          .text("billing_currency", "The currency of the amounts.")
          .text("previous_as_of_date", "The as-of date that it is compared with.")
          .flag(
              "is_applied",
              "Whether the marts hold the current cost. False: the period is closed, and what came"
                  + " since is held back.")
          .money(
              "previous_cost",
              "The team's billed cost of the period then, for all reasons; null when there was none."
                  + " Not to be summed over reasons.")
          .money(
              "current_cost",
              "The same now; null when there is none. Not to be summed over reasons.")
          .money(
              "moved_cost",
              "The billed cost that moved for this reason. Sums over reasons to current_cost -"
                  + " previous_cost.")
          .money("moved_effective_cost", "The effective cost that moved for this reason.")
          .count("moved_rows", "rows", "Charges that came (or went, if negative) for this reason.")
          .text(
              "reason",
              "rule-change, re-tag, credit, late-correction, price, open-period, late-rows or"
                  + " withdrawn-rows; see the documentation of restatements.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** What restatements are measured against. */
  public static final Mart PUBLISHED_TOTALS =
      Mart.named(
              "published_totals",
              "Source, billing period, team, currency, service, charge category, charge class and"
                  + " unit as published for one date. Kept for the date itself, the one before and"
                  + " that of the last close, of which also the figures that were closed stay when the"
                  + " night is run again.")
          .key(
              "as_of_date",
              "source",
              "billing_period",
              "team",
              "billing_currency",
              "service_name",
              "charge_category",
              "charge_class",
              "consumed_unit",
              "close_number")
          .text("source", "The cost export.")
          .text("billing_period", "The month of the invoice, yyyy-MM.")
          .text("team", "The team; null for unallocated.")
          .text("billing_currency", "The currency of the costs.")
          .text("service_name", "The service.")
          .text("charge_category", "Usage, Purchase, Tax, Credit or Adjustment.")
          .text("charge_class", "Correction, or null.")
          .text("consumed_unit", "The unit of consumed_quantity.")
          .money("billed_cost", "What invoices take.")
          .money("effective_cost", "Cost with prepaid commitments spread over their use.")
          .decimal("consumed_quantity", "consumed_unit", "How much was consumed; null if unknown.")
          .count("charge_rows", "rows", "How many charges it sums up.")
          .text("rules", "The fingerprint of the allocation rules that gave the team.")
          .count(
              "close_number",
              "number",
              "The event_number of the close whose figures these are, where the night of that date was"
                  + " run again since; null for the figures as published last.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  private FindingMarts() {}
}
