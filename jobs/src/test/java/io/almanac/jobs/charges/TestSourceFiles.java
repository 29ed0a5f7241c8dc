package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSourceFiles {
  @TempDir private Path folder;

  @BeforeEach
  void deliver() throws IOException {
    for (String name :
        new String[] {
          "b/BILLING_PERIOD=2024-09/x.csv.gz",
          "a/x.csv",
          "a/y.PARQUET",
          "a/.hidden.csv",
          "a/_SUCCESS",
          "a/x.csv.crc",
          "_temporary/z.csv",
          "a/old.zip",
          "a/manifest.json"
        }) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "12345");
    }
  }

  @Test
  void listsReadableFilesOfAllSubFoldersByRelativePath() {
    assertThat(SourceFiles.list(folder))
        .extracting(SourceFile::relativePath)
        .containsExactly("a/x.csv", "a/y.PARQUET", "b/BILLING_PERIOD=2024-09/x.csv.gz");
    assertThat(SourceFiles.list(folder)).allMatch(file -> file.size() == 5);
    assertThat(SourceFiles.list(folder)).allMatch(file -> file.modifiedMillis() > 0);
  }

  @Test
  void listsOneFileAndGlobs() {
    assertThat(SourceFiles.list(folder.resolve("a/x.csv")))
        .extracting(SourceFile::relativePath)
        .containsExactly("x.csv");
    assertThat(SourceFiles.list(folder.resolve("*/x.csv")))
        .extracting(SourceFile::relativePath)
        .containsExactly("a/x.csv");
    assertThat(SourceFiles.list(folder.resolve("b/BILLING_PERIOD=2024-*")))
        .extracting(SourceFile::relativePath)
        .containsExactly("BILLING_PERIOD=2024-09/x.csv.gz");
  }

  @Test
  void namesDataThatIsPassedOver() {
    assertThat(SourceFiles.passedOver(folder, "focus"))
        .singleElement()
        .asString()
        .startsWith("Cannot read cost export file: ")
        .contains("old.zip");
  }

  @Test
  void saysWhatToDoWhenNothingIsThere() {
    assertThatThrownBy(() -> SourceFiles.list(folder.resolve("nowhere")))
        .isInstanceOf(AlmanacException.class)
        .hasMessageStartingWith("Cannot find cost export: ")
        .hasMessageContaining("Correct the path");
    assertThatThrownBy(() -> SourceFiles.list(folder.resolve("a/*.tsv")))
        .isInstanceOf(AlmanacException.class)
        .hasMessageStartingWith("Cannot find cost export files: ");
    assertThatThrownBy(() -> SourceFiles.list(folder.resolve("a/old.zip")))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("old.zip. Only .csv, .csv.gz and .parquet are read.");
  }
}
