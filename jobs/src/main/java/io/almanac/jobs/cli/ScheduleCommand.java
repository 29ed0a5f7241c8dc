package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.schedule.NightlySchedule;
import io.almanac.jobs.schedule.StopSignal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs nights by themselves until it is told to stop. */
@Command(
    name = "schedule",
    description = {
      "Runs nights by themselves until it is stopped.",
      "A night starts at every time of schedule.cron, in UTC, never two at once. One that failed is"
          + " told, and the next one comes all the same. With schedule.misfire: run-once, a night"
          + " that was missed while this was not running is made up once. SIGTERM and Ctrl-C let a"
          + " running night finish."
    },
    footer = {"", "Example: almanac schedule --conf /etc/almanac/almanac.yaml --grace 600"})
final class ScheduleCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;

  @Option(
      names = "--grace",
      paramLabel = "SECONDS",
      defaultValue = "300",
      description =
          "How long a running night may take to finish after a stop; then it is rolled back."
              + " Default: ${DEFAULT-VALUE}.")
  private long grace;

  private final Context context;
  private final AlmanacCommand almanac;

  ScheduleCommand(Context context, AlmanacCommand almanac) {
    this.context = context;
    this.almanac = almanac;
  }

  @Override
  public Integer call() {
    AlmanacConfig config = context.loader().read(conf.file()).config();
    StopSignal stop = StopSignal.install();
    NightlySchedule schedule =
        new NightlySchedule(
            config.schedule(),
            context.clock(),
            () -> context.engine().lastPublished().apply(config),
            this::night,
            context.console().progress());
    schedule.start();
    stop.await();
    context.console().progress().say("stopping; a running night may finish");
    schedule.stop(Duration.ofSeconds(Math.max(0, grace)));
    return ExitCode.DONE.status();
  }

  /** Reads the configuration anew, so that a change takes effect with the next night. */
  private ExitCode night(LocalDate asOf) {
    try {
      return new NightRunner(context).run(context.loader().read(conf.file()).config(), asOf);
    } catch (RuntimeException | Error e) {
      return context.console().fail(e, almanac.stackTrace());
    }
  }
}
