package io.almanac.jobs.mart;

/** The marts that say how far billing periods have come. */
public final class PeriodMarts {
  /** Whether a period may still move. */
  public static final Mart BILLING_PERIODS =
      Mart.named(
              "billing_periods",
              "One source, billing period and currency, and whether it may still move, as of one"
                  + " date.")
          .key("as_of_date", "source", "billing_period", "billing_currency")
          .text("source", "The cost export.")
          .text("billing_period", "The month of the invoice, yyyy-MM.")
          .text("billing_currency", "The currency of the costs.")
          .text(
              "status",
              "open: charges are still expected. settled: none are, by the provider's own signs or"
                  + " by time. final: closed, and nothing changes it.")
          .text("status_reason", "What the status rests on, in words.")
          .count("charge_rows", "rows", "Charges of the period in this currency.")
          .count("invoiced_rows", "rows", "Those of them that name an invoice.")
          .money("billed_cost", "What invoices take.")
          .money("effective_cost", "Cost with prepaid commitments spread over their use.")
          .date("first_charge_date", "The first day of use; null without charges.")
          .date("last_charge_date", "The last day of use; null without charges.")
          .date(
              "last_delivered_date",
              "The as-of date of the night that last read files of the period into the marts.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  /** The trace of closings and reopenings. */
  public static final Mart CLOSES =
      Mart.named(
              "closes",
              "One closing or reopening of a billing period, for each source and currency that was"
                  + " closed.")
          .key("event_number", "billing_period", "source", "billing_currency")
          .count("event_number", "events", "Counts closings and reopenings, oldest first, from 1.")
          .text("event", "close or reopen.")
          .flag("in_force", "Whether the period is closed by this row's event today.")
          .date("figures_as_of_date", "The as-of date of the figures that were closed or reopened.")
          .text("run_id", "The run that had published them.")
          .instant("recorded_at", "When it was done.")
          .text("recorded_by", "Who did it.")
          .text("reason", "Why the period was reopened; null for a closing.")
          .text("source", "The cost export; null for a reopening.")
          .text("billing_currency", "The currency of the costs; null for a reopening.")
          .count("charge_rows", "rows", "Charges that were closed.")
          .money("billed_cost", "What invoices take, as closed.")
          .money("effective_cost", "Cost with prepaid commitments spread, as closed.")
          .count("files", "files", "Mart files whose SHA-256 was recorded.")
          .text("workbook_sha256", "SHA-256 of the FINAL workbook; null for a reopening.")
          .partitionedBy(Partitions.BILLING_PERIOD);

  private PeriodMarts() {}
}
