package io.almanac.jobs.cli;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.benchmark.ForecastBenchmark;
import io.almanac.jobs.series.TidySeries;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says how good forecasts of anybody's series would have been. */
@Command(
    name = "backtest",
    description = {
      "Says how good forecasts of series from a CSV file would have been.",
      "From several past origins a horizon apart, each series is forecast from what was known then,"
          + " and scored: one line for each method, the seasonal naive first. The file is that of"
          + " almanac forecast."
    },
    footer = {"", "Example: almanac backtest --csv series.csv --horizon 30 --origins 4"})
final class BacktestCommand implements Callable<Integer> {
  @Mixin private SeriesOptions series;

  @Option(
      names = "--origins",
      paramLabel = "NUMBER",
      description = "From how many past origins. Default: 3.")
  private int origins = 3;

  @Option(
      names = "--method",
      paramLabel = "NAME",
      description =
          "engine, theta, otm, dotm, ets, ces, card, sarima, stl-ets, stl-arima, elastic-net, tsb,"
              + " global-boosting, engine+global, naive2 or snaive; may be repeated. Default: engine.")
  private List<String> methods = List.of();

  private final Context context;

  BacktestCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (origins < 1) {
      throw new AlmanacException(
          ExitCode.USAGE,
          List.of("Cannot look back from origins: " + origins + ". It must be 1 or more."));
    }
    List<TidySeries> histories = series.read();
    Frequency frequency = histories.get(0).frequency();
    ForecastBenchmark.of(histories, series.horizon(frequency), origins, series.holidays(), methods)
        .run(line -> context.console().print(line + "\n"));
    return ExitCode.DONE.status();
  }
}
