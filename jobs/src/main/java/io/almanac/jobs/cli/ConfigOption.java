package io.almanac.jobs.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option that names the configuration. */
final class ConfigOption {
  @Option(
      names = "--conf",
      paramLabel = "FILE",
      defaultValue = "conf/almanac.yaml",
      description = "The configuration. Default: ${DEFAULT-VALUE}.")
  private Path file;

  Path file() {
    return file;
  }
}
