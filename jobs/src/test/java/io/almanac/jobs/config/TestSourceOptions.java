package io.almanac.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSourceOptions {
  @TempDir private Path folder;

  @Test
  void overlapsAreRefusedAndInstancesBearTheirCostUnlessSaidOtherwise() throws IOException {
    assertThat(read(""))
        .isEqualTo(
            new SourceOptions(
                Overlap.REFUSE, SplitLineItems.NODES, Optional.empty(), PeriodSetting.DEFAULT))
        .isEqualTo(SourceOptions.DEFAULT);
    assertThat(read(", overlap: newest, split-line-items: pods-and-unused"))
        .isEqualTo(
            new SourceOptions(
                Overlap.NEWEST,
                SplitLineItems.PODS_AND_UNUSED,
                Optional.empty(),
                PeriodSetting.DEFAULT));
    assertThat(read(", overlap: covered-days").overlap()).isEqualTo(Overlap.COVERED_DAYS);
  }

  @Test
  void otherWordsAreNamedWithThoseThatMayBe() {
    assertThatThrownBy(() -> read(", overlap: newset, split-line-items: both"))
        .hasMessageContaining("sources[0].overlap: newset")
        .hasMessageContaining("one of refuse, newest, covered-days. Did you mean newest?")
        .hasMessageContaining("sources[0].split-line-items: both")
        .hasMessageContaining("one of nodes, pods, pods-and-unused");
  }

  private SourceOptions read(String more) throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.writeString(
        file,
        "company: Example\nsources:\n  - { name: aws, format: aws-cur-2, path: in" + more + " }\n");
    return ConfigLoader.load(file).sources().get(0).options();
  }
}
