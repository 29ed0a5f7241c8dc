package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.explain.ChargeExplanation;
import io.almanac.jobs.explain.TeamExplanation;
import java.time.YearMonth;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Tells which rules made a cost whose it is. */
@Command(
    name = "explain",
    description = {
      "Tells which rules made a charge, or a team's month, whose it is, from the published marts.",
      "Ends with 2 when nothing is published or there is no such cost."
    },
    footer = {
      "",
      "Example: almanac explain --charge aws/october.csv.gz/1234",
      "Example: almanac explain --charge i-0a1b2c3d4e5f",
      "Example: almanac explain --team vision --month 2026-10"
    })
final class ExplainCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;

  @Option(
      names = "--charge",
      paramLabel = "CHARGE",
      description = "source/file/row as in the mart charges, or a resource's id or name.")
  private String charge;

  @Option(
      names = "--team",
      paramLabel = "TEAM",
      description = "The team; unallocated names what no rule took.")
  private String team;

  @Option(
      names = "--month",
      paramLabel = "MONTH",
      converter = MonthConverter.class,
      description = "The month of use, such as 2026-10.")
  private YearMonth month;

  @Option(names = "--all", description = "Shows every line, however many.")
  private boolean all;

  @Option(names = "--csv", description = "Writes CSV instead of tables.")
  private boolean csv;

  @Spec private CommandSpec spec;

  private final Context context;

  ExplainCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    boolean ofCharge = charge != null && team == null && month == null;
    boolean ofTeam = charge == null && team != null && !team.isBlank() && month != null;
    if (!ofCharge && !ofTeam) {
      throw new ParameterException(
          spec.commandLine(),
          "Cannot tell what to explain. Give --charge, or --team with --month.");
    }
    AlmanacConfig config = context.loader().read(conf.file()).config();
    if (ofCharge) {
      ChargeExplanation found = context.engine().explainer().charge(config, charge);
      context
          .console()
          .print(csv ? ChargeExplanationText.csv(found) : ChargeExplanationText.text(found, all));
    } else {
      TeamExplanation found = context.engine().explainer().team(config, team, month);
      context
          .console()
          .print(csv ? TeamExplanationText.csv(found) : TeamExplanationText.text(found, all));
    }
    return ExitCode.DONE.status();
  }
}
