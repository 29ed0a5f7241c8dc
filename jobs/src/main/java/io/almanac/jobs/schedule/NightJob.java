package io.almanac.jobs.schedule;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.quartz.DisallowConcurrentExecution;
import org.quartz.Job;
import org.quartz.JobExecutionContext;

/**
 * One fire time of Quartz; the business date is its day in UTC unless the trigger names another.
 */
@DisallowConcurrentExecution
final class NightJob implements Job {
  static final String AS_OF = "asOf";

  private final NightlySchedule schedule;

  NightJob(NightlySchedule schedule) {
    this.schedule = schedule;
  }

  @Override
  public void execute(JobExecutionContext context) {
    String named = context.getMergedJobDataMap().getString(AS_OF);
    schedule.night(
        named != null
            ? LocalDate.parse(named)
            : LocalDate.ofInstant(context.getScheduledFireTime().toInstant(), ZoneOffset.UTC));
  }
}
