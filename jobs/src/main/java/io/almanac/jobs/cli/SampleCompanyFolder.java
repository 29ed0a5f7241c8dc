package io.almanac.jobs.cli;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.Progress;
import io.almanac.jobs.cli.Engine.SampleFolder;
import io.almanac.jobs.cli.Engine.ShippedSample;
import io.almanac.jobs.sample.SampleCompany;
import io.almanac.jobs.sample.SampleFormat;
import io.almanac.jobs.sample.SampleOptions;
import io.almanac.jobs.sample.SampleSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;

/** The sample company with its configuration: written anew, or as it comes with Almanac. */
final class SampleCompanyFolder {
  /** Bills reach to the day before; the last two days are incomplete. */
  private static final LocalDate AS_OF = SampleCompany.AS_OF;

  private SampleCompanyFolder() {}

  /**
   * The one that comes with Almanac.
   *
   * @param home the folder of the distribution, null when it is not known
   * @throws AlmanacException when it is not there
   */
  static ShippedSample shipped(String home) {
    Path config = home == null ? null : Path.of(home, "conf", SampleCompany.CONFIG);
    if (config == null || !Files.isDirectory(Path.of(home, "sample-data"))) {
      throw AlmanacException.configuration(
          List.of(
              "Cannot find the sample company: "
                  + (home == null ? "almanac.home is not set" : Path.of(home, "sample-data"))
                  + ". Start Almanac by its script, or write one: almanac sample-data --out DIR."));
    }
    return new ShippedSample(config, AS_OF);
  }

  static SampleFolder write(
      Path folder, OptionalLong rows, Engine.SampleFormat format, Progress progress) {
    SampleFormat sample =
        switch (format) {
          case NATIVE -> SampleFormat.NATIVE;
          case PARQUET -> SampleFormat.FOCUS_PARQUET;
          case CSV -> SampleFormat.FOCUS_CSV;
        };
    Long wanted = rows.isPresent() ? rows.getAsLong() : null;
    SampleSummary summary =
        SampleCompany.write(new SampleOptions(folder, wanted, sample, true), progress::say);
    return new SampleFolder(folder.resolve("almanac.yaml"), AS_OF, summary.rows());
  }
}
