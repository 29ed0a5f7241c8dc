package io.almanac.forecasting.regression;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestCalendarElasticNet {
  private static final LocalDate START = LocalDate.of(2023, 1, 1);
  private static final List<LocalDate> NO_HOLIDAYS = List.of();

  @Test
  void aFeeOnTheFirstComesBackOnTheFirst() {
    double[] values = days(500, false);
    double[] ahead = new CalendarElasticNet(NO_HOLIDAYS).forecast(values, START, 60);
    for (int h = 0; h < ahead.length; h++) {
      LocalDate day = START.plusDays(500 + h);
      double expected = usual(day) + (day.getDayOfMonth() == 1 ? 400 : 0);
      assertEquals(expected, ahead[h], 16, "on " + day);
    }
  }

  @Test
  void aHolidayIsLearnedFromThoseThatWere() {
    List<LocalDate> holidays = new ArrayList<>();
    for (int t = 20; t < 560; t += 45) {
      holidays.add(START.plusDays(t));
    }
    double[] values = days(500, false);
    for (LocalDate holiday : holidays) {
      int t = (int) (holiday.toEpochDay() - START.toEpochDay());
      if (t < values.length) {
        values[t] -= 80;
      }
    }
    LocalDate next = START.plusDays(515);
    assertTrue(holidays.contains(next));
    double without = new CalendarElasticNet(NO_HOLIDAYS).forecast(values, START, 30)[15];
    double with = new CalendarElasticNet(holidays).forecast(values, START, 30)[15];

    assertEquals(usual(next) - 80, with, 15);
    assertTrue(without > with + 50);
  }

  @Test
  void aStepIsFoundAndCarriedOn() {
    double[] values = days(500, false);
    for (int t = 380; t < values.length; t++) {
      values[t] += 60;
    }
    assertArrayEquals(new int[] {380}, SuddenSteps.find(withoutFees(values)));

    double[] ahead = new CalendarElasticNet(NO_HOLIDAYS).forecast(values, START, 28);
    double mean = Arrays.stream(ahead, 1, 28).average().orElse(0);
    double expected = 0;
    for (int h = 1; h < 28; h++) {
      LocalDate day = START.plusDays(500 + h);
      expected += (usual(day) + 60 + (day.getDayOfMonth() == 1 ? 400 : 0)) / 27;
    }
    assertEquals(expected, mean, 8);
  }

  @Test
  void aDriftHasNoSteps() {
    double[] values = new double[400];
    for (int t = 0; t < values.length; t++) {
      values[t] = 100 + t + (t * t * 31 + 17 * t) % 23;
    }

    assertEquals(0, SuddenSteps.find(values).length);
  }

  @Test
  void scalingASeriesScalesItsForecast() {
    double[] values = days(500, true);
    double[] larger = Arrays.stream(values).map(value -> value * 1024).toArray();
    CalendarElasticNet net = new CalendarElasticNet(NO_HOLIDAYS);
    double[] expected =
        Arrays.stream(net.forecast(values, START, 30)).map(value -> value * 1024).toArray();

    assertArrayEquals(expected, net.forecast(larger, START, 30), 1e-6);
  }

  @Test
  void aConstantStaysOneAndAShortSeriesHasNoForecast() {
    double[] constant = new double[200];
    Arrays.fill(constant, 7);
    CalendarElasticNet net = new CalendarElasticNet(NO_HOLIDAYS);

    assertArrayEquals(new double[] {7, 7, 7}, net.forecast(constant, START, 3), 1e-9);
    assertNull(net.forecast(new double[30], START, 3));
  }

  private static double[] days(int length, boolean growing) {
    double[] values = new double[length];
    for (int t = 0; t < length; t++) {
      LocalDate day = START.plusDays(t);
      values[t] =
          usual(day)
              + (day.getDayOfMonth() == 1 ? 400 : 0)
              + ((t * t * 31 + 17 * t) % 23 - 11) * 0.5
              + (growing ? 0.1 * t : 0);
    }
    return values;
  }

  private static double[] withoutFees(double[] values) {
    double[] rest = values.clone();
    for (int t = 0; t < rest.length; t++) {
      rest[t] -= START.plusDays(t).getDayOfMonth() == 1 ? 400 : 0;
    }
    return rest;
  }

  private static double usual(LocalDate day) {
    DayOfWeek weekday = day.getDayOfWeek();
    return weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY ? 120 : 200;
  }
}
