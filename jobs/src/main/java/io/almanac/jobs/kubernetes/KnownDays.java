package io.almanac.jobs.kubernetes;

import java.time.DateTimeException;
import java.time.LocalDate;

/** Days that Kubernetes can have seen; others are mistakes or mischief. */
final class KnownDays {
  private static final int FIRST_YEAR = 2014;
  private static final int LAST_YEAR = 2199;

  /** Answers of the interface reach back months; a longer window would be spread too thin. */
  private static final long LONGEST = 400L * 86_400;

  private KnownDays() {}

  /** Fails on a day that cannot be. */
  static void check(LocalDate day) {
    if (day.getYear() < FIRST_YEAR || day.getYear() > LAST_YEAR) {
      throw new DateTimeException("Cannot use day: " + day);
    }
  }

  /** Fails on a span that cannot be. */
  static void check(Span span) {
    check(span.day());
    if (span.seconds() > LONGEST) {
      throw new DateTimeException("Cannot use span of more than 400 days");
    }
  }
}
