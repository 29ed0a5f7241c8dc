package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.reports.TeamLine;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestSummaries {
  @Test
  void teamsWhoseCostIsUnknownStandLastAndHaveNone() {
    List<NightSummary.Line> lines =
        Summaries.teams(List.of(team("speech", null), team("search", "0"), team(null, "12.5")));
    assertThat(lines)
        .extracting(NightSummary.Line::name)
        .containsExactly("unallocated", "search", "speech");
    assertThat(lines.get(2).monthToDate()).isNull();
  }

  private static TeamLine team(String name, String actual) {
    BigDecimal cost = actual == null ? null : new BigDecimal(actual);
    return new TeamLine(name, cost, null, null, null, null, null, null, null);
  }
}
