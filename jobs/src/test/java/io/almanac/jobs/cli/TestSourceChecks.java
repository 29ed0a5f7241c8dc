package io.almanac.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import io.almanac.jobs.ratecard.RateCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

  @Test
  void aRateCardIsReadForItsFaults() throws IOException {
    String source = "{ name: owned, format: rate-card, path: card.csv }";
    Path card = folder.resolve("card.csv");
    String line = "n,H100,8,,,2026-09-29,,,360000,0,36,,,,,,,,EUR,\n";
    Files.writeString(card, String.join(",", RateCard.COLUMNS) + "\n" + line);
    assertThat(checks(source)).containsExactly(Check.pass("source owned", "rate card"));
    Files.writeString(
        card, String.join(",", RateCard.COLUMNS) + "\n" + line.replace("H100,8", "H100,none"));
    assertThat(checks(source))
        .singleElement()
        .satisfies(check -> assertThat(check.toString()).contains("Cannot use gpus", "line 2"));
    // A card is complete up to the night.
    assertThat(config(source).sources().get(0).settlingDays()).isZero();
  }

  private List<Check> checks() throws IOException {
    return checks("{ name: bill, format: aws-cur-2, path: in }");
  }

  private List<Check> checks(String source) throws IOException {
    return SourceChecks.all(config(source));
  }

  private AlmanacConfig config(String source) throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.writeString(file, "company: Example\nsources:\n  - " + source + "\n");
    return ConfigLoader.load(file);
  }
}
