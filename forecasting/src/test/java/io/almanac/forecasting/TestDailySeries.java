package io.almanac.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class TestDailySeries {
  private static final LocalDate START = LocalDate.of(2026, 2, 27);

  @Test
  void countsDaysAcrossTheMonthEnd() {
    DailySeries series = new DailySeries("vision", START, new double[] {1, Double.NaN, 3});

    assertThat(series.length()).isEqualTo(3);
    assertThat(series.dateAt(2)).isEqualTo(LocalDate.of(2026, 3, 1));
  }

  @Test
  void isNotChangedThroughTheArrayItWasGivenOrGaveOut() {
    double[] given = {1, 2};
    DailySeries series = new DailySeries("vision", START, given);
    given[0] = 9;
    series.values()[1] = 9;

    assertThat(series.values()).containsExactly(1, 2);
  }

  @Test
  void refusesInfinityAndNamesTheDay() {
    assertThatThrownBy(
            () -> new DailySeries("vision", START, new double[] {1, Double.POSITIVE_INFINITY}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot take an infinite value into series vision: day 2026-02-28");
  }
}
