package io.almanac.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestForecastHorizon {
  @Test
  void reachesToTheEndOfTheNextQuarter() {
    // 17 October is the last settled day: 18 October to 31 March is 14 + 30 + 31 + 31 + 28 + 31.
    assertThat(ForecastHorizon.days(LocalDate.of(2026, 10, 17), Optional.empty())).isEqualTo(165);
  }

  @Test
  void reachesAtLeastNinetyDays() {
    // 29 December is settled: 30 December to 31 March is 92 days; one day on, the quarter turns.
    assertThat(ForecastHorizon.days(LocalDate.of(2026, 12, 29), Optional.empty())).isEqualTo(92);
    // 31 December to 31 March is 91 days.
    assertThat(ForecastHorizon.days(LocalDate.of(2026, 12, 30), Optional.empty())).isEqualTo(91);
    // From 1 January it is to the end of June: 181 days.
    assertThat(ForecastHorizon.days(LocalDate.of(2026, 12, 31), Optional.empty())).isEqualTo(181);
    // 30 September to 31 December is 93 days; 31 March to 30 June is 92.
    assertThat(ForecastHorizon.days(LocalDate.of(2026, 3, 30), Optional.empty())).isEqualTo(92);
  }

  @Test
  void takesWhatIsConfigured() {
    assertThat(ForecastHorizon.days(LocalDate.of(2026, 10, 17), Optional.of(7))).isEqualTo(7);
  }
}
