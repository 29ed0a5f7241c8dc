package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.cli.Engine.SampleFolder;
import io.almanac.jobs.cli.Engine.SampleFormat;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Writes the exports of the sample company. */
@Command(
    name = "sample-data",
    description = {
      "Writes the exports of a small sample company, with a configuration.",
      "The same options always give the same files."
    },
    footer = {"", "Example: almanac sample-data --out big --rows 5000000 --format parquet"})
final class SampleDataCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Where to; files of the same name are replaced.")
  private Path out;

  @Option(
      names = "--rows",
      paramLabel = "N",
      description = "Charge rows of all providers together. Default: the company's own size.")
  private Long rows;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "native",
      description =
          "Format of the cost exports: native (each provider's own), parquet or csv (FOCUS)."
              + " Default: ${DEFAULT-VALUE}.")
  private SampleFormat format;

  @Spec private CommandSpec spec;

  private final Context context;

  SampleDataCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (rows != null && rows < 1) {
      throw new ParameterException(
          spec.commandLine(), "Cannot write rows: " + rows + ". Give at least 1.");
    }
    SampleFolder sample =
        context
            .engine()
            .sampleData()
            .write(
                out,
                rows == null ? OptionalLong.empty() : OptionalLong.of(rows),
                format,
                context.console().progress());
    context
        .console()
        .print(
            String.format(
                Locale.ROOT,
                "%,d charges of the sample company are in %s%nRun: almanac nightly --conf %s --as-of %s%n",
                sample.rows(),
                out,
                sample.config(),
                sample.asOf()));
    return ExitCode.DONE.status();
  }
}
