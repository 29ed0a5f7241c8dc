package io.almanac.jobs.cli;

import io.almanac.jobs.config.AlmanacConfig;
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
          + " marts and writes the workbook. All of it is published or nothing."
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

  private final Context context;

  NightlyCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    AlmanacConfig config = context.loader().read(conf.file()).config();
    return new NightRunner(context).run(config, asOf == null ? context.today() : asOf).status();
  }
}
