package io.almanac.forecasting.calendar;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestCalendarEffects {
  private static final LocalDate START = LocalDate.of(2024, 1, 1);
  private static final int DAYS = 730;

  @Test
  void aFeeOnTheThirdWorkingDayIsFoundAsThat() {
    Set<LocalDate> holidays = Set.of(LocalDate.of(2024, 1, 1), LocalDate.of(2025, 1, 1));
    MonthDays days = MonthDays.from(START, DAYS + 60, holidays);
    double[] values = noise(1);
    int working = 0;
    for (int t = 0; t < DAYS; t++) {
      LocalDate day = START.plusDays(t);
      working = day.getDayOfMonth() == 1 ? 0 : working;
      boolean off =
          day.getDayOfWeek() == DayOfWeek.SATURDAY
              || day.getDayOfWeek() == DayOfWeek.SUNDAY
              || holidays.contains(day);
      working += off ? 0 : 1;
      values[t] += !off && working == 3 ? 400 : 0;
    }

    CalendarEffects effects = CalendarEffects.learn(values, days);

    assertEquals(400, effects.effects().get("working day 3"), 10);
    // January 2026 begins on a Thursday: without holidays its third working day is Monday the 5th.
    double[] january = effects.add(new double[31], days, DAYS + 1);
    assertEquals(LocalDate.of(2026, 1, 1), START.plusDays(DAYS + 1));
    for (int i = 0; i < 31; i++) {
      assertEquals(i == 4 ? 400 : 0, january[i], 15, "day " + (i + 1));
    }
  }

  @Test
  void gentlePayDaysAreKeptInPartAndNoiseAlmostNotAtAll() {
    MonthDays days = MonthDays.from(START, DAYS, List.of());
    double[] flat = noise(2);
    double[] paid = noise(2);
    for (int t = 0; t < DAYS; t++) {
      int number = START.plusDays(t).getDayOfMonth();
      paid[t] += number >= 24 && number <= 28 ? 6 : 0;
    }

    double[] ofFlat = CalendarEffects.learn(flat, days).add(new double[31], days, 0);
    double[] ofPaid = CalendarEffects.learn(paid, days).add(new double[31], days, 0);

    double rest = Arrays.stream(ofPaid, 0, 21).average().orElseThrow();
    for (int number = 25; number <= 27; number++) {
      assertEquals(6, ofPaid[number - 1] - rest, 2.5, "day " + number);
    }
    assertTrue(Arrays.stream(ofFlat).allMatch(effect -> Math.abs(effect) < 1));
  }

  @Test
  void whatIsRemovedIsWhatIsAdded() {
    MonthDays days = MonthDays.from(START, DAYS, List.of());
    double[] values = noise(3);
    for (int t = 0; t < DAYS; t++) {
      values[t] += START.plusDays(t).getDayOfMonth() == 1 ? 500 : 0;
    }
    CalendarEffects effects = CalendarEffects.learn(values, days);

    assertArrayEquals(values, effects.add(effects.remove(values, days, 0), days, 0), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 600})
  void aFeeIsWorthWhatItIsSinceItEndedOrChanged(double since) {
    MonthDays days = MonthDays.from(START, DAYS + 31, List.of());
    double[] values = noise(6);
    // The history ends with December 30, 2025: the fee was as it is now in the last three months.
    for (int t = 0; t < DAYS; t++) {
      LocalDate day = START.plusDays(t);
      double fee = day.isBefore(LocalDate.of(2025, 10, 1)) ? 300 : since;
      values[t] += day.getDayOfMonth() == 15 ? fee : 0;
    }

    CalendarEffects effects = CalendarEffects.learn(values, days);

    double[] ahead = effects.add(new double[31], days, DAYS);
    assertEquals(15, START.plusDays(DAYS + 15).getDayOfMonth());
    assertEquals(since, ahead[15], 10);
    assertEquals(since > 0, effects.effects().containsKey("day 15"));
    // Of the past, what it was then is taken out: nothing is left of it on any day.
    double[] plain = effects.remove(values, days, 0);
    assertTrue(Arrays.stream(plain).allMatch(value -> Math.abs(value - 100) < 25));
    assertArrayEquals(values, effects.add(plain, days, 0), 1e-9);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.0, 1.0})
  void aMonthlyAmountSpreadOverItsDaysMovesWithTheLengthOfTheMonth(double spread) {
    MonthDays days = MonthDays.from(START, DAYS + 60, List.of());
    Random random = new Random(4);
    double[] values = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      double share = 30.4375 / START.plusDays(t).lengthOfMonth();
      values[t] = 1000 * (spread == 0 ? 1 : share) + random.nextGaussian();
    }

    CalendarEffects effects = CalendarEffects.learn(values, days);

    assertEquals(spread, effects.shareOfMonthLength(), 0.05);
    double[] even = effects.remove(values, days, 0);
    assertEquals(1000, Arrays.stream(even, 31, 60).average().orElseThrow(), 2);
    assertEquals(1000, Arrays.stream(even, 60, 91).average().orElseThrow(), 2);
  }

  @Test
  void effectsMoveWithTheDatesByWholeYearsOfWeeks() {
    double[] values = noise(5);
    for (int t = 0; t < DAYS; t++) {
      values[t] += START.plusDays(t).getDayOfMonth() == 15 ? 300 : 0;
    }
    // 28 years have the same weekdays and lengths of months, where no century is without leap day.
    LocalDate later = START.plusYears(28);
    MonthDays now = MonthDays.from(START, DAYS, List.of());
    MonthDays then = MonthDays.from(later, DAYS, List.of());

    assertEquals(
        CalendarEffects.learn(values, now).effects(),
        CalendarEffects.learn(values, then).effects());
  }

  /** About 100 a day, with a standard deviation of 3. */
  private static double[] noise(long seed) {
    Random random = new Random(seed);
    return random.doubles(DAYS).map(unused -> 100 + 3 * random.nextGaussian()).toArray();
  }
}
