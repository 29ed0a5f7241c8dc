package io.almanac.forecasting.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Weekly sums of days whose fees are known. */
class TestWeekEffects {
  private static final LocalDate MONDAY = LocalDate.of(2023, 1, 2);
  private static final int WEEKS = 104;

  @ParameterizedTest
  @ValueSource(ints = {1, 9, 15, 24})
  void aMonthlyFeeIsFoundInTheWeekThatHoldsItsDay(int number) {
    double[] values = weeks(1, WEEKS, day -> day.getDayOfMonth() == number ? 900 : 0);

    CalendarEffects effects = learn(values, MONDAY);

    assertThat(effects.effects()).containsOnlyKeys("day " + number);
    assertThat(effects.effects().get("day " + number)).isCloseTo(900, within(40.0));
    double[] ahead = effects.add(new double[26], ahead(MONDAY, WEEKS + 26), WEEKS);
    for (int week = 0; week < 26; week++) {
      LocalDate first = MONDAY.plusWeeks(WEEKS + week);
      boolean due =
          first.datesUntil(first.plusWeeks(1)).anyMatch(day -> day.getDayOfMonth() == number);
      assertThat(ahead[week]).as("week of " + first).isCloseTo(due ? 900 : 0, within(40.0));
    }
  }

  @Test
  void aFeeAndACreditThatMostlyShareAWeekAreToldApart() {
    double[] values =
        weeks(
            2,
            60,
            day ->
                (day.getDayOfMonth() == 1 ? 1000 : 0)
                    - (day.equals(YearMonth.from(day).atEndOfMonth()) ? 900 : 0));

    Map<String, Double> effects = learn(values, MONDAY).effects();

    assertThat(effects).containsOnlyKeys("day 1", "last day");
    assertThat(effects.get("day 1")).isCloseTo(1000, within(60.0));
    assertThat(effects.get("last day")).isCloseTo(-900, within(60.0));
  }

  @Test
  void weeksThatAreDatedByTheirLastDayAreKnownAsThat() {
    double[] values = weeks(3, WEEKS, day -> day.getDayOfMonth() == 1 ? 900 : 0);
    LocalDate sunday = MONDAY.plusDays(6);

    assertThat(learn(values, sunday).effects()).isEqualTo(learn(values, MONDAY).effects());
    assertThat(learn(values, sunday).effects()).containsOnlyKeys("day 1");
  }

  @Test
  void theLastDayTellsWhetherWeeksAreDatedByTheirFirstDay() {
    double[] values =
        weeks(7, WEEKS, day -> day.equals(YearMonth.from(day).atEndOfMonth()) ? 900 : 0);
    for (LocalDate date : List.of(MONDAY, MONDAY.plusDays(6))) {
      assertThat(learn(values, date).effects()).as(date.toString()).containsOnlyKeys("last day");
    }
  }

  @Test
  void aWeekWithAHolidayHasAWorkingDayLess() {
    Set<LocalDate> holidays = Set.copyOf(Holidays.of(2023, 2026));
    double[] values =
        weeks(
            4,
            WEEKS,
            day ->
                day.getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0 && !holidays.contains(day)
                    ? 200
                    : 0);
    MonthDays weeks = MonthDays.weeks(values, MONDAY, WEEKS + 13, holidays);

    Map<String, Double> effects = CalendarEffects.learn(values, weeks).effects();

    assertThat(effects).containsOnlyKeys("holiday");
    assertThat(effects.get("holiday")).isCloseTo(-200, within(20.0));
  }

  @Test
  void noiseDriftAndTheYearHaveNoEffects() {
    for (int seed = 0; seed < 60; seed++) {
      Random random = new Random(seed);
      double level = 5000;
      double[] values = new double[WEEKS];
      for (int week = 0; week < WEEKS; week++) {
        level += 60 * random.nextGaussian();
        // The last weeks of a year are quiet.
        double year = week % 52 > 49 ? -1500 : 800 * Math.sin(2 * Math.PI * week / 52);
        values[week] = level + (seed % 2 == 0 ? year : 0) + 80 * random.nextGaussian();
      }
      assertThat(learn(values, MONDAY).effects()).as("seed " + seed).isEmpty();
    }
  }

  @Test
  void effectsScaleWithTheSeriesAndMoveWithItsDates() {
    double[] values = weeks(5, WEEKS, day -> day.getDayOfMonth() == 15 ? 700 : 0);
    double[] thousandfold = Arrays.stream(values).map(value -> 1024 * value).toArray();
    Map<String, Double> effects = learn(values, MONDAY).effects();

    assertThat(learn(thousandfold, MONDAY).effects().get("day 15"))
        .isCloseTo(1024 * effects.get("day 15"), within(1e-6));
    // 28 years are whole weeks and whole months: the same days lie in the same weeks.
    assertThat(learn(values, MONDAY.plusYears(28)).effects()).isEqualTo(effects);
    // A week later it is another day of the month.
    assertThat(learn(values, MONDAY.plusWeeks(1)).effects()).doesNotContainKey("day 15");
  }

  @Test
  void missingWeeksAreNoEffectAndHideNone() {
    double[] values = weeks(6, WEEKS, day -> day.getDayOfMonth() == 1 ? 900 : 0);
    values[20] = Double.NaN;
    values[57] = Double.NaN;
    CalendarEffects effects = learn(values, MONDAY);

    assertThat(effects.effects()).containsOnlyKeys("day 1");
    MonthDays weeks = ahead(MONDAY, WEEKS);
    double[] back = effects.add(effects.remove(values, weeks, 0), weeks, 0);
    for (int week = 0; week < WEEKS; week++) {
      assertThat(back[week]).isCloseTo(values[week], within(1e-9));
    }
  }

  private static CalendarEffects learn(double[] values, LocalDate start) {
    return CalendarEffects.learn(
        values, MonthDays.weeks(values, start, values.length + 13, List.of()));
  }

  private static MonthDays ahead(LocalDate start, int weeks) {
    return MonthDays.weeks(start, weeks, List.of());
  }

  /** About 1,000 a week with a standard deviation of 30, and what some days add. */
  private static double[] weeks(long seed, int weeks, ToDoubleFunction<LocalDate> added) {
    Random random = new Random(seed);
    double[] values = new double[weeks];
    for (int week = 0; week < weeks; week++) {
      LocalDate first = MONDAY.plusWeeks(week);
      values[week] =
          1000
              + 30 * random.nextGaussian()
              + first.datesUntil(first.plusWeeks(1)).mapToDouble(added).sum();
    }
    return values;
  }

  /** Fixed days off, of which the calendar says the weekday. */
  private static final class Holidays {
    static List<LocalDate> of(int from, int until) {
      return java.util.stream.IntStream.range(from, until)
          .boxed()
          .flatMap(
              year ->
                  java.util.stream.Stream.of(
                      LocalDate.of(year, 1, 1),
                      LocalDate.of(year, 2, 20),
                      LocalDate.of(year, 5, 1),
                      LocalDate.of(year, 6, 19),
                      LocalDate.of(year, 7, 4),
                      LocalDate.of(year, 10, 3),
                      LocalDate.of(year, 11, 11),
                      LocalDate.of(year, 12, 25),
                      LocalDate.of(year, 12, 26)))
          .toList();
    }
  }
}
