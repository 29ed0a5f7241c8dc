package io.almanac.jobs.cli;

import io.almanac.jobs.Progress;
import io.almanac.jobs.cli.Engine.SampleFolder;
import io.almanac.jobs.sample.SampleCompany;
import io.almanac.jobs.sample.SampleFormat;
import io.almanac.jobs.sample.SampleOptions;
import io.almanac.jobs.sample.SampleSummary;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.OptionalLong;

/** Writes the sample company with its configuration. */
final class SampleCompanyFolder {
  /** Bills reach to the day before; the last two days are incomplete. */
  private static final LocalDate AS_OF = SampleCompany.AS_OF;

  private SampleCompanyFolder() {}

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
