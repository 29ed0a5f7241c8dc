package io.almanac.jobs.pipeline;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.charges.source.ChargeReaders;
import io.almanac.jobs.charges.source.FileTraits;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.mart.Manifest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sees to it that exports whose files mean something only together have all of them for every
 * billing month, once it is known which months each file has.
 */
final class BillsInParts {
  private BillsInParts() {}

  /**
   * Compares the months of the files.
   *
   * @param files the files of each source now, by its name
   * @param inputs the same with the billing periods that each has records of
   * @throws AlmanacException with one sentence for each month that something is missing of
   */
  static void check(
      List<AlmanacConfig.Source> sources,
      Map<String, InputFiles> files,
      List<Manifest.InputFile> inputs) {
    List<String> problems = new ArrayList<>();
    for (AlmanacConfig.Source source : sources) {
      Map<String, FileTraits> traits = new HashMap<>();
      for (SourceFile file : files.get(source.name()).files()) {
        traits.put(file.relativePath(), file.traits());
      }
      Map<String, List<String>> months = new HashMap<>();
      inputs.stream()
          .filter(input -> input.source().equals(source.name()))
          .forEach(input -> months.put(input.path(), input.periods()));
      for (String problem : ChargeReaders.named(source.format()).problemsOfMonths(traits, months)) {
        problems.add("Cannot read source: " + source.name() + ". " + problem + ".");
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.input(problems);
    }
  }
}
