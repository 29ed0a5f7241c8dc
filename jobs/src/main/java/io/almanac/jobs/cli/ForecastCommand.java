package io.almanac.jobs.cli;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.forecasting.driver.Driver;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.pipeline.SparkSessions;
import io.almanac.jobs.scenario.CostDrivers;
import io.almanac.jobs.series.FittedSeries;
import io.almanac.jobs.series.ForecastFiles;
import io.almanac.jobs.series.TaskProgress;
import io.almanac.jobs.series.TidySeries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Forecasts anybody's series, without any cost export. */
@Command(
    name = "forecast",
    description = {
      "Forecasts series from a CSV file.",
      "The file has the columns unique_id, ds (2026-10-31, or 2026-10-31 13:00:00) and y; an empty"
          + " y is missing. Writes forecasts.csv (or .parquet), reasons.csv and a picture."
    },
    footer = {"", "Example: almanac forecast --csv series.csv --horizon 30 --output forecasts"})
final class ForecastCommand implements Callable<Integer> {
  @Mixin private SeriesOptions series;

  @Option(
      names = "--drivers",
      paramLabel = "FILE",
      description =
          "What may move daily series: CSV with driver, ds and value, past and known future.")
  private Path drivers;

  @Option(
      names = "--level",
      paramLabel = "PERCENT",
      split = ",",
      description = "What intervals shall hold, 1 to 99. Default: 80,95.")
  private List<Integer> levels = List.of(80, 95);

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "Where to write. Default: almanac-forecast.")
  private Path output = Path.of("almanac-forecast");

  @Option(names = "--format", paramLabel = "NAME", description = "csv or parquet. Default: csv.")
  private String format = "csv";

  private final Context context;

  ForecastCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    checkOptions();
    List<Double> contents = levels.stream().map(level -> level / 100.0).toList();
    List<TidySeries> histories = series.read();
    Frequency frequency = histories.get(0).frequency();
    List<Driver> volumes = drivers == null ? List.of() : CostDrivers.volumes(drivers);
    if (drivers != null && frequency != Frequency.DAILY) {
      throw new AlmanacException(
          ExitCode.USAGE,
          List.of(
              "Cannot use drivers with %s series: %s. They must be daily."
                  .formatted(frequency.name().toLowerCase(Locale.ROOT), drivers)));
    }
    List<LocalDate> holidays = series.holidays();
    int horizon = series.horizon(frequency);
    context
        .console()
        .progress()
        .say(
            String.format(
                Locale.ROOT,
                "%,d %s series, %d steps ahead",
                histories.size(),
                frequency.name().toLowerCase(Locale.ROOT),
                horizon));
    SparkSession spark = SparkSessions.start();
    spark.sparkContext().addSparkListener(new TaskProgress(context.console().progress()));
    try {
      List<FittedSeries> fitted =
          volumes.isEmpty()
              ? FittedSeries.fit(spark, histories, horizon, contents, holidays)
              : FittedSeries.fit(spark, histories, horizon, contents, holidays, volumes);
      List<Path> files =
          new ForecastFiles(output, contents)
              .write(format.equals("parquet") ? spark : null, fitted);
      fitted.stream()
          .filter(one -> one.mean() == null)
          .forEach(
              one ->
                  context
                      .console()
                      .say("almanac: Series without a forecast: " + one.series().id()));
      files.forEach(file -> context.console().print(file + "\n"));
    } finally {
      spark.stop();
    }
    return ExitCode.DONE.status();
  }

  private void checkOptions() {
    if (!format.equals("csv") && !format.equals("parquet")) {
      throw new AlmanacException(
          ExitCode.USAGE,
          List.of("Cannot write format: " + format + ". It must be csv or parquet."));
    }
    List<Integer> wrong = levels.stream().filter(level -> level < 1 || level > 99).toList();
    if (!wrong.isEmpty()) {
      throw new AlmanacException(
          ExitCode.USAGE,
          List.of("Cannot give intervals of percent: " + wrong + ". They must be 1 to 99."));
    }
  }
}
