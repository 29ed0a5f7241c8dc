package io.almanac.jobs.mart;

/** The marts that say how well costs are allocated. */
public final class KpiMarts {
  /** What of the costs carries a tag. */
  public static final Mart TAGGED_COSTS =
      Mart.named(
              "tagged_costs",
              "Source, billing period, charge date, currency and tag key: the charges that carry a"
                  + " value under the key.")
          .key("source", "billing_period", "charge_date", "billing_currency", "tag_key")
          .date("charge_date", "The day of use.")
          .text("billing_currency", "The currency of the cost.")
          .text("tag_key", "The key, trimmed and in lower case, so that Team and team are one.")
          .money(
              "effective_cost", "Cost of the charges whose value is not blank; no sum over keys.")
          .count("charge_rows", "rows", "How many charges these are.")
          .partitionedBy(Partitions.SOURCE, Partitions.BILLING_PERIOD);

  /** Key figures of allocation. */
  public static final Mart ALLOCATION_KPIS =
      Mart.named(
              "allocation_kpis",
              "One key figure of one billing month and currency as of one date, from settled days.")
          .key("as_of_date", "billing_month", "billing_currency", "kpi", "kpi_key")
          .text("billing_month", "The month of the invoices, yyyy-MM, of all sources.")
          .text("billing_currency", "The currency of the costs.")
          .text(
              "kpi",
              "share-allocated: cost with a team by all cost; share-tagged: cost with a value under"
                  + " the tag key by all cost; share-shared: cost that split rules shared out by all"
                  + " cost; cost-per-unit: cost by units of the driver.")
          .text("kpi_key", "The tag key or the driver; null for figures that have none.")
          .text("scope", "Whose cost: total, or team:<name>, several separated by commas.")
          .decimal("numerator", "currency of the row", "The cost on top; null when there is none.")
          .decimal(
              "denominator",
              "currency of the row, or units",
              "What it is divided by; null when it is missing.")
          .decimal(
              "kpi_value",
              "ratio, or currency of the row by unit",
              "numerator by denominator, 18 digits; null when that is zero or missing.")
          .partitionedBy(Partitions.AS_OF_MONTH, Partitions.AS_OF_DATE);

  private KpiMarts() {}
}
