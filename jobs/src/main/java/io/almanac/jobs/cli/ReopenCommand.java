package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.PeriodEvent;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lets nights move a closed billing period again. */
@Command(
    name = "reopen",
    description = {
      "Reopens a closed billing period.",
      "The next night applies what was delivered since. The reason is kept for good."
    },
    footer = {
      "",
      "Example: almanac reopen --conf conf/almanac.yaml --period 2026-10 --reason \"credit note"
          + " 4711\""
    })
final class ReopenCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;
  @Mixin private PeriodOptions options;

  @Option(
      names = "--reason",
      paramLabel = "TEXT",
      required = true,
      description = "Why, for the record.")
  private String reason;

  private final Context context;

  ReopenCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    AlmanacConfig config = context.loader().read(conf.file()).config();
    PeriodEvent event =
        context.engine().periods().reopen(config, options.period(), reason, options.by());
    context
        .console()
        .print(
            "Billing period "
                + event.period()
                + " is reopened by "
                + event.recordedBy()
                + ": "
                + event.reason()
                + "\nRun almanac nightly to apply what was delivered since its close.\n");
    return ExitCode.DONE.status();
  }
}
