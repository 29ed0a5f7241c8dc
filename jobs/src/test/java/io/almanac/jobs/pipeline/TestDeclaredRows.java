package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.charges.SourceFile;
import io.almanac.jobs.mart.Manifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestDeclaredRows {
  private static final SourceFile THREE =
      new SourceFile("/in/a.csv", "a.csv", 5, 1).declared("/in/manifest.json", 3L);
  private static final SourceFile NONE =
      new SourceFile("/in/b.csv", "b.csv", 5, 1).declared("/in/manifest.json", 0L);
  private static final SourceFile NOT_TOLD = new SourceFile("/in/c.csv", "c.csv", 5, 1);

  @Test
  void rowsThatAgreeOrAreNotToldAreFine() {
    List<InputFiles> inputs = List.of(InputFiles.compare("bill", all(), List.of(), Set.of()));
    assertThatCode(
            () ->
                DeclaredRows.check(inputs, Map.of("bill/a.csv", 3L, "bill/c.csv", 9L), file -> 99))
        .doesNotThrowAnyException();
  }

  @Test
  void rowsThatAreMissingOrTooManyAreNamedWithFileAndManifest() {
    List<InputFiles> inputs = List.of(InputFiles.compare("bill", all(), List.of(), Set.of()));
    assertThatThrownBy(
            () ->
                DeclaredRows.check(
                    inputs,
                    Map.of("bill/a.csv", 2L, "bill/b.csv", 1L),
                    file -> file.equals(THREE) ? 2 : 1))
        .hasMessageContaining(
            "Cannot use file: /in/a.csv of manifest /in/manifest.json (source bill). It has 2 rows"
                + " and its manifest says 3; deliver it again.")
        .hasMessageContaining(
            "/in/b.csv of manifest /in/manifest.json (source bill). It has 1 rows");
  }

  @Test
  void rowsThatAReaderLeavesOutOnPurposeAreNotMissing() {
    List<InputFiles> inputs =
        List.of(InputFiles.compare("bill", List.of(THREE), List.of(), Set.of()));
    assertThatCode(() -> DeclaredRows.check(inputs, Map.of("bill/a.csv", 1L), file -> 3))
        .doesNotThrowAnyException();
  }

  @Test
  void filesThatAreNotReadAgainAreNotCounted() {
    List<Manifest.InputFile> before =
        List.of(new Manifest.InputFile("bill", "a.csv", 5, 1, List.of("2026-09")));
    InputFiles same = InputFiles.compare("bill", List.of(THREE), before, Set.of());
    assertThatCode(() -> DeclaredRows.check(List.of(same), Map.of(), file -> 99))
        .doesNotThrowAnyException();
    // Files that mean something only together are all read again when one has changed.
    assertThat(same.together().changed()).isEmpty();
    InputFiles more = InputFiles.compare("bill", List.of(THREE, NOT_TOLD), before, Set.of());
    assertThat(more.changed()).containsExactly(NOT_TOLD);
    assertThat(more.together().changed()).containsExactly(THREE, NOT_TOLD);
    assertThat(more.together().touched()).containsExactly("2026-09");
  }

  private static List<SourceFile> all() {
    return List.of(THREE, NONE, NOT_TOLD);
  }
}
