package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.config.AlmanacConfig;
import io.almanac.jobs.config.ConfigLoader;
import io.almanac.jobs.ratecard.RateCard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestNightInputs {
  private static final String HEADER =
      "BilledCost,EffectiveCost,BillingCurrency,BillingPeriodStart,ChargePeriodStart,ChargePeriodEnd\n";

  private static final LocalDate AS_OF = LocalDate.of(2026, 10, 20);

  @TempDir private Path folder;

  @Test
  void aNightReadsWhatManifestsNameAndSaysWhatItDoesNot() throws IOException {
    write("aws/data/BILLING_PERIOD=2026-09/a.csv", HEADER);
    // Never opened: no manifest names it.
    write("aws/data/BILLING_PERIOD=2026-09/b.csv", "rubbish");
    write(
        "aws/metadata/BILLING_PERIOD=2026-09/focus-Manifest.json",
        "{\"dataFiles\":[\"s3://b/data/BILLING_PERIOD=2026-09/a.csv\"]}");
    NightInputs inputs = NightInputs.read(config(""), AS_OF);
    assertThat(inputs.files().get("aws"))
        .extracting(SourceFile::relativePath)
        .containsExactly("data/BILLING_PERIOD=2026-09/a.csv");
    assertThat(inputs.notes())
        .containsExactly(
            "Source aws: 1 file that no manifest names is not read, such as"
                + " data/BILLING_PERIOD=2026-09/b.csv.");
  }

  @Test
  void everyProblemOfEverySourceIsToldAtOnce() throws IOException {
    write("aws/manifest.json", "torn");
    write("azure/x.csv", "line_item_unblended_cost,resource_tags\n");
    assertThatThrownBy(
            () ->
                NightInputs.read(
                    config("  - { name: azure, format: focus, path: azure }\n"), AS_OF))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            e ->
                assertThat(e.problems())
                    .hasSize(2)
                    .anyMatch(text -> text.startsWith("Cannot read manifest: "))
                    .anyMatch(text -> text.contains("(aws-cur-2) with columns left out")));
  }

  @Test
  void aRateCardIsReadAsItsMonthsUpToTheDayBeforeTheNight() throws IOException {
    write("aws/a.csv", HEADER);
    write(
        "card.csv",
        String.join(",", RateCard.COLUMNS) + "\nn,H100,8,,,2026-09-29,,,360000,0,36,,,,,,,,EUR,\n");
    NightInputs inputs =
        NightInputs.read(config("  - { name: owned, format: rate-card, path: card.csv }\n"), AS_OF);
    assertThat(inputs.files().get("owned"))
        .extracting(SourceFile::relativePath)
        .containsExactly("card.csv/2026-09", "card.csv/2026-10");
    assertThat(inputs.files().get("owned"))
        .extracting(file -> file.traits().until())
        .containsOnly(AS_OF);
  }

  private AlmanacConfig config(String more) throws IOException {
    return ConfigLoader.load(
        write(
            "almanac.yaml",
            "company: Example\nsources:\n  - { name: aws, format: focus, path: aws }\n" + more));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
