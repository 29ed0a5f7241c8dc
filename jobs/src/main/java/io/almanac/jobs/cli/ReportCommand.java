package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Writes the reports of the published marts again. */
@Command(
    name = "report",
    description = "Writes the reports of the published marts again, without a new night.",
    footer = {"", "Example: almanac report --conf conf/almanac.yaml"})
final class ReportCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;

  private final Context context;

  ReportCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    AlmanacConfig config = context.loader().read(conf.file()).config();
    for (Path file : context.engine().reports().write(config, context.console().progress())) {
      context.console().print(file + System.lineSeparator());
    }
    return ExitCode.DONE.status();
  }
}
