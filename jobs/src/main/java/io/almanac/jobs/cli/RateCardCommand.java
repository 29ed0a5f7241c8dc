package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.ratecard.RateCard;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Writes what owned GPU nodes cost as a cost export. */
@Command(
    name = "rate-card",
    description = {
      "Writes what owned GPU nodes cost each day as FOCUS files, one a month.",
      "A source of format rate-card needs no such files. To read these instead, run it before the",
      "night, with a source of format focus on the folder. Files of months that did not change are",
      "not touched, so that the night does not read them again."
    },
    footer = {
      "",
      "Example: almanac rate-card --card rate-card.csv --out billing/owned --as-of 2026-10-20"
    })
final class RateCardCommand implements Callable<Integer> {
  @Option(
      names = "--card",
      required = true,
      paramLabel = "FILE",
      description = "The rate card, CSV; docs/rate-card.md says what stands in it.")
  private Path card;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder of the files, for nothing else.")
  private Path out;

  @Option(
      names = "--as-of",
      paramLabel = "DATE",
      converter = DateConverter.class,
      description = "Days before it are charged. Default: today in UTC.")
  private LocalDate asOf;

  private final Context context;

  RateCardCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    RateCard.Written written =
        RateCard.load(card).write(out, asOf == null ? context.today() : asOf);
    context
        .console()
        .print(
            String.format(
                Locale.ROOT,
                "%,d charges in %s: %d files changed, %d stayed as they were%n",
                written.charges(),
                out,
                written.changed(),
                written.unchanged()));
    return ExitCode.DONE.status();
  }
}
