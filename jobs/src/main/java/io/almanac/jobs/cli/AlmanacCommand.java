package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.ConfigLoader;
import io.almanac.jobs.config.Formats;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** {@code almanac}: what AI and ML infrastructure costs, whose cost it is, and what was wasted. */
@Command(
    name = "almanac",
    versionProvider = VersionText.class,
    description =
        "Tells what AI and ML infrastructure costs, whose cost it is, and what was wasted.",
    footer = {
      "",
      "Exit codes: 0 done, 1 wrong options or configuration, 2 input cannot be read,",
      "3 a control total does not hold, 4 any other fault, 5 published, and an invoice",
      "does not tie out. Unless it ends with 0 or 5, a night has published nothing.",
      "",
      "Example: almanac demo"
    })
public final class AlmanacCommand implements Runnable {
  @Option(
      names = "--help",
      usageHelp = true,
      scope = ScopeType.INHERIT,
      description = "Shows this help.")
  @SuppressWarnings("UnusedVariable") // Picocli acts on it by itself.
  private boolean help;

  @Option(names = "--version", versionHelp = true, description = "Shows release and Java.")
  @SuppressWarnings("UnusedVariable") // Picocli acts on it by itself.
  private boolean version;

  @Option(
      names = {"--stack-trace", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Shows where a failure came from.")
  private boolean stackTrace;

  @Spec private CommandSpec spec;

  private final Console console;

  private AlmanacCommand(Console console) {
    this.console = console;
  }

  /**
   * The command line as a whole.
   *
   * @param engine what it drives
   * @param clock the only notion of today
   * @param environment from the name of an environment variable to its value, null when not set
   * @param out results
   * @param err progress and failures
   */
  public static CommandLine create(
      Engine engine,
      Clock clock,
      UnaryOperator<String> environment,
      PrintWriter out,
      PrintWriter err) {
    Console console = new Console(out, err, clock);
    Context context =
        new Context(engine, new ConfigLoader(Formats.KNOWN, environment), clock, console);
    AlmanacCommand almanac = new AlmanacCommand(console);
    CommandLine line =
        new CommandLine(almanac)
            .addSubcommand(new NightlyCommand(context))
            .addSubcommand(new ReportCommand(context))
            .addSubcommand(new CloseCommand(context))
            .addSubcommand(new ReopenCommand(context))
            .addSubcommand(new BackfillCommand(context))
            .addSubcommand(new ForecastCommand(context))
            .addSubcommand(new BacktestCommand(context))
            .addSubcommand(new ScheduleCommand(context, almanac))
            .addSubcommand(new DemoCommand(context))
            .addSubcommand(new RateCardCommand(context))
            .addSubcommand(new SampleDataCommand(context))
            .addSubcommand(new DoctorCommand(context))
            .addSubcommand(new ExplainCommand(context))
            .addSubcommand(
                new CommandLine(new RulesCommand(context))
                    .addSubcommand(new RulesCheckCommand(context)))
            .addSubcommand(new ConfigCommand(context))
            .addSubcommand(new DictionaryCommand(context))
            .addSubcommand(new BenchForecastCommand(context))
            .addSubcommand(new CompletionCommand(context));
    return line.setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler((wrong, arguments) -> usage(wrong, console))
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> console.fail(failure, almanac.stackTrace).status());
  }

  /** Whether failures show where they came from. */
  boolean stackTrace() {
    return stackTrace;
  }

  @Override
  public void run() {
    console.print(spec.commandLine().getUsageMessage());
  }

  private static int usage(ParameterException wrong, Console console) {
    console.say("almanac: " + wrong.getMessage());
    console.say(
        "almanac: See "
            + wrong.getCommandLine().getCommandSpec().qualifiedName()
            + " --help for what is possible.");
    return ExitCode.USAGE.status();
  }
}
