package io.almanac.jobs.cli;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.Progress;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Where results, progress and failures go: results to one stream, all else to the other. */
final class Console {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final PrintWriter out;
  private final PrintWriter err;
  private final Clock clock;

  Console(PrintWriter out, PrintWriter err, Clock clock) {
    this.out = out;
    this.err = err;
    this.clock = clock;
  }

  /** Writes a result. */
  void print(String text) {
    out.print(text);
    out.flush();
  }

  /** Writes one line that is no result. */
  void say(String line) {
    err.println(line);
    err.flush();
  }

  /** Plain lines with the time in UTC, the same on a terminal and in a log. */
  Progress progress() {
    return line -> say(TIME.format(clock.instant().atOffset(ZoneOffset.UTC)) + " " + line);
  }

  /**
   * Tells a failure in sentences.
   *
   * @param stackTrace whether to show where it came from
   * @return what the process ends with
   */
  ExitCode fail(Throwable failure, boolean stackTrace) {
    ExitCode exitCode = ExitCode.INTERNAL;
    if (failure instanceof AlmanacException known) {
      exitCode = known.exitCode();
      known.problems().forEach(problem -> say("almanac: " + printable(problem)));
      if (known.problems().size() > 1) {
        say("almanac: " + known.problems().size() + " problems in all");
      }
    } else {
      say("almanac: Cannot finish: " + sentence(failure));
      if (!stackTrace) {
        say("almanac: Run again with --stack-trace to see where this came from.");
      }
    }
    if (stackTrace) {
      failure.printStackTrace(err);
      err.flush();
    }
    return exitCode;
  }

  /** Names of files and columns come from outside: control characters could steer a terminal. */
  private static String printable(String problem) {
    return problem.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
  }

  /** Spark's messages hold whole stack traces and plans: the first line says what happened. */
  private static String sentence(Throwable failure) {
    String message = failure.getMessage() == null ? "" : failure.getMessage();
    return failure.getClass().getSimpleName()
        + message.lines().findFirst().map(line -> ": " + line).orElse("");
  }
}
