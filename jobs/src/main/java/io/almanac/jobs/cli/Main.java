package io.almanac.jobs.cli;

import io.almanac.forecasting.regression.LinearAlgebra;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.MartStore;
import io.almanac.jobs.pipeline.NightlyRun;
import io.almanac.jobs.pipeline.PeriodClosing;
import io.almanac.jobs.pipeline.PublishedReports;
import io.almanac.jobs.pipeline.SparkSessions;
import io.almanac.jobs.pipeline.StandingNight;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/** The entry point of the process; puts the parts together. */
public final class Main {
  private Main() {}

  /** Runs one command and ends the process with its exit code. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    int status =
        AlmanacCommand.create(engine(), Clock.systemUTC(), System::getenv, out, err)
            .execute(arguments);
    // By exit and not by return: Spark and Quartz leave threads behind that keep a JVM alive.
    System.exit(status);
  }

  private static Engine engine() {
    NightlyRun night = new NightlyRun(SparkSessions::start, release(), Clock.systemUTC());
    StandingNight standing = new StandingNight(night, StandingNight.program(), Clock.systemUTC());
    return new Engine(
        standing,
        standing.anew(),
        (config, progress) -> PublishedReports.write(SparkSessions.start(), config),
        SampleCompanyFolder::write,
        () -> SampleCompanyFolder.shipped(System.getProperty("almanac.home")),
        Main::lastPublished,
        SourceChecks::all,
        Main::nativeLibrary,
        new SparkExplainer(SparkSessions::start),
        new PeriodWork(night, new PeriodClosing(SparkSessions::start, Clock.systemUTC())));
  }

  private static Optional<LocalDate> lastPublished(AlmanacConfig config) {
    return new MartStore(config.output().marts())
        .published()
        .map(marts -> LocalDate.parse(marts.manifest().asOf()));
  }

  private static String release() {
    String version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }

  private static Check nativeLibrary() {
    return LinearAlgebra.isAvailable()
        ? Check.pass("native library", "OpenBLAS works")
        : Check.warn("native library", LinearAlgebra.problem(), "Forecasts do without regression.");
  }
}
