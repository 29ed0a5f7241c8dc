package io.almanac.jobs.cli;

import io.almanac.jobs.cli.Engine.SampleFolder;
import io.almanac.jobs.cli.Engine.SampleFormat;
import java.nio.file.Path;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes the sample company and runs a night on it. */
@Command(
    name = "demo",
    description = "Writes the exports of a small sample company and runs one night on them.",
    footer = {"", "Example: almanac demo --out /tmp/almanac-demo"})
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "almanac-demo",
      description = "Where to; files of the same name are replaced. Default: ${DEFAULT-VALUE}.")
  private Path out;

  private final Context context;

  DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    SampleFolder sample =
        context
            .engine()
            .sampleData()
            .write(out, OptionalLong.empty(), SampleFormat.NATIVE, context.console().progress());
    context
        .console()
        .progress()
        .say(String.format(Locale.ROOT, "sample company with %,d charges", sample.rows()));
    return new NightRunner(context)
        .run(context.loader().read(sample.config()).config(), sample.asOf())
        .status();
  }
}
