package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import io.almanac.jobs.mart.PeriodEvent;
import io.almanac.jobs.mart.PublishedMarts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFrozenFiles {
  /** Of the three bytes "abc", as FIPS 180 gives it. */
  private static final String ABC =
      "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

  @TempDir Path folder;

  @Test
  void hashesThePeriodsFilesOfAllSources() throws IOException {
    write("charges/source=aws/billing_period=2026-10/a.parquet");
    write("allocated_costs/source=gcp/billing_period=2026-10/b.parquet");
    write("charges/source=aws/billing_period=2026-09/c.parquet");
    write("daily_costs/charge_month=2026-10/d.parquet");
    assertThat(FrozenFiles.checksums(version(), "2026-10"))
        .isEqualTo(
            Map.of(
                "charges/source=aws/billing_period=2026-10/a.parquet", ABC,
                "allocated_costs/source=gcp/billing_period=2026-10/b.parquet", ABC));
  }

  @Test
  void namesFilesThatChangedCameOrWent() throws IOException {
    Path kept = write("charges/source=aws/billing_period=2026-10/a.parquet");
    Path gone = write("charges/source=aws/billing_period=2026-10/b.parquet");
    PeriodEvent closing = closing(FrozenFiles.checksums(version(), "2026-10"));
    assertThatCode(() -> FrozenFiles.verify(version(), closing)).doesNotThrowAnyException();

    Files.writeString(kept, "abd");
    Files.delete(gone);
    write("allocated_costs/source=aws/billing_period=2026-10/new.parquet");
    assertThatThrownBy(() -> FrozenFiles.verify(version(), closing))
        .isInstanceOfSatisfying(
            AlmanacException.class,
            wrong -> assertThat(wrong.exitCode()).isEqualTo(ExitCode.CHECKS_FAILED))
        .hasMessageContaining("Cannot trust closed billing period: 2026-10")
        .hasMessageContaining("a.parquet")
        .hasMessageContaining("b.parquet")
        .hasMessageContaining("new.parquet");
  }

  private PublishedMarts version() {
    return new PublishedMarts(folder, null);
  }

  private Path write(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, "abc");
  }

  private static PeriodEvent closing(Map<String, String> checksums) {
    return new PeriodEvent(
        "2026-10",
        PeriodEvent.Kind.CLOSE,
        "2026-11-20",
        "run",
        "2026-11-20T08:00:00Z",
        "ann",
        null,
        "rules",
        List.of(),
        checksums,
        Map.of());
  }
}
