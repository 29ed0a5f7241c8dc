package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.mart.Manifest;
import io.almanac.jobs.mart.PublishedMarts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDamagedMarts {
  @TempDir Path folder;

  @Test
  void aNightDoesNotBuildOnMartsThatLostSomething() throws IOException {
    Path version = Files.createDirectories(folder.resolve("marts/versions/v000007"));
    Files.createDirectories(version.resolve("charges/source=a/billing_period=2026-10"));
    Files.writeString(
        Files.createDirectories(version.resolve("runs")).resolve("part.parquet"), "PAR1");

    assertThatThrownBy(
            () ->
                NightChecks.requireWhole(
                    version(
                        version,
                        Map.of(
                            "source=a/billing_period=2026-09", 30L,
                            "source=a/billing_period=2026-10", 0L))))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            failure -> {
              assertThat(failure.exitCode()).isEqualTo(ExitCode.CHECKS_FAILED);
              assertThat(failure.problems().get(0))
                  .isEqualTo(
                      "Cannot trust published marts: mart charges, source=a/billing_period=2026-09"
                          + " (30 rows were published, its files have 0).");
              assertThat(failure.problems().get(1))
                  .startsWith("Cannot trust published marts: mart runs (")
                  .contains("part.parquet");
              assertThat(failure.problems().get(2))
                  .startsWith("Restore " + version + " from a backup.")
                  .contains("remove " + folder.resolve("marts/current"));
            });
  }

  private static PublishedMarts version(Path folder, Map<String, Long> charges) {
    return new PublishedMarts(
        folder,
        new Manifest(
            Manifest.LAYOUT,
            "test",
            "run",
            "2026-10-31",
            Map.of(),
            Map.of(),
            List.of(),
            List.of(),
            Map.of(
                "charges", new Manifest.MartEntry(30, charges, List.of()),
                "runs", new Manifest.MartEntry(0, Map.of("", 0L), List.of())),
            List.of()));
  }
}
