package io.almanac.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.jobs.pipeline.NightSummary;
import io.almanac.jobs.pipeline.NightSummary.IdleGpu;
import io.almanac.jobs.pipeline.NightSummary.Line;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TestSummaryText {
  private static final Duration TAKEN = Duration.ofMillis(61_250);

  @Test
  void standsInColumnsAndShowsWhatIsUnknownAsADash() {
    String text =
        SummaryText.of(
            summary(
                List.of(
                    line("search", "1234567.894999", "2000000", "1500000.25"),
                    line("unallocated", "0", null, null),
                    line("speech", null, null, null)),
                List.of(
                    new IdleGpu("gpu-01", "0", "search", money("36.25"), money("120.5")),
                    new IdleGpu("gpu-02", "3", null, money("12"), null))),
            TAKEN);

    assertThat(text)
        .isEqualToNormalizingNewlines(
            """

            Night of 2026-11-01, effective costs in USD, complete up to 2026-10-30

              Team         month to date  month-end forecast  month budget  forecast - budget
              search        1,234,567.89        2,000,000.00  1,500,000.25         499,999.75
              unallocated           0.00                   -             -                  -
              speech                   -                   -             -                  -
              total         1,234,567.89        2,000,000.00             -                  -

            Most expensive idle GPUs
              Host    GPU  team         idle hours  recoverable
              gpu-01  0    search             36.2       120.50
              gpu-02  3    unallocated        12.0            -

            To know
              2 charges are in EUR

            Checks: 12 passed, 0 failed
            Marts:  /data/marts
            Report: /data/reports/a.xlsx
                    /data/reports/b.csv
            Time:   61.3 s
            """);
  }

  @Test
  void showsTenTeamsAndSaysHowManyMoreThereAre() {
    List<Line> teams =
        IntStream.range(0, 12).mapToObj(team -> line("team-" + team, "1", "1", "1")).toList();

    assertThat(SummaryText.of(summary(teams, List.of()), TAKEN))
        .contains("team-9 ")
        .doesNotContain("team-10 ")
        .contains("(and 2 more teams, see the report)");
  }

  @Test
  void letsNoNameSteerTheTerminal() {
    String text =
        SummaryText.of(summary(List.of(line("\u001b[2Jteam", "1", "1", "1")), List.of()), TAKEN);

    assertThat(text).contains("?[2Jteam").doesNotContain("\u001b");
  }

  @Test
  void tellsEveryInvoiceThatDoesNotTieOut() {
    NightSummary night =
        summary(
            List.of(),
            List.of(),
            new NightSummary.Invoices(3, 1, 2, List.of("Invoice \u001bA-1 of aws")));

    assertThat(SummaryText.of(night, TAKEN))
        .contains("Invoices: 3 tie out, 1 explained, 1 FAIL, 2 without an invoice\n")
        .contains("  FAIL Invoice ?A-1 of aws\n");
  }

  private static NightSummary summary(List<Line> teams, List<IdleGpu> gpus) {
    return summary(teams, gpus, NightSummary.Invoices.NONE);
  }

  private static NightSummary summary(
      List<Line> teams, List<IdleGpu> gpus, NightSummary.Invoices invoices) {
    return new NightSummary(
        LocalDate.of(2026, 11, 1),
        LocalDate.of(2026, 10, 30),
        Path.of("/data/marts"),
        List.of(Path.of("/data/reports/a.xlsx"), Path.of("/data/reports/b.csv")),
        "USD",
        line("total", "1234567.894999", "2000000", null),
        teams,
        gpus,
        12,
        0,
        List.of("2 charges are in EUR"),
        invoices);
  }

  private static Line line(String name, String cost, String forecast, String budget) {
    return new Line(name, money(cost), money(forecast), money(budget));
  }

  private static BigDecimal money(String amount) {
    return amount == null ? null : new BigDecimal(amount);
  }
}
