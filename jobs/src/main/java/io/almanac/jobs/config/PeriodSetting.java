package io.almanac.jobs.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How to know that a source's billing period does not move any more.
 *
 * @param settledAfterDays days after the end of the month after which it is settled, 0 or more
 * @param status a file in which the provider says so itself, FOCUS BillingPeriod or recency
 */
public record PeriodSetting(int settledAfterDays, Optional<Path> status) {
  /** AWS can move for about two weeks after the month's end. */
  public static final PeriodSetting DEFAULT = new PeriodSetting(15, Optional.empty());

  /**
   * Checks its values.
   *
   * @throws IllegalArgumentException when the days are negative
   */
  public PeriodSetting {
    if (settledAfterDays < 0) {
      throw new IllegalArgumentException("Cannot use settled-after-days: " + settledAfterDays);
    }
  }

  /** Asks one source's settings. */
  static PeriodSetting read(Section section) {
    int days =
        section.whole("settled-after-days", 0, ConfigLoader.MOST_DAYS, DEFAULT.settledAfterDays());
    return new PeriodSetting(days, section.optionalPath("period-status"));
  }
}
