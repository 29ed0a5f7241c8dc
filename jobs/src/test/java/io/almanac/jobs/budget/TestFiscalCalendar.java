package io.almanac.jobs.budget;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TestFiscalCalendar {

  @Test
  void namesFiscalYearsByTheirEnd() {
    FiscalCalendar october = new FiscalCalendar(10);
    BudgetPeriod year = new BudgetPeriod(BudgetPeriod.Type.FISCAL_YEAR, 2026, 1);
    assertThat(october.start(year)).isEqualTo("2025-10-01");
    assertThat(october.end(year)).isEqualTo("2026-10-01");
    BudgetPeriod second = new BudgetPeriod(BudgetPeriod.Type.QUARTER, 2026, 2);
    assertThat(october.start(second)).isEqualTo("2026-01-01");
    assertThat(october.end(second)).isEqualTo("2026-04-01");
    assertThat(new FiscalCalendar(1).start(year)).isEqualTo("2026-01-01");
  }

  @Test
  void leapFebruaryHas29Days() {
    BudgetPeriod february = new BudgetPeriod(BudgetPeriod.Type.MONTH, 2028, 2);
    FiscalCalendar calendar = new FiscalCalendar(7);
    assertThat(calendar.start(february).datesUntil(calendar.end(february))).hasSize(29);
    assertThatThrownBy(() -> new FiscalCalendar(13)).hasMessageContaining("month: 13");
  }

  @Property
  void everyDayIsInsideThePeriodThatContainsIt(
      @ForAll @IntRange(min = 1, max = 12) int startMonth,
      @ForAll @IntRange(min = 10_000, max = 40_000) int epochDay) {
    FiscalCalendar calendar = new FiscalCalendar(startMonth);
    LocalDate day = LocalDate.ofEpochDay(epochDay);
    for (BudgetPeriod.Type type : BudgetPeriod.Type.values()) {
      BudgetPeriod period = calendar.containing(type, day);
      assertThat(day).isBetween(calendar.start(period), calendar.end(period).minusDays(1));
      assertThat(BudgetPeriod.parse(type, period.text())).contains(period);
    }
  }

  @Test
  void statusFollowsActualThenChance() {
    assertThat(status(90, "2026-10-31", null, null)).isEqualTo("closed-within");
    assertThat(status(101, "2026-10-31", null, null)).isEqualTo("closed-over");
    assertThat(status(101, "2026-10-30", 0, 0.0)).isEqualTo("over");
    assertThat(status(50, "2026-10-15", 60, 0.49)).isEqualTo("within");
    assertThat(status(50, "2026-10-15", 10, 0.5)).isEqualTo("at-risk");
    assertThat(status(50, "2026-10-15", 51, null)).isEqualTo("at-risk");
    assertThat(status(50, "2026-10-15", 50, null)).isEqualTo("within");
    assertThat(status(50, "2026-10-15", null, null)).isEqualTo("unknown");
  }

  private static String status(int actual, String through, Integer rest, Double probability) {
    return BudgetStatusRules.status(
        BigDecimal.valueOf(100),
        LocalDate.of(2026, 11, 1),
        BigDecimal.valueOf(actual),
        LocalDate.parse(through),
        rest == null ? null : BigDecimal.valueOf(rest),
        probability);
  }
}
