package io.almanac.jobs.cli;

import io.almanac.jobs.cli.Engine.ShippedSample;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.AlmanacConfig.Output;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a night on the sample company that comes with Almanac. */
@Command(
    name = "demo",
    description = {
      "Runs one night on the sample company that comes with Almanac.",
      "Shows what a night makes; reads conf/almanac.yaml and sample-data, and changes neither."
    },
    footer = {"", "Example: almanac demo --out /tmp/almanac-demo"})
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = "almanac-demo",
      description = "Where marts and reports go. Default: ${DEFAULT-VALUE}.")
  private Path out;

  private final Context context;

  DemoCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ShippedSample sample = context.engine().shipped().get();
    Path folder = out.toAbsolutePath().normalize();
    AlmanacConfig config =
        context
            .loader()
            .read(sample.config())
            .config()
            .withOutput(new Output(folder.resolve("marts"), folder.resolve("reports")));
    return new NightRunner(context).run(config, sample.asOf()).status();
  }
}
