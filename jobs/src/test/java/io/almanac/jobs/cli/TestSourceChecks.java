package io.almanac.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSourceChecks {
  @TempDir private Path folder;

  @Test
  void countsWhatManifestsNameAndWarnsOfTheRest() throws IOException {
    Files.createDirectories(folder.resolve("in/metadata/BILLING_PERIOD=2026-09"));
    Files.writeString(folder.resolve("in/a.csv"), "x");
    Files.writeString(folder.resolve("in/b.csv"), "x");
    assertThat(checks()).singleElement().isEqualTo(Check.pass("source bill", "2 files"));

    Path data = Files.createDirectories(folder.resolve("in/data/BILLING_PERIOD=2026-09"));
    Files.writeString(data.resolve("f.csv"), "x");
    Path manifest = folder.resolve("in/metadata/BILLING_PERIOD=2026-09/cur-Manifest.json");
    Files.writeString(manifest, "{\"dataFiles\":[\"data/BILLING_PERIOD=2026-09/f.csv\"]}");
    assertThat(checks())
        .containsExactly(
            Check.pass("source bill", "1 file of 1 manifest"),
            Check.warn(
                "source bill",
                "Source bill: 2 files that no manifest names are not read, such as a.csv.",
                ""));

    Files.writeString(manifest, "{\"dataFiles\":[\"data/BILLING_PERIOD=2026-09/gone.csv\"]}");
    assertThat(checks())
        .singleElement()
        .satisfies(check -> assertThat(check.toString()).contains("Cannot find file: data/"));
  }

  private java.util.List<Check> checks() throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.writeString(
        file, "company: Example\nsources:\n  - { name: bill, format: aws-cur-2, path: in }\n");
    AlmanacConfig config = ConfigLoader.load(file);
    return SourceChecks.all(config);
  }
}
