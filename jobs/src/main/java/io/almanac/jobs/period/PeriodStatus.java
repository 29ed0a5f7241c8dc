package io.almanac.jobs.period;

import java.util.Locale;

/** Whether a billing period may still move. */
public enum PeriodStatus {
  /** Charges are still expected. */
  OPEN,
  /** No more are expected, by the provider's own signs or by time. */
  SETTLED,
  /** It was closed: nothing changes it but a reopening. */
  FINAL;

  /** As the mart has it. */
  public String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
