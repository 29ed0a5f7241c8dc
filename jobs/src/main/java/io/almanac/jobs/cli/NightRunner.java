package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.pipeline.Night;
import io.almanac.jobs.pipeline.NightSummary;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;

/** Runs a night for the terminal: progress, summary, and a word when it is stopped half way. */
final class NightRunner {
  private final Context context;

  NightRunner(Context context) {
    this.context = context;
  }

  /** Runs one night; its failures come out as they are. */
  ExitCode run(AlmanacConfig config, LocalDate asOf) {
    return run(context.engine().night(), config, asOf);
  }

  /** Runs one night of a kind of its own; its failures come out as they are. */
  ExitCode run(Night night, AlmanacConfig config, LocalDate asOf) {
    Thread stopped = new Thread(this::sayStopped, "almanac-stopped");
    Runtime.getRuntime().addShutdownHook(stopped);
    Instant start = context.clock().instant();
    NightSummary summary;
    try {
      summary = night.run(config, asOf, context.console().progress());
    } finally {
      remove(stopped);
    }
    Duration taken = Duration.between(start, context.clock().instant());
    context.console().print(SummaryText.of(summary, taken));
    if (summary.checksFailed() > 0) {
      return ExitCode.CHECKS_FAILED;
    }
    return summary.invoices().failures().isEmpty() ? ExitCode.DONE : ExitCode.INVOICES_DIFFER;
  }

  private void sayStopped() {
    context
        .console()
        .say(
            "almanac: Stopped before the end. What was published before is untouched; run the"
                + " night again.");
  }

  private static void remove(Thread hook) {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // The process is ending, and the hook says so.
    }
  }
}
