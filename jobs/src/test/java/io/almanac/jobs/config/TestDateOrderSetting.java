package io.almanac.jobs.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestDateOrderSetting {
  @TempDir private Path folder;

  @Test
  void isEmptyUnlessItIsSet() throws IOException {
    assertThat(dateOrder("azure-actual", "").sources().get(0).dateOrder()).isEmpty();
    assertThat(dateOrder("azure-actual", "date-order: dmy").sources().get(0).dateOrder())
        .contains("dmy");
  }

  @Test
  void isOneOfTwoWordsAndOfAzureOnly() {
    assertThatThrownBy(() -> dateOrder("azure-amortized", "date-order: ymd"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("sources[0].date-order: ymd")
        .hasMessageContaining("one of mdy, dmy");
    assertThatThrownBy(() -> dateOrder("focus", "date-order: mdy"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("for Azure cost details only");
    assertThatThrownBy(() -> dateOrder("azure-actual", "date-odrer: mdy"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Did you mean date-order?");
  }

  private AlmanacConfig dateOrder(String format, String line) throws IOException {
    Path file = folder.resolve("almanac.yaml");
    Files.writeString(
        file,
        """
        company: Northern Lights
        sources:
          - name: azure
            format: %s
            path: exports
            %s
        """
            .formatted(format, line));
    return ConfigLoader.load(file);
  }
}
