package io.almanac.jobs.charges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestNamedFiles {
  @TempDir Path folder;

  @Test
  void findsAFileThoseOfAFolderAndThoseOfAGlob() throws IOException {
    Path first = Files.writeString(folder.resolve("a.json"), "");
    Path hidden = Files.writeString(folder.resolve("_b.json"), "");
    Path inside =
        Files.writeString(Files.createDirectory(folder.resolve("c")).resolve("d.csv"), "");

    assertThat(NamedFiles.of(first)).containsExactly(first);
    assertThat(NamedFiles.of(folder)).containsExactly(hidden, first, inside);
    assertThat(NamedFiles.of(folder.resolve("*.json"))).containsExactly(first);
    assertThatThrownBy(() -> NamedFiles.of(folder.resolve("none*")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("none*");
  }

  @Test
  void linksInACircleAreAFaultOfTheFolder() throws IOException {
    Files.createSymbolicLink(folder.resolve("again"), folder);
    assertThatThrownBy(() -> NamedFiles.of(folder)).isInstanceOf(IOException.class);
  }
}
