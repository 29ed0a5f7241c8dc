package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.allocation.AllocationRules;
import io.almanac.jobs.config.ConfigLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestSourceFingerprints {
  @TempDir private Path folder;

  @Test
  void aChangedPriceFileChangesItsSourceAlone() throws IOException {
    Files.writeString(
        folder.resolve("almanac.yaml"),
        "company: Test\nsources:\n"
            + "  - { name: llm, format: llm-tokens, path: usage, prices: prices.csv }\n"
            + "  - { name: bill, format: focus, path: bill }\n");
    Map<String, String> before = fingerprints("a price");
    Map<String, String> after = fingerprints("another");

    assertThat(after.keySet()).isEqualTo(before.keySet()).contains("source.llm.prices");
    assertThat(after.keySet())
        .filteredOn(name -> !after.get(name).equals(before.get(name)))
        .containsExactly("source.llm.prices");
  }

  private Map<String, String> fingerprints(String prices) throws IOException {
    Files.writeString(folder.resolve("prices.csv"), prices);
    return Fingerprints.of(
        ConfigLoader.load(folder.resolve("almanac.yaml")), AllocationRules.none());
  }
}
