package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.mart.Dictionary;
import io.almanac.jobs.mart.Marts;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what every column of every mart means. */
@Command(
    name = "dictionary",
    description = "Shows what every column of every mart means.",
    footer = {"", "Example: almanac dictionary --format csv > dictionary.csv"})
final class DictionaryCommand implements Callable<Integer> {
  /** How the dictionary is written. */
  enum Format {
    MARKDOWN,
    CSV
  }

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "markdown",
      description = "markdown or csv. Default: ${DEFAULT-VALUE}.")
  private Format format;

  private final Context context;

  DictionaryCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context
        .console()
        .print(
            switch (format) {
              case MARKDOWN -> Dictionary.markdown(Marts.ALL);
              case CSV -> Dictionary.csv(Marts.ALL);
            });
    return ExitCode.DONE.status();
  }
}
