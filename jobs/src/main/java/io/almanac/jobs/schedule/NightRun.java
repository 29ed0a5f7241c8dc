package io.almanac.jobs.schedule;

import io.almanac.jobs.ExitCode;
import java.time.LocalDate;

/** What the daemon starts. */
@FunctionalInterface
public interface NightRun {
  /**
   * Runs one night and tells the user how it went; throws nothing for a night that failed.
   *
   * @param asOf the business date
   */
  ExitCode run(LocalDate asOf);
}
