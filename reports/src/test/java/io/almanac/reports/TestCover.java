package io.almanac.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import org.junit.jupiter.api.Test;

class TestCover {
  @Test
  void aMonthIsCompleteWithItsLastDay() {
    assertThat(cover("2026-09", Month.JANUARY, "2026-09-29").isMonthComplete()).isFalse();
    assertThat(cover("2026-09", Month.JANUARY, "2026-09-30").isMonthComplete()).isTrue();
    assertThat(cover("2026-09", Month.JANUARY, "2026-10-17").isMonthComplete()).isTrue();
    assertThat(cover("2026-10", Month.JANUARY, "2026-10-17").isMonthComplete()).isFalse();
    assertThat(cover("2026-10", Month.JANUARY, null).isMonthComplete()).isFalse();
  }

  @Test
  void fiscalYearsBeginInAnyMonth() {
    Cover calendar = cover("2026-10", Month.JANUARY, "2026-12-30");
    assertThat(calendar.firstMonthOfYear()).isEqualTo(YearMonth.of(2026, 1));
    assertThat(calendar.lastMonthOfYear()).isEqualTo(YearMonth.of(2026, 12));
    assertThat(calendar.isYearComplete()).isFalse();
    Cover first = cover("2026-10", Month.OCTOBER, "2027-09-30");
    assertThat(first.firstMonthOfYear()).isEqualTo(YearMonth.of(2026, 10));
    assertThat(first.isYearComplete()).isTrue();
    Cover last = cover("2026-09", Month.OCTOBER, "2026-09-30");
    assertThat(last.firstMonthOfYear()).isEqualTo(YearMonth.of(2025, 10));
    assertThat(last.isYearComplete()).isTrue();
  }

  private static Cover cover(String period, Month yearStart, String settled) {
    return new Cover(
        "Lumen",
        YearMonth.parse(period),
        LocalDate.of(2027, 10, 20),
        "USD",
        "effective cost",
        settled == null ? null : LocalDate.parse(settled),
        "run",
        "1",
        "1",
        Cover.Status.DRAFT,
        yearStart,
        java.util.List.of());
  }
}
