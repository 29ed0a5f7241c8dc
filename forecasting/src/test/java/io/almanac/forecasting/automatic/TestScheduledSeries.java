package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TestScheduledSeries {
  private static final LocalDate START = LocalDate.of(2025, 3, 1);
  private static final int DAYS = 500;
  private static final int HORIZON = 60;

  @Test
  void monthlyFeesAreForecastOnTheirDaysWithWhatTheyDiffered() {
    Random random = new Random(3);
    double[] values = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      boolean due = START.plusDays(t).getDayOfMonth() == 5;
      values[t] = due ? 2000 + random.nextInt(400) : 0;
    }
    AutomaticForecast forecast = forecast(values, START);
    for (int h = 0; h < HORIZON; h++) {
      LocalDate day = START.plusDays(DAYS + h);
      double width = forecast.upper().get(0.8)[h] - forecast.lower().get(0.8)[h];
      if (day.getDayOfMonth() == 5) {
        assertThat(forecast.mean()[h]).as(day.toString()).isBetween(2000.0, 2400.0);
        assertThat(width).as(day.toString()).isBetween(100.0, 800.0);
      } else {
        assertThat(forecast.mean()[h]).as(day.toString()).isZero();
        assertThat(width).as(day.toString()).isZero();
      }
    }
    assertThat(forecast.calendar()).containsOnlyKeys("all costs: monthly on day 5");
    assertThat(forecast.weights()).containsOnlyKeys("schedule");
  }

  @Test
  void twoYearsOfFeesSumToWhatTheCalendarSays() {
    double[] values = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      values[t] = START.plusDays(t).getDayOfMonth() == 1 ? 120 : 0;
    }
    // 14 July 2026 is the first day ahead; 1 August and 1 September are due.
    assertThat(START.plusDays(DAYS)).isEqualTo(LocalDate.of(2026, 7, 14));
    double sum = 0;
    for (double mean : forecast(values, START).mean()) {
      sum += mean;
    }
    assertThat(sum).isEqualTo(240);
  }

  @Test
  void withoutDatesNothingIsKnownOfACalendar() {
    double[] values = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      values[t] = START.plusDays(t).getDayOfMonth() == 1 ? 120 : 0;
    }
    assertThat(forecast(values, null).weights()).doesNotContainKey("schedule");
  }

  private static AutomaticForecast forecast(double[] values, LocalDate start) {
    return new AutomaticForecaster(Frequency.DAILY, List.of(0.8), AutomaticForecaster.USUAL_ORIGINS)
        .forecast(values, start, HORIZON);
  }
}
