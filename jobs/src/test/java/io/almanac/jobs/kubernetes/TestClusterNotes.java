package io.almanac.jobs.kubernetes;

import static io.almanac.jobs.kubernetes.ClusterFixture.allocation;
import static io.almanac.jobs.kubernetes.ClusterFixture.answer;
import static io.almanac.jobs.kubernetes.ClusterFixture.step;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestClusterNotes {
  @TempDir private Path folder;
  private Clusters clusters;

  @BeforeEach
  void prepare() {
    clusters =
        new ClusterFixture(folder)
            .file(
                "days.json",
                answer(
                    step(allocation("a", "\"cpuCost\":8"), allocation("__idle__", "\"cpuCost\":1")),
                    step(allocation("a", "2026-10-02", "2026-10-03", "\"cpuCost\":9")),
                    step(allocation("a", "2026-11-01", "2026-11-02", "\"cpuCost\":40"))))
            .clusters();
  }

  @Test
  void whatStayedWholeIsToldWithItsAmount() {
    assertThat(
            ClusterNotes.of(
                clusters,
                List.of(
                    bill("2026-10-01", "USD", true, "10"),
                    bill("2026-10-05", "USD", false, "1000.5"),
                    bill("2026-10-07", "USD", false, "2"))))
        .containsExactly(
            "Kubernetes cluster prod: USD 1,002.50 of 2 days from 2026-10-05 to 2026-10-07 is not"
                + " divided among workloads, because its files have no costs of these days.",
            "Kubernetes cluster prod: for each USD that is charged, its files have: 2026-10 0.90.");
  }

  @Test
  void aMonthWhoseCostsAreFarFromTheBillIsTold() {
    // October: 9 + 9 to 20; November: 40 to 16, two and a half times.
    assertThat(
            ClusterNotes.of(
                clusters,
                List.of(
                    bill("2026-10-01", "USD", true, "10"),
                    bill("2026-10-02", "USD", true, "10"),
                    bill("2026-11-01", "USD", true, "16"))))
        .containsExactly(
            "Kubernetes cluster prod: for each USD that is charged, its files have: 2026-10 0.90,"
                + " 2026-11 2.50.",
            "Kubernetes cluster prod: its files and its charges are far apart in 2026-11 40.00 to"
                + " 16.00 USD. Check that charges in its settings takes the charges of this cluster,"
                + " and them only.");
  }

  @Test
  void daysOfClosedMonthsWhoseFilesAreGoneAreToldAndNotCompared() {
    assertThat(
            ClusterNotes.of(
                clusters,
                List.of(
                    bill("2026-10-01", "USD", true, "10"),
                    bill("2026-10-08", "USD", true, "500"),
                    bill("2026-10-09", "EUR", true, "7"))))
        .containsExactly(
            "Kubernetes cluster prod: 2 days from 2026-10-08 to 2026-10-09 are divided by files that"
                + " are not there any more.",
            "Kubernetes cluster prod: for each USD that is charged, its files have: 2026-10 0.90.");
  }

  @Test
  void otherCurrenciesAreNotCompared() {
    assertThat(ClusterNotes.of(clusters, List.of(bill("2026-10-01", "EUR", true, "10"))))
        .containsExactly(
            "Kubernetes cluster prod: its costs are in USD, its charges in EUR, so that the two are"
                + " not compared.");
  }

  @Test
  void aClusterWithoutChargesIsTold() {
    assertThat(ClusterNotes.of(clusters, List.of()))
        .containsExactly(
            "Kubernetes cluster prod: no charge is its own. Check charges in its settings.");
    assertThat(ClusterNotes.of(Clusters.NONE, List.of())).isEmpty();
  }

  private static DayBill bill(String day, String currency, boolean isDivided, String cost) {
    return new DayBill("prod", LocalDate.parse(day), currency, isDivided, new BigDecimal(cost));
  }
}
