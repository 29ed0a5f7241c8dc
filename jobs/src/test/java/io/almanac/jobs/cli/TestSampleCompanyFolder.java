package io.almanac.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.Progress;
import io.almanac.jobs.cli.Engine.SampleFolder;
import io.almanac.jobs.cli.Engine.SampleFormat;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSampleCompanyFolder {
  @TempDir private Path folder;

  @Test
  void comesWithAConfigurationThatANightCanRunOn() {
    SampleFolder sample =
        SampleCompanyFolder.write(
            folder, OptionalLong.of(2000), SampleFormat.CSV, Progress.silent());

    AlmanacConfig config = ConfigLoader.load(sample.config());
    List<Check> checks = new ArrayList<>(FileChecks.all(config));
    checks.addAll(SourceChecks.all(config));

    assertThat(sample.rows()).isEqualTo(2000);
    assertThat(config.sources()).hasSize(3);
    assertThat(checks).noneMatch(check -> check.result() == Check.Result.FAIL);
  }

  @Test
  void saysWhatToDoWhereNoneWasShipped() {
    assertThatThrownBy(() -> SampleCompanyFolder.shipped(null))
        .hasMessageContaining("almanac sample-data --out DIR");
    assertThatThrownBy(() -> SampleCompanyFolder.shipped(folder.toString()))
        .hasMessageContaining("Cannot find the sample company: " + folder.resolve("sample-data"));
  }
}
