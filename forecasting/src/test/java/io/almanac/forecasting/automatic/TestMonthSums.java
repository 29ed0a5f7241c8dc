package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Months of costs that are the same every day. */
class TestMonthSums {
  private static final LocalDate START = LocalDate.of(2025, 3, 1);
  private static final AutomaticForecaster MONTHLY =
      new AutomaticForecaster(Frequency.MONTHLY, List.of(0.8), 8);

  @Test
  void februaryIsExpectedToBeShort() {
    Random random = new Random(2);
    double[] values = new double[20];
    for (int t = 0; t < values.length; t++) {
      int days = YearMonth.from(START).plusMonths(t).lengthOfMonth();
      values[t] = 1000 * days * (1 + 0.002 * random.nextGaussian());
    }
    // Twenty months from March 2025 end with October 2026; February 2027 is the fourth to come.
    AutomaticForecast forecast = MONTHLY.forecast(values, START, 6);
    int[] days = {30, 31, 31, 28, 31, 30};
    for (int h = 0; h < days.length; h++) {
      assertThat(forecast.mean()[h]).isCloseTo(1000 * days[h], within(150.0));
      assertThat(forecast.lower().get(0.8)[h]).isLessThanOrEqualTo(forecast.mean()[h]);
      assertThat(forecast.upper().get(0.8)[h]).isGreaterThanOrEqualTo(forecast.mean()[h]);
    }
    assertThat(forecast.calendar().get("a month with one day more")).isCloseTo(1000, within(5.0));
    // Without dates nothing is known of lengths.
    assertThat(MONTHLY.forecast(values, null, 6).mean()[3]).isGreaterThan(29_000);
  }

  @Test
  void whatDoesNotMoveWithLengthsStaysAsItIs() {
    int scaled = 0;
    for (int seed = 0; seed < 30; seed++) {
      Random random = new Random(seed);
      double[] values = random.doubles(20, 800, 1200).toArray();
      double[] dated = MONTHLY.forecast(values, START, 6).mean();
      if (!Arrays.equals(dated, MONTHLY.forecast(values, null, 6).mean())) {
        scaled++;
      }
    }
    assertThat(scaled).isLessThanOrEqualTo(1);
  }
}
