package io.almanac.jobs.cli;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.budget.Holidays;
import io.almanac.jobs.series.SeriesFile;
import io.almanac.jobs.series.TidySeries;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import picocli.CommandLine.Option;

/** Which series to forecast, and how far. */
final class SeriesOptions {
  @Option(
      names = "--csv",
      required = true,
      paramLabel = "FILE",
      description = "The series; also gzip.")
  private Path file;

  @Option(
      names = "--frequency",
      paramLabel = "NAME",
      description = "hourly, daily, weekly or monthly. Default: the shortest gap.")
  private String frequency;

  @Option(
      names = "--horizon",
      paramLabel = "STEPS",
      description = "How many steps. Default: 48 hours, 30 days, 13 weeks or 12 months.")
  private Integer horizon;

  @Option(
      names = "--holidays",
      paramLabel = "FILE",
      description = "Days off, past and future, for daily and weekly series: CSV with date, name.")
  private Path holidays;

  /**
   * All series.
   *
   * @throws AlmanacException when they cannot be read
   */
  List<TidySeries> read() {
    if (horizon != null && horizon < 1) {
      throw usage("Cannot forecast steps: " + horizon + ". It must be 1 or more.");
    }
    try {
      return SeriesFile.read(file, frequency == null ? null : Frequency.named(frequency));
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    }
  }

  /**
   * The days off; empty when no file is given.
   *
   * @throws AlmanacException when the file cannot be read
   */
  List<LocalDate> holidays() {
    return holidays == null ? List.of() : List.copyOf(Holidays.load(holidays).days());
  }

  /** How many steps to forecast. */
  int horizon(Frequency of) {
    return horizon == null ? TidySeries.usualHorizon(of) : horizon;
  }

  private static AlmanacException usage(String problem) {
    return new AlmanacException(ExitCode.USAGE, List.of(problem));
  }
}
