package io.almanac.forecasting.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Charges of known schedules; what is to come is said by dates, not by the code under test. */
class TestScheduledCharges {
  private static final LocalDate START = LocalDate.of(2025, 1, 10);
  private static final LocalDate LAST = LocalDate.of(2026, 10, 17);
  private static final int DAYS = (int) (LAST.toEpochDay() - START.toEpochDay()) + 1;
  private static final int AHEAD = 120;
  private static final List<LocalDate> HOLIDAYS =
      List.of(LocalDate.of(2025, 5, 1), LocalDate.of(2026, 1, 1), LocalDate.of(2027, 1, 1));

  @Test
  void aFeeOfEveryMonthGoesOnOnItsDay() {
    Optional<ScheduledCharges> found = find(day -> day.getDayOfMonth() == 3 ? -500.25 : 0);
    assertAhead(
        found,
        Map.of(
            date(2026, 11, 3), -500.25,
            date(2026, 12, 3), -500.25,
            date(2027, 1, 3), -500.25,
            date(2027, 2, 3), -500.25));
    assertThat(found.orElseThrow().rules())
        .containsExactly(entry("fee: monthly on day 3", -500.25));
  }

  @Test
  void theLastDayIsTheLastDayOfShortMonthsToo() {
    assertAhead(
        find(day -> day.equals(YearMonth.from(day).atEndOfMonth()) ? 70 : 0),
        Map.of(
            date(2026, 10, 31), 70.0,
            date(2026, 11, 30), 70.0,
            date(2026, 12, 31), 70.0,
            date(2027, 1, 31), 70.0));
  }

  @Test
  void workingDaysAreCountedWithoutWeekendsAndHolidays() {
    // New Year's Day 2027 is a Friday: the second working day is Tuesday the 5th.
    assertAhead(
        find(day -> workingDay(day) == 2 ? 90 : 0),
        Map.of(
            date(2026, 11, 3), 90.0,
            date(2026, 12, 2), 90.0,
            date(2027, 1, 5), 90.0,
            date(2027, 2, 2), 90.0));
  }

  @Test
  void aDayThatMovesOffWeekendsIsRecognised() {
    // 15 November 2026 is a Sunday.
    assertAhead(
        find(
            day -> {
              LocalDate due = day.withDayOfMonth(Math.min(15, day.getDayOfMonth()));
              while (due.getDayOfMonth() >= 15 && workingDay(due) == 0) {
                due = due.plusDays(1);
              }
              return due.equals(day) && day.getDayOfMonth() >= 15 ? 40 : 0;
            }),
        Map.of(
            date(2026, 11, 16), 40.0,
            date(2026, 12, 15), 40.0,
            date(2027, 1, 15), 40.0));
  }

  @Test
  void quartersAndYearsAreSeenWhenTheyCameTwice() {
    assertAhead(
        find(day -> day.getDayOfMonth() == 1 && day.getMonthValue() % 3 == 1 ? 900 : 0),
        Map.of(date(2027, 1, 1), 900.0));
    Optional<ScheduledCharges> yearly =
        find(day -> day.getDayOfMonth() == 20 && day.getMonthValue() == 1 ? 5000 : 0);
    assertAhead(yearly, Map.of(date(2027, 1, 20), 5000.0));
    assertThat(yearly.orElseThrow().rules())
        .containsExactly(entry("fee: yearly in January on day 20", 5000.0));
  }

  @Test
  void aOneOffIsNotRepeatedAndWhatHasEndedNeither() {
    Optional<ScheduledCharges> oneOff = find(day -> day.equals(date(2026, 6, 11)) ? 30_000 : 0);
    assertAhead(oneOff, Map.of());
    assertThat(oneOff.orElseThrow().rules()).containsExactly(entry("fee: not repeated", 30_000.0));
    Optional<ScheduledCharges> ended =
        find(day -> day.getDayOfMonth() == 5 && day.isBefore(date(2026, 9, 5)) ? 80 : 0);
    assertAhead(ended, Map.of());
    assertThat(ended.orElseThrow().rules())
        .containsExactly(entry("fee: monthly on day 5, ended", 0.0));
  }

  @Test
  void aTaxThatIsDatedBackIsStillExpectedWhileItsMonthIsOpen() {
    assertAhead(
        find(day -> day.getDayOfMonth() == 1 && day.isBefore(date(2026, 10, 1)) ? 25 : 0),
        Map.of(
            date(2026, 11, 1), 25.0,
            date(2026, 12, 1), 25.0,
            date(2027, 1, 1), 25.0,
            date(2027, 2, 1), 25.0));
  }

  @Test
  void aNewPriceHoldsAndAmountsThatVaryGiveTheirMedian() {
    assertAhead(
        find(day -> day.getDayOfMonth() != 25 ? 0 : day.isBefore(date(2026, 8, 1)) ? 100 : 130),
        Map.of(
            date(2026, 10, 25), 130.0,
            date(2026, 11, 25), 130.0,
            date(2026, 12, 25), 130.0,
            date(2027, 1, 25), 130.0));
    Map<LocalDate, Double> taxes =
        Map.of(
            date(2026, 7, 25), 61.0,
            date(2026, 8, 25), 90.0,
            date(2026, 9, 25), 64.0);
    assertThat(find(day -> taxes.getOrDefault(day, 0.0)).orElseThrow().ahead(9)[7]).isEqualTo(64);
  }

  @Test
  void feesOfOneKindAreToldApart() {
    assertAhead(
        find(
            day ->
                (day.getDayOfMonth() == 1 ? 100 : 0)
                    + (day.getDayOfMonth() == 12 && day.getMonthValue() % 3 == 2 ? 700 : 0)
                    + (day.equals(date(2026, 3, 19)) ? 9999 : 0)),
        Map.of(
            date(2026, 11, 1), 100.0,
            date(2026, 11, 12), 700.0,
            date(2026, 12, 1), 100.0,
            date(2027, 1, 1), 100.0,
            date(2027, 2, 1), 100.0,
            date(2027, 2, 12), 700.0));
  }

  @Test
  void whatComesOftenOrAnywhereStaysWithTheRest() {
    assertThat(find(day -> 3)).isEmpty();
    assertThat(
            find(day -> day.getDayOfWeek() == DayOfWeek.MONDAY ? 3 : 0)
                .map(ScheduledCharges::rules))
        .satisfiesAnyOf(
            none -> assertThat(none).isEmpty(),
            some ->
                assertThat(some.orElseThrow().keySet()).noneMatch(rule -> rule.contains("day 7")));
    int taken = 0;
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Optional<ScheduledCharges> found =
          find(day -> random.nextInt(25) == 0 ? 10 + random.nextInt(90) : 0);
      taken += found.isPresent() ? 1 : 0;
    }
    assertThat(taken).as("of 200 kinds of charges on random days").isLessThan(30);
  }

  @Test
  void theRestIsTheSeriesWithoutThem() {
    double[] fees = values(day -> day.getDayOfMonth() == 3 ? 5000 : 0);
    double[] all = values(day -> 100.1 + (day.getDayOfMonth() == 3 ? 5000 : 0));
    ScheduledCharges found =
        ScheduledCharges.find(START, Map.of("fee", fees), AHEAD, HOLIDAYS).orElseThrow();
    assertThat(found.rest(all)).containsOnly(100.1);
  }

  @Test
  void anEarlierDayKnowsWhatCameBeforeItAlone() {
    LocalDate first = date(2026, 6, 3);
    ScheduledCharges found =
        find(day -> day.getDayOfMonth() == 3 && !day.isBefore(first) ? 60 : 0).orElseThrow();
    // In the middle of July it had come twice: nothing was expected of August and September.
    int july = (int) (date(2026, 7, 15).toEpochDay() - START.toEpochDay());
    assertThat(found.errors(july, 60)[19]).isEqualTo(-60);
    // In the middle of August it had come three times.
    int august = (int) (date(2026, 8, 15).toEpochDay() - START.toEpochDay());
    assertThat(found.errors(august, 60)).containsOnly(0);
  }

  private static void assertAhead(
      Optional<ScheduledCharges> found, Map<LocalDate, Double> expected) {
    double[] ahead = found.orElseThrow().ahead(AHEAD);
    Map<LocalDate, Double> days = new TreeMap<>();
    for (int h = 0; h < AHEAD; h++) {
      if (ahead[h] != 0) {
        days.put(LAST.plusDays(h + 1L), ahead[h]);
      }
    }
    assertThat(days).containsExactlyInAnyOrderEntriesOf(expected);
  }

  private static Optional<ScheduledCharges> find(Function<LocalDate, ? extends Number> charge) {
    return ScheduledCharges.find(START, Map.of("fee", values(charge)), AHEAD, HOLIDAYS);
  }

  private static double[] values(Function<LocalDate, ? extends Number> charge) {
    double[] values = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      values[t] = charge.apply(START.plusDays(t)).doubleValue();
    }
    return values;
  }

  /** Which working day of its month a day is; 0 when it is none. */
  private static int workingDay(LocalDate day) {
    int number = 0;
    for (LocalDate one = day.withDayOfMonth(1); !one.isAfter(day); one = one.plusDays(1)) {
      boolean off =
          one.getDayOfWeek() == DayOfWeek.SATURDAY
              || one.getDayOfWeek() == DayOfWeek.SUNDAY
              || HOLIDAYS.contains(one);
      if (!off) {
        number++;
      } else if (one.equals(day)) {
        return 0;
      }
    }
    return number;
  }

  private static LocalDate date(int year, int month, int day) {
    return LocalDate.of(year, month, day);
  }
}
