package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.benchmark.ForecastBenchmark;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Scores the forecasting engine on public sets of series. */
@Command(
    name = "bench-forecast",
    description = {
      "Scores the forecasting engine on public sets of series.",
      "For each set and method one line: symmetric percentage error, scaled error, OWA",
      "against Naive2 or the seasonal naive, error of the total, coverage of intervals,",
      "interval score and CPU milliseconds per series. docs/benchmarks tells the sets."
    },
    footer = {"", "Example: almanac bench-forecast --data sets --set weekly --method theta"})
final class BenchForecastCommand implements Callable<Integer> {
  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = {
        "Folder with m4/Hourly-train.csv, nn5_daily.csv and others.",
        "Any other CSV file with unique_id, ds and y is a set as well."
      })
  private Path data;

  @Option(
      names = "--set",
      paramLabel = "NAME",
      description = "Only sets with this in their name; may be repeated.")
  private List<String> sets = List.of();

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description = "A method instead of the engine as a whole; may be repeated.")
  private List<String> methods = List.of();

  @Option(
      names = "--most",
      paramLabel = "NUMBER",
      description = "Only so many series of each set, the first ones.")
  private int most = Integer.MAX_VALUE;

  @Option(
      names = "--earlier",
      paramLabel = "NUMBER",
      description = {
        "Judge steps so many horizons before the test parts, inside the training parts:",
        "what the same engine would have scored at another time."
      })
  private int earlier;

  private final Context context;

  BenchForecastCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    ForecastBenchmark benchmark =
        ForecastBenchmark.of(data, sets, most, Math.max(0, earlier), methods);
    benchmark.run(line -> context.console().print(line + "\n"));
    benchmark.notes().forEach(context.console()::say);
    return ExitCode.DONE.status();
  }
}
