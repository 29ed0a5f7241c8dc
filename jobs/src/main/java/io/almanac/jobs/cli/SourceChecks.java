package io.almanac.jobs.cli;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFiles;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.AlmanacConfig.Source;
import java.util.ArrayList;
import java.util.List;

/** Whether each cost export has files that can be read, and which files are passed over. */
final class SourceChecks {
  private SourceChecks() {}

  static List<Check> all(AlmanacConfig config) {
    List<Check> checks = new ArrayList<>();
    for (Source source : config.sources()) {
      String what = "source " + source.name();
      try {
        int files = SourceFiles.list(source.path(), source.format()).size();
        checks.add(Check.pass(what, files + (files == 1 ? " file" : " files")));
        SourceFiles.passedOver(source.path(), source.format())
            .forEach(file -> checks.add(Check.warn(what, file, "")));
      } catch (AlmanacException e) {
        e.problems().forEach(problem -> checks.add(Check.fail(what, problem, "")));
      }
    }
    return checks;
  }
}
