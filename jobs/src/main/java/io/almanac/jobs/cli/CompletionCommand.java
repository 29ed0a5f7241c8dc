package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Writes a script that completes commands and options in bash and zsh. */
@Command(
    name = "completion",
    description = "Writes a script that completes commands and options in bash and zsh.",
    footer = {"", "Example: almanac completion > ~/.almanac-completion; . ~/.almanac-completion"})
final class CompletionCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  private final Context context;

  CompletionCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    context.console().print(AutoComplete.bash("almanac", spec.root().commandLine()));
    return ExitCode.DONE.status();
  }
}
