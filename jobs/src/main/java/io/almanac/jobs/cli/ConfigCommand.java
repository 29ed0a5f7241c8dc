package io.almanac.jobs.cli;

import io.almanac.jobs.ExitCode;
import io.almanac.jobs.config.LoadedConfig;
import io.almanac.jobs.config.Setting;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Checks a configuration, and shows what is in effect. */
@Command(
    name = "config",
    description = "Checks a configuration; with --print shows every setting that is in effect.",
    footer = {"", "Example: almanac config --print --conf conf/almanac.yaml"})
final class ConfigCommand implements Callable<Integer> {
  @Mixin private ConfigOption conf;

  @Option(
      names = "--print",
      description = "Shows every setting, defaults marked, values from the environment hidden.")
  private boolean print;

  private final Context context;

  ConfigCommand(Context context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    LoadedConfig loaded = context.loader().read(conf.file());
    if (print) {
      TextTable table = new TextTable("lll");
      for (Setting setting : loaded.settings()) {
        table.row(setting.key(), setting.value(), origin(setting.origin()));
      }
      context.console().print(table.text());
    } else {
      context.console().print(conf.file() + " is right" + System.lineSeparator());
    }
    return ExitCode.DONE.status();
  }

  private static String origin(Setting.Origin origin) {
    return switch (origin) {
      case FILE -> "";
      case DEFAULT -> "# default";
      case ENVIRONMENT -> "# from the environment";
    };
  }
}
