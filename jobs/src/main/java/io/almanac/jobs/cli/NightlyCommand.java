package io.almanac.jobs.cli;

import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.pipeline.Night;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs one night. */
@Command(
    name = "nightly",
    description = {
      "Runs one night.",
      "Reads what changed, allocates, forecasts, finds idle GPUs, checks the totals, publishes the"
          + " marts and writes the workbook. All of it is published or nothing. When no file, no"
          + " setting and no line of the program has changed since the same night ran, its results"
          + " stand and nothing is made."
    },
    footer = {"", "Example: almanac nightly --conf conf/almanac.yaml --as-of 2026-10-31"})
final class NightlyCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateConverter.class,
      description = "The business date, as in 2026-10-31. Default: today in UTC.")
  private LocalDate asOf;

  @Option(names = "--anew", description = "Run it also when nothing has changed.")
  private boolean anew;

  private final Context context;

  NightlyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    AlmanacConfig config = context.loader().read(conf.file()).config();
    Night night = anew ? context.engine().anew() : context.engine().night();
    LocalDate day = asOf == null ? context.today() : asOf;
    return new NightRunner(context).run(night, config, day).status();
  }
}
