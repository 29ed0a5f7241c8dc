package io.almanac.jobs.allocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestSettledDays {
  private static final LocalDate OCTOBER = LocalDate.of(2026, 10, 31);
  private static final LocalDate NOVEMBER = LocalDate.of(2026, 11, 19);
  private static final Map<String, LocalDate> NEWEST = Map.of("aws", OCTOBER, "aws-main", NOVEMBER);

  @Test
  void aSourceThatIsNotConfiguredAnyMoreHoldsNobodyBack() {
    Map<String, LocalDate> own = SettledDays.configured(NEWEST, Set.of("aws-main", "new"));

    assertThat(own).isEqualTo(Map.of("aws-main", NOVEMBER));
    assertThat(SettledDays.notConfigured(NEWEST, own.keySet()))
        .containsExactly(
            "Source aws is not in the configuration any more; its closed billing periods stay.");
  }

  @Test
  void withNoSourceLeftThoseOfBeforeSayWhatIsSettled() {
    assertThat(SettledDays.configured(NEWEST, Set.of("new"))).isEqualTo(NEWEST);
    assertThat(SettledDays.notConfigured(NEWEST, NEWEST.keySet())).isEmpty();
  }
}
