package io.almanac.jobs.schedule;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.Progress;
import io.almanac.jobs.config.AlmanacConfig.Misfire;
import io.almanac.jobs.config.AlmanacConfig.ScheduleSetting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Properties;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.quartz.CronScheduleBuilder;
import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/**
 * Starts a night at every time of the cron expression, never two at once. A failed night is told
 * and the next one comes all the same. Quartz keeps nothing on disk: whether a night was missed
 * while no daemon ran is read off the newest published as-of date.
 */
public final class NightlySchedule {
  private static final JobKey NIGHT = JobKey.jobKey("night");
  private static final Duration ROLLBACK = Duration.ofSeconds(30);

  private final ScheduleSetting setting;
  private final FireTimes times;
  private final Clock clock;
  private final Supplier<Optional<LocalDate>> lastPublished;
  private final NightRun nightRun;
  private final Progress progress;
  private final Scheduler scheduler;
  private final AtomicReference<Thread> running = new AtomicReference<>();

  /**
   * A schedule that has not started.
   *
   * @param setting cron expression in UTC, and what happens to missed nights
   * @param clock what time it is at the start and in what is told; Quartz has its own
   * @param lastPublished the newest published as-of date, asked for once at the start
   * @param nightRun runs one night
   * @param progress where the next fire time and the end of each night are told
   */
  public NightlySchedule(
      ScheduleSetting setting,
      Clock clock,
      Supplier<Optional<LocalDate>> lastPublished,
      NightRun nightRun,
      Progress progress) {
    this.setting = setting;
    this.times = new FireTimes(setting.cron());
    this.clock = clock;
    this.lastPublished = lastPublished;
    this.nightRun = nightRun;
    this.progress = progress;
    this.scheduler = scheduler();
  }

  /** Starts the daemon; a night that was missed starts at once when the setting says so. */
  public void start() {
    TimeZone utc = times.cron().getTimeZone();
    CronScheduleBuilder cron = CronScheduleBuilder.cronSchedule(times.cron()).inTimeZone(utc);
    Trigger trigger =
        TriggerBuilder.newTrigger()
            .forJob(NIGHT)
            .withSchedule(
                setting.misfire() == Misfire.RUN_ONCE
                    ? cron.withMisfireHandlingInstructionFireAndProceed()
                    : cron.withMisfireHandlingInstructionDoNothing())
            .build();
    Instant now = clock.instant();
    JobDetail night = JobBuilder.newJob(NightJob.class).withIdentity(NIGHT).storeDurably().build();
    try {
      scheduler.setJobFactory((bundle, ignored) -> new NightJob(this));
      scheduler.addJob(night, false);
      scheduler.scheduleJob(trigger);
      scheduler.start();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Cannot start schedule: " + setting.cron(), e);
    }
    if (setting.misfire() == Misfire.RUN_ONCE) {
      times.missed(now, lastPublished.get()).ifPresent(this::makeUp);
    }
    sayNext();
  }

  /** The next time at which a night starts. */
  public Optional<Instant> next() {
    return times.after(clock.instant());
  }

  /**
   * Starts no more nights and waits for the running one. After the grace period that one is
   * interrupted, which rolls it back.
   *
   * @param grace how long the running night may take to finish
   * @return whether no night had to be interrupted
   */
  public boolean stop(Duration grace) {
    Thread shutdown = new Thread(this::shutdown, "almanac-schedule-stop");
    shutdown.start();
    try {
      shutdown.join(Math.max(1, grace.toMillis()));
      if (!shutdown.isAlive()) {
        return true;
      }
      Thread night = running.get();
      if (night != null) {
        progress.say("night stopped after " + grace.toSeconds() + " s of grace");
        night.interrupt();
      }
      shutdown.join(ROLLBACK.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return false;
  }

  /** Starts a night beside the cron expression's times; it waits for one that runs. */
  void run(LocalDate asOf) {
    Trigger now =
        TriggerBuilder.newTrigger()
            .forJob(NIGHT)
            .usingJobData(NightJob.AS_OF, asOf.toString())
            .build();
    try {
      scheduler.scheduleJob(now);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Cannot start night: " + asOf, e);
    }
  }

  /** Runs a night on this thread, which is one of Quartz's. */
  void night(LocalDate asOf) {
    running.set(Thread.currentThread());
    try {
      progress.say("night of " + asOf + " begins");
      ExitCode exitCode = nightRun.run(asOf);
      progress.say("night of " + asOf + outcome(exitCode));
      sayNext();
    } finally {
      running.set(null);
    }
  }

  private static String outcome(ExitCode exitCode) {
    return switch (exitCode) {
      case DONE -> " is published";
      case INVOICES_DIFFER -> " is published, invoices differ: exit code " + exitCode.status();
      default -> " failed with exit code " + exitCode.status();
    };
  }

  private void makeUp(LocalDate asOf) {
    progress.say("night of " + asOf + " was missed and is made up now");
    run(asOf);
  }

  private void sayNext() {
    progress.say("next night: " + next().map(Instant::toString).orElse("none"));
  }

  private void shutdown() {
    try {
      scheduler.shutdown(true);
    } catch (SchedulerException e) {
      throw new IllegalStateException("Cannot stop schedule", e);
    }
  }

  private static Scheduler scheduler() {
    Properties properties = new Properties();
    properties.setProperty(StdSchedulerFactory.PROP_SCHED_INSTANCE_NAME, "almanac");
    properties.setProperty("org.quartz.threadPool.threadCount", "2");
    properties.setProperty("org.quartz.jobStore.class", "org.quartz.simpl.RAMJobStore");
    try {
      return new StdSchedulerFactory(properties).getScheduler();
    } catch (SchedulerException e) {
      throw new IllegalStateException("Cannot create schedule", e);
    }
  }
}
