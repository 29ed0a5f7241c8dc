package io.almanac.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestTokenPriceSetting {
  @TempDir private Path folder;

  @Test
  void tokensHaveAFileOfPrices() throws IOException {
    AlmanacConfig config = load("format: llm-tokens\n    path: usage\n    prices: prices.csv");
    assertThat(config.sources().get(0).options().prices()).contains(folder.resolve("prices.csv"));
    assertThat(load("format: focus\n    path: x").sources().get(0).options().prices()).isEmpty();
  }

  @Test
  void tokensNeedPricesAndNothingElseHasThem() {
    assertThatThrownBy(() -> load("format: llm-tokens\n    path: usage"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot find setting: sources[0].prices")
        .hasMessageContaining("the CSV file of token prices");
    assertThatThrownBy(() -> load("format: focus\n    path: x\n    prices: prices.csv"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot use setting sources[0].prices: prices.csv")
        .hasMessageContaining("for llm-tokens only");
  }

  private AlmanacConfig load(String source) throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.writeString(file, "company: Test\nsources:\n  - name: llm\n    " + source + "\n");
    return new ConfigLoader(Formats.KNOWN, name -> null).read(file).config();
  }
}
