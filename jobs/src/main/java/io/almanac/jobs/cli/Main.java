package io.almanac.jobs.cli;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.MartStore;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
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
    return new Engine(
        (config, asOf, progress) -> {
          throw missing("a night");
        },
        (config, progress) -> {
          throw missing("reports");
        },
        SampleCompanyFolder::write,
        Main::lastPublished,
        SourceChecks::all,
        () -> Check.warn("native library", "not known", ""));
  }

  private static Optional<LocalDate> lastPublished(AlmanacConfig config) {
    return new MartStore(config.output().marts())
        .published()
        .map(marts -> LocalDate.parse(marts.manifest().asOf()));
  }

  private static AlmanacException missing(String what) {
    return new AlmanacException(
        ExitCode.INTERNAL, List.of("Cannot make " + what + ": not part of this build."));
  }
}
