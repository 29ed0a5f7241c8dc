package io.almanac.jobs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TestFireTimes {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final FireTimes daily = new FireTimes("0 0 3 * * ?");

  @Test
  void looksForwardAndBackInUtc() {
    assertThat(daily.after(NOON)).contains(Instant.parse("2026-11-02T03:00:00Z"));
    assertThat(daily.atOrBefore(NOON)).contains(Instant.parse("2026-11-01T03:00:00Z"));
  }

  @Test
  void countsTheVeryInstant() {
    Instant fire = Instant.parse("2026-11-01T03:00:00Z");

    assertThat(daily.atOrBefore(fire)).contains(fire);
    assertThat(daily.atOrBefore(fire.minusSeconds(1)))
        .contains(Instant.parse("2026-10-31T03:00:00Z"));
  }

  @Test
  void findsTheLastTimeOfDenseAndOfSparseExpressions() {
    assertThat(new FireTimes("0 0/15 * * * ?").atOrBefore(NOON.plusSeconds(60))).contains(NOON);
    assertThat(new FireTimes("0 0 3 1 1 ?").atOrBefore(NOON))
        .contains(Instant.parse("2026-01-01T03:00:00Z"));
    assertThat(new FireTimes("0 0 3 1 1 ? 2099").atOrBefore(NOON)).isEmpty();
  }

  @Test
  void missesANightThatIsDueAndNotPublished() {
    LocalDate due = LocalDate.of(2026, 11, 1);

    assertThat(daily.missed(NOON, Optional.of(due.minusDays(1)))).contains(due);
    assertThat(daily.missed(NOON, Optional.of(due.minusDays(30)))).contains(due);
    assertThat(daily.missed(NOON, Optional.of(due))).isEmpty();
    assertThat(daily.missed(NOON, Optional.empty())).isEmpty();
  }

  @Test
  void refusesWhatIsNoCronExpression() {
    assertThatThrownBy(() -> new FireTimes("nightly"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read cron expression: nightly");
  }
}
