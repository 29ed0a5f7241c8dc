package io.almanac.jobs.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What can be done with allocation rules. */
@Command(
    name = "rules",
    description = "Looks at the allocation rules; see its command check.",
    footer = {"", "Example: almanac rules check --conf conf/almanac.yaml"})
final class RulesCommand implements Runnable {
  @Spec private CommandSpec spec;

  private final Context context;

  RulesCommand(Context context) {
    this.context = context;
  }

  @Override
  public void run() {
    context.console().print(spec.commandLine().getUsageMessage());
  }
}
