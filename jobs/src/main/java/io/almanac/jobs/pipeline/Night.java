package io.almanac.jobs.pipeline;

import io.almanac.jobs.Progress;
import io.almanac.jobs.config.AlmanacConfig;
import java.time.LocalDate;

/** One nightly run, from exports to published marts and workbook. */
@FunctionalInterface
public interface Night {
  /**
   * Runs one night; either everything is published or nothing.
   *
   * @param asOf the business date; the only notion of today that a night has
   * @throws io.almanac.jobs.AlmanacException when input, configuration or a check is at fault
   */
  NightSummary run(AlmanacConfig config, LocalDate asOf, Progress progress);
}
