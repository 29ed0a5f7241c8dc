package io.almanac.jobs.pipeline;

/** What a manifest tells about its night besides numbers. */
final class Facts {
  /** The last complete day, yyyy-MM-dd; absent when no day is. */
  static final String LAST_SETTLED_DAY = "last-settled-day";

  /** The version of the allocation rules. */
  static final String RULES_VERSION = "allocation-rules-version";

  /** What readers of a report must know, one note a line; empty when nothing. */
  static final String NOTES = "notes";

  /** How many series were not fitted anew, because nothing that they depend on had changed. */
  static final String FORECASTS_TAKEN_OVER = "forecasts-taken-over";

  /** Begins the name of what shared costs of a month went by; the month follows. */
  static final String SHARED_COST_BASIS = "shared-cost-basis.";

  /** The hash of runs, as far as it decides about their costs. */
  static final String RUNS = "runs";

  /** Begins the name of what a cluster's charges of a month are divided by; both follow. */
  static final String KUBERNETES = "kubernetes.";

  /** Begins the name of charges that several clusters claim; source and period follow. */
  static final String KUBERNETES_CLAIMS = "kubernetes-claims.";

  /** Begins the name of the exchange rates that a month was converted at; the month follows. */
  static final String EXCHANGE_RATES = "exchange-rates.";

  /** What is held back of closed periods, as source/period separated by commas; or absent. */
  static final String HELD_BACK = "held-back";

  /** Billing periods that the next night must read again, separated by commas; absent when none. */
  static final String READ_AGAIN = "read-again";

  private Facts() {}
}
