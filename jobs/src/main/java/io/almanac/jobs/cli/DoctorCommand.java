package io.almanac.jobs.cli;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Looks for everything that would make a night fail. */
@Command(
    name = "doctor",
    description = {
      "Looks for everything that would make a night fail, and says what to do.",
      "Ends with 0 when a night can run, with 1 when the configuration is wrong, otherwise with 2."
    },
    footer = {"", "Example: almanac doctor --conf conf/almanac.yaml"})
final class DoctorCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;

  private final Context context;

  DoctorCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Check> checks = new ArrayList<>(MachineChecks.all());
    checks.add(context.engine().nativeLibrary().get());
    ExitCode failed = ExitCode.INPUT;
    try {
      AlmanacConfig config = context.loader().read(conf.file()).config();
      checks.add(Check.pass("configuration", conf.file().toString()));
      checks.addAll(FileChecks.all(config));
      checks.addAll(context.engine().sourceChecks().apply(config));
    } catch (AlmanacException e) {
      failed = e.exitCode();
      e.problems().forEach(problem -> checks.add(Check.fail("configuration", problem, "")));
    }
    context.console().print(table(checks));
    boolean well = checks.stream().noneMatch(check -> check.result() == Check.Result.FAIL);
    return (well ? ExitCode.DONE : failed).status();
  }

  private static String table(List<Check> checks) {
    TextTable table = new TextTable("lll");
    for (Check check : checks) {
      table.row(
          check.result().name(), check.what(), (check.found() + " " + check.advice()).strip());
    }
    return table.text();
  }
}
