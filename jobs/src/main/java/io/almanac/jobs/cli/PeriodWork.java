package io.almanac.jobs.cli;

import io.almanac.jobs.Progress;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.pipeline.NightSummary;
import io.almanac.jobs.pipeline.NightlyRun;
import io.almanac.jobs.pipeline.PeriodClosing;
import java.time.LocalDate;
import java.time.YearMonth;

/** What is done to whole billing periods, by a night and by closing. */
record PeriodWork(NightlyRun night, PeriodClosing closing) implements Engine.Periods {
  @Override
  public PeriodClosing.Closed close(AlmanacConfig config, YearMonth period, String by) {
    return closing.close(config, period, by);
  }

  @Override
  public PeriodEvent reopen(AlmanacConfig config, YearMonth period, String reason, String by) {
    return closing.reopen(config, period, reason, by);
  }

  @Override
  public NightSummary backfill(
      AlmanacConfig config, LocalDate asOf, YearMonth from, YearMonth to, Progress progress) {
    return night.backfill(config, asOf, from, to, progress);
  }
}
