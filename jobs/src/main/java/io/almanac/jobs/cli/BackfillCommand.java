package io.almanac.jobs.cli;

import io.almanac.jobs.config.AlmanacConfig;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Reads the files of some billing periods again. */
@Command(
    name = "backfill",
    description = {
      "Runs a night that reads the files of some billing periods again, changed or not.",
      "All of it is published at once or nothing. Closed billing periods are refused."
    },
    footer = {"", "Example: almanac backfill --conf conf/almanac.yaml --from 2026-01 --to 2026-06"})
final class BackfillCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;

  @Option(
      names = "--from",
      paramLabel = "MONTH",
      required = true,
      converter = MonthConverter.class,
      description = "The first billing period, as in 2026-01.")
  private YearMonth from;

  @Option(
      names = "--to",
      paramLabel = "MONTH",
      required = true,
      converter = MonthConverter.class,
      description = "The last billing period.")
  private YearMonth to;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateConverter.class,
      description = "The business date, as in 2026-10-31. Default: today in UTC.")
  private LocalDate asOf;

  @Spec private CommandSpec spec;

  private final Context context;

  BackfillCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (to.isBefore(from)) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot backfill from " + from + " to " + to + ". Give the earlier month first.");
    }
    AlmanacConfig config = context.loader().read(conf.file()).config();
    return new NightRunner(context)
        .run(
            (settings, date, progress) ->
                context.engine().periods().backfill(settings, date, from, to, progress),
            config,
            asOf == null ? context.today() : asOf)
        .status();
  }
}
