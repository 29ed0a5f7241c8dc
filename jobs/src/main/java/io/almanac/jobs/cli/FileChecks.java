package io.almanac.jobs.cli;

import io.almanac.jobs.config.AlmanacConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Whether the files that a configuration names are there, and whether results can be written. */
final class FileChecks {
  private static final long GIBIBYTE = 1L << 30;

  private FileChecks() {}

  static List<Check> all(AlmanacConfig config) {
    List<Check> checks = new ArrayList<>();
    config
        .runHistories()
        .forEach(runs -> checks.add(input("run history " + runs.name(), runs.path())));
    config.telemetry().forEach(gpus -> checks.add(input("telemetry " + gpus.name(), gpus.path())));
    config
        .sources()
        .forEach(
            source ->
                source
                    .periods()
                    .status()
                    .ifPresent(
                        path -> checks.add(file("period status of " + source.name(), path))));
    config.allocationRules().ifPresent(path -> checks.add(file("allocation rules", path)));
    config.budgets().ifPresent(path -> checks.add(file("budgets", path)));
    config.holidays().ifPresent(path -> checks.add(file("holidays", path)));
    config.gpuCatalogue().ifPresent(path -> checks.add(file("GPU catalogue", path)));
    config.plans().drivers().ifPresent(path -> checks.add(file("drivers", path)));
    config.plans().scenarios().ifPresent(path -> checks.add(file("scenarios", path)));
    checks.add(output("output marts", config.output().marts()));
    checks.add(output("output reports", config.output().reports()));
    checks.add(disk(config.output().marts()));
    return checks;
  }

  private static Check file(String what, Path path) {
    return Files.isRegularFile(path) && Files.isReadable(path)
        ? Check.pass(what, path.toString())
        : Check.fail(what, "Cannot read file: " + path + ".", "Put it there or correct the path.");
  }

  /** A glob is only looked at up to its first wildcard: the reader's own check goes further. */
  private static Check input(String what, Path path) {
    Path there = path;
    while (there.toString().matches(".*[*?{\\[].*")) {
      there = there.getParent();
    }
    return Files.isReadable(there)
        ? Check.pass(what, path.toString())
        : Check.fail(
            what, "Cannot read export: " + path + ".", "Put it there or correct the path.");
  }

  private static Check output(String what, Path path) {
    Path there = existing(path);
    return Files.isDirectory(there) && Files.isWritable(there)
        ? Check.pass(what, path.toString())
        : Check.fail(what, "Cannot write folder: " + path + ".", "Allow writing in " + there + ".");
  }

  private static Check disk(Path path) {
    try {
      long free = Files.getFileStore(existing(path)).getUsableSpace();
      String found = String.format(Locale.ROOT, "%,d MB free", free >> 20);
      if (free < GIBIBYTE / 2) {
        return Check.fail("disk", found + " at " + path + ".", "Free at least 2 GB.");
      }
      return free < 2 * GIBIBYTE
          ? Check.warn("disk", found + " at " + path + ".", "Free at least 2 GB.")
          : Check.pass("disk", found);
    } catch (IOException e) {
      return Check.warn("disk", "Cannot tell free space at " + path + ": " + e + ".", "");
    }
  }

  /** The nearest folder on the way up that exists. */
  private static Path existing(Path path) {
    Path there = path.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }
}
