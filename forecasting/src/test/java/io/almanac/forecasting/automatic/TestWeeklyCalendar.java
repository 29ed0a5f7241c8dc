package io.almanac.forecasting.automatic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Weekly sums of generated days, forecast with and without their dates. */
class TestWeeklyCalendar {
  private static final LocalDate MONDAY = LocalDate.of(2023, 1, 2);
  private static final int HORIZON = 13;
  private static final List<Double> LEVELS = List.of(0.8);

  /** What is charged on a day besides usage. */
  private interface Charges {
    double on(LocalDate day);
  }

  private static final Charges NONE = day -> 0;
  private static final Charges FEES = day -> day.getDayOfMonth() == 1 ? 2500 : 0;
  private static final Charges FEES_AND_CREDITS =
      day ->
          (day.getDayOfMonth() == 1 ? 2500 : 0)
              - (day.equals(YearMonth.from(day).atEndOfMonth()) ? 2000 : 0);

  @Test
  void knowingTheDatesGainsMuchWhereThereAreMonthlyFees() {
    assertThat(gain(FEES, 65)).isLessThan(0.4);
    assertThat(gain(FEES, 130)).isLessThan(0.5);
    assertThat(gain(FEES_AND_CREDITS, 65)).isLessThan(0.5);
  }

  @Test
  void withoutEffectsTheDatesChangeNothing() {
    for (int seed = 0; seed < 6; seed++) {
      double[] values = weeks(seed, 110, NONE, Set.of());
      AutomaticForecast dated = forecast(Arrays.copyOf(values, 97), MONDAY, List.of());
      AutomaticForecast undated = forecast(Arrays.copyOf(values, 97), null, List.of());
      assertThat(dated.mean()).isEqualTo(undated.mean());
      assertThat(dated.lower().get(0.8)).isEqualTo(undated.lower().get(0.8));
      assertThat(dated.calendar()).isEmpty();
    }
  }

  @Test
  void holidaysAheadTakeTheirWorkingDaysAway() {
    Set<LocalDate> holidays = new HashSet<>();
    for (int year = 2023; year < 2027; year++) {
      for (String day :
          List.of(
              "01-01", "02-19", "04-10", "05-01", "06-19", "08-15", "10-03", "11-01", "12-25")) {
        holidays.add(LocalDate.parse(year + "-" + day));
      }
    }
    int known = 120;
    double with = 0;
    double without = 0;
    for (int seed = 0; seed < 6; seed++) {
      double[] values = weeks(seed, known + HORIZON, NONE, holidays);
      double[] train = Arrays.copyOf(values, known);
      with += error(forecast(train, MONDAY, holidays).mean(), values, known);
      without += error(forecast(train, MONDAY, List.of()).mean(), values, known);
    }
    assertThat(with).isLessThan(0.85 * without);
  }

  @Test
  void scalingTheSeriesScalesItsForecast() {
    double[] values = weeks(1, 104, FEES, Set.of());
    double[] scaled = Arrays.stream(values).map(value -> 4 * value).toArray();
    double[] mean = forecast(values, MONDAY, List.of()).mean();
    double[] larger = forecast(scaled, MONDAY, List.of()).mean();
    for (int h = 0; h < HORIZON; h++) {
      assertThat(larger[h]).isCloseTo(4 * mean[h], within(1e-6 * Math.abs(mean[h])));
    }
  }

  /** The mean absolute error with dates, by that without. */
  private static double gain(Charges charges, int known) {
    double dated = 0;
    double undated = 0;
    for (int seed = 0; seed < 6; seed++) {
      double[] values = weeks(seed, known + HORIZON, charges, Set.of());
      double[] train = Arrays.copyOf(values, known);
      dated += error(forecast(train, MONDAY, List.of()).mean(), values, known);
      undated += error(forecast(train, null, List.of()).mean(), values, known);
    }
    return dated / undated;
  }

  private static double error(double[] mean, double[] values, int known) {
    double error = 0;
    for (int h = 0; h < HORIZON; h++) {
      error += Math.abs(mean[h] - values[known + h]);
    }
    return error;
  }

  private static AutomaticForecast forecast(
      double[] values, LocalDate start, java.util.Collection<LocalDate> holidays) {
    return new AutomaticForecaster(
            Frequency.WEEKLY, LEVELS, AutomaticForecaster.USUAL_ORIGINS, holidays)
        .forecast(values, start, HORIZON);
  }

  /** Days of 800, fewer on days off, which drift a little; summed by weeks. */
  private static double[] weeks(long seed, int weeks, Charges charges, Set<LocalDate> holidays) {
    Random random = new Random(seed);
    double level = 800;
    double[] sums = new double[weeks];
    for (int t = 0; t < 7 * weeks; t++) {
      LocalDate day = MONDAY.plusDays(t);
      level += 2 * random.nextGaussian();
      boolean off = day.getDayOfWeek().compareTo(DayOfWeek.FRIDAY) > 0 || holidays.contains(day);
      sums[t / 7] += level * (off ? 0.5 : 1) + 20 * random.nextGaussian() + charges.on(day);
    }
    return sums;
  }
}
