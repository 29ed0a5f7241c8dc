package io.almanac.jobs.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.jobs.AlmanacException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestProviderSigns {
  @TempDir Path folder;

  @Test
  void readsTheFocusBillingPeriodDataset() throws IOException {
    ProviderSigns signs =
        load(
            "periods.csv",
            """
            BillingPeriodCreated,BillingPeriodEnd,BillingPeriodLastUpdated,BillingPeriodStart,BillingPeriodStatus,InvoiceIssuerName
            2026-09-01T00:00:00Z,2026-10-01T00:00:00Z,2026-10-05T00:00:00Z,2026-09-01T00:00:00Z,Closed,AWS
            2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-05T00:00:00Z,2026-10-01T00:00:00Z,Closed,AWS
            2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2026-10-05T00:00:00Z,2026-10-01T00:00:00Z,Open,AWS Marketplace
            """);
    assertThat(signs.of(YearMonth.of(2026, 9)).orElseThrow().isOpen()).isFalse();
    assertThat(signs.of(YearMonth.of(2026, 10)).orElseThrow().isOpen()).isTrue();
    assertThat(signs.of(YearMonth.of(2026, 8))).isEmpty();
    assertThat(signs.incompleteFrom()).isNull();
  }

  @Test
  void readsTheFirstIncompleteDayFromRecency() throws IOException {
    ProviderSigns signs =
        load(
            "recency.json",
            """
            {"DatasetInstanceId": "1", "TimeSectors": [
              {"TimeSectorStart": "2026-10-01T00:00:00Z", "TimeSectorEnd": "2026-10-18T00:00:00Z", "TimeSectorComplete": true},
              {"TimeSectorStart": "2026-10-19T00:00:00Z", "TimeSectorEnd": "2026-10-20T00:00:00Z", "TimeSectorComplete": "false"},
              {"TimeSectorStart": "2026-10-18T00:00:00Z", "TimeSectorEnd": "2026-10-19T00:00:00Z", "TimeSectorComplete": false}],
             "Periods": [{"BillingPeriodStart": "2026-09-01T00:00:00Z", "BillingPeriodStatus": "Closed"}]}
            """);
    assertThat(signs.incompleteFrom()).isEqualTo(LocalDate.of(2026, 10, 18));
    assertThat(signs.of(YearMonth.of(2026, 9)).orElseThrow().words())
        .isEqualTo("the provider says Closed");
  }

  @Test
  void tellsEveryFaultWithItsFile() {
    assertThatThrownBy(
            () ->
                load(
                    "periods.csv",
                    "BillingPeriodStart,BillingPeriodStatus\noctober,Open\n2026-10-01,Half\n"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("Cannot read period status in " + folder.resolve("periods.csv"))
        .hasMessageContaining("BillingPeriodStart october")
        .hasMessageContaining("BillingPeriodStatus Half. Write Open or Closed.");
    assertThatThrownBy(() -> load("periods.csv", "a,b\n1,2\n"))
        .hasMessageContaining("no column BillingPeriodStart")
        .hasMessageContaining("no column BillingPeriodStatus");
    assertThatThrownBy(
            () ->
                load(
                    "broken.csv",
                    "BillingPeriodStart,BillingPeriodStatus\n2026-10-01T00:00:00Z,\"Open\"x\n"))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("broken.csv");
    assertThatThrownBy(() -> load("recency.json", "{\"TimeSectors\": ["))
        .isInstanceOf(AlmanacException.class);
    assertThatThrownBy(() -> load("recency.json", "{}")).hasMessageContaining("no TimeSectors");
    assertThatThrownBy(() -> ProviderSigns.load(folder.resolve("none.csv")))
        .isInstanceOf(AlmanacException.class)
        .hasMessageContaining("none.csv");
  }

  private ProviderSigns load(String name, String text) throws IOException {
    return ProviderSigns.load(Files.writeString(folder.resolve(name), text));
  }
}
