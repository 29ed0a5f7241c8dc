package io.almanac.jobs.cli;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.DayOverlaps;
import io.almanac.jobs.charges.RateCardMonths;
import io.almanac.jobs.charges.SourceFiles;
import io.almanac.jobs.charges.delivery.DeliveredFiles;
import io.almanac.jobs.charges.source.RateCardReader;
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
        if (source.format().equals(RateCardReader.FORMAT)) {
          RateCardMonths.check(source.name(), source.path());
          checks.add(Check.pass(what, "rate card"));
          continue;
        }
        DeliveredFiles delivered =
            DeliveredFiles.find(
                source.name(), source.format(), source.path(), source.options().overlap());
        checks.add(Check.pass(what, described(delivered)));
        delivered.notes().forEach(note -> checks.add(Check.warn(what, note, "")));
        DayOverlaps.found(source.name(), delivered.files())
            .forEach(overlap -> checks.add(Check.warn(what, overlap, "")));
        SourceFiles.passedOver(source.path(), source.format())
            .forEach(file -> checks.add(Check.warn(what, file, "")));
      } catch (AlmanacException e) {
        e.problems().forEach(problem -> checks.add(Check.fail(what, problem, "")));
      }
    }
    return checks;
  }

  private static String described(DeliveredFiles delivered) {
    int files = delivered.files().size();
    String count = files + (files == 1 ? " file" : " files");
    int manifests = delivered.manifests();
    return manifests == 0
        ? count
        : count + " of " + manifests + (manifests == 1 ? " manifest" : " manifests");
  }
}
