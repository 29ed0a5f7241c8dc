package io.almanac.jobs.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestScenarioFile {
  @TempDir private Path folder;

  @Test
  void readsEveryKindOfChange() throws IOException {
    List<Scenario> scenarios =
        read(
            """
            scenarios:
              - name: launch
                changes:
                  - { kind: driver-growth, driver: requests, growth: 20, from: 2026-12-01 }
                  - { kind: new-cost, team: " Robotics ", project: atlas, per-month: 3600,
                      from: 2026-12-01, until: 2027-01-31 }
                  - { kind: price-change, teams: [Vision, unallocated], factor: 0.95, from: 2027-01-01 }
                  - { kind: migration, team: vision, to: platform, share: 0.4, cost-factor: 0.8,
                      from: 2027-01-01 }
              - name: stop
                changes:
                  - { kind: end, team: research, share: 0.3, from: 2027-01-01 }
                  - { kind: price-change, growth: -5, from: 2027-01-01 }
            """);
    assertThat(scenarios).extracting(Scenario::name).containsExactly("launch", "stop");
    assertThat(scenarios.get(0).changes())
        .extracting(Change::text)
        .containsExactly(
            "requests +20 % from 2026-12-01",
            "new cost of atlas 3600 a month from 2026-12-01 until 2027-01-31",
            "price -5 % from 2027-01-01",
            "40 % of vision to platform at 80 % of the cost from 2027-01-01");
    assertThat(scenarios.get(0).changes().get(1).teams()).containsExactly("robotics");
    assertThat(scenarios.get(0).changes().get(2).teams()).containsExactly("vision", "");
    assertThat(scenarios.get(1).changes())
        .extracting(Change::text)
        .containsExactly("end of 30 % from 2027-01-01", "price -5 % from 2027-01-01");
    assertThat(scenarios.get(1).changes().get(1).teams()).isEmpty();
    assertThat(scenarios.get(0).changes().get(1).isActive(LocalDate.of(2027, 1, 31))).isTrue();
    assertThat(scenarios.get(0).changes().get(1).isActive(LocalDate.of(2027, 2, 1))).isFalse();
  }

  @Test
  void tellsEveryProblemAtOnce() throws IOException {
    String text =
        """
        scenarios:
          - name: launch
            changes:
              - { kind: driver-grow, driver: requests, growth: 20, from: 2026-12-01 }
              - { kind: driver-growth, driver: request, growth: 20, factor: 1.2, from: 2026-12-01 }
              - { kind: new-cost, team: robotics, from: 2026-12-01, until: 2026-11-01 }
              - { kind: migration, team: vision, share: 1.4, from: soon }
              - { kind: end, teem: research, from: 2027-01-01 }
          - name: launch
            changes: []
        """;
    AlmanacException failure = catchThrowableOfType(AlmanacException.class, () -> read(text));
    assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
    assertThat(failure.problems()).allMatch(line -> line.startsWith("Cannot use scenarios in "));
    assertThat(String.join("\n", failure.problems()))
        .contains("changes[1].kind: driver-grow. Did you mean driver-growth?")
        .contains("changes[2].driver: request. Did you mean requests?")
        .contains("Write either growth, in per cent, or factor.")
        .contains("Write either per-day or per-month.")
        .contains("changes[3].until: 2026-11-01. It is the last day: write 2026-12-01 or later.")
        .contains("changes[4].to: nothing. Write a text that is not blank.")
        .contains("changes[4].share: 1.4. Write a number from 0.0 to 1.0.")
        .contains("changes[4].from: soon. Write a date as 2026-12-25.")
        .contains("changes[5].teem: unknown key. Did you mean team?")
        .contains("scenarios[2].name: launch. Another scenario has this name")
        .contains("scenarios[2].changes: []. Write a list of at least one change.");
  }

  private List<Scenario> read(String text) throws IOException {
    Path file = Files.writeString(folder.resolve("scenarios.yaml"), text);
    return Scenario.load(file, List.of("requests"));
  }
}
