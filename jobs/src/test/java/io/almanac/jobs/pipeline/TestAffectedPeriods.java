package io.almanac.jobs.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestAffectedPeriods {
  private static final Map<String, Set<String>> REPLACED =
      Map.of("aws", Set.of("2026-11"), "gcp", Set.of());

  @Test
  void aMonthConcernsEverySourceButThoseThatAreGone() {
    AffectedPeriods affected = new AffectedPeriods(REPLACED);
    affected.addMonths(
        Set.of(
            "source=aws/billing_period=2026-10",
            "source=gcp/billing_period=2026-10",
            "source=gcp/billing_period=2026-11",
            "source=gone/billing_period=2026-10"),
        "2026-10"::equals);

    assertThat(affected.bySource())
        .isEqualTo(Map.of("aws", Set.of("2026-10", "2026-11"), "gcp", Set.of("2026-10")));
  }
}
