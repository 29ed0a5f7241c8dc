package io.almanac.jobs.mart;

/** The mart that tells how good the bills are. */
public final class QualityMarts {
  /** Findings about charges, with the money they affect. */
  public static final Mart CHARGE_QUALITY =
      Mart.named(
              "charge_quality",
              "Source, billing period, flag and currency. A charge with several flags counts under"
                  + " each of them, so that rows and costs do not add up over flags.")
          .key("source", "billing_period", "flag", "billing_currency")
          .text("flag", "The finding, as in x_Flags of charges; docs/charge-flags.md lists all.")
          .text("billing_currency", "The currency of the costs; null where it could not be read.")
          .count("flagged_rows", "rows", "Charges with the flag; rejects for the flag Rejected.")
          .money("billed_cost", "Billed cost of these rows, as far as it could be read.")
          .money("effective_cost", "Effective cost of these rows; null where none has one.")
          .partitionedBy(Partitions.SOURCE, Partitions.BILLING_PERIOD);

  private QualityMarts() {}
}
