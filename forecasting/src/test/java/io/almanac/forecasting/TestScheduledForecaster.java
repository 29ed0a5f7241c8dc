package io.almanac.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TestScheduledForecaster {
  private static final LocalDate START = LocalDate.of(2025, 9, 1);
  private static final int DAYS = 412;
  private static final LocalDate LAST = START.plusDays(DAYS - 1L);
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(75, List.of(0.8), List.of());

  @Test
  void withoutSuchChargesNothingChanges() {
    DailySeries history = history(usage());
    SeriesForecast plain = DrivenForecaster.forecast(history, SETTINGS, List.of());
    for (Map<String, double[]> none :
        List.<Map<String, double[]>>of(Map.of(), Map.of("tax", new double[DAYS]))) {
      SeriesForecast forecast = ScheduledForecaster.forecast(history, none, SETTINGS, List.of());
      assertThat(forecast.days()).isEqualTo(plain.days());
      assertThat(forecast.accuracy()).isEqualTo(plain.accuracy());
      assertThat(forecast.explanation()).isEqualTo(plain.explanation());
    }
  }

  @Test
  void quarterlyFeesAndAOneOffAreForecastOnTheirDays() {
    double[] usage = usage();
    double[] fees = quarterly();
    double[] purchases = new double[DAYS];
    purchases[(int) (LocalDate.of(2026, 8, 20).toEpochDay() - START.toEpochDay())] = 20_000;
    double[] all = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      all[t] = usage[t] + fees[t] + purchases[t];
    }
    SeriesForecast forecast =
        ScheduledForecaster.forecast(
            history(all), Map.of("tax", fees, "purchase", purchases), SETTINGS, List.of());
    SeriesForecast ofUsage = DrivenForecaster.forecast(history(usage), SETTINGS, List.of());
    SeriesForecast whole = DrivenForecaster.forecast(history(all), SETTINGS, List.of());

    for (int h = 0; h < 75; h++) {
      LocalDate day = LAST.plusDays(h + 1L);
      double fee = day.equals(LocalDate.of(2026, 11, 10)) ? 3000 : 0;
      assertThat(forecast.days().get(h).mean())
          .as(day.toString())
          .isCloseTo(ofUsage.days().get(h).mean() + fee, within(1e-6));
    }
    assertThat(forecast.explanation().schedule())
        .containsOnly(
            Map.entry("tax: quarterly, month 2, on day 10", 3000.0),
            Map.entry("purchase: not repeated", 20_000.0));
    assertThat(forecast.evidence().replayed().wape(1, 75))
        .isLessThan(whole.evidence().replayed().wape(1, 75));
    assertThat(forecast.evidence().replayed().sumError(28))
        .isLessThanOrEqualTo(whole.evidence().replayed().sumError(28));
  }

  @Test
  void errorsOfThePastAreThoseOfWholeDays() {
    double[] usage = usage();
    double[] fees = quarterly();
    double[] all = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      all[t] = usage[t] + fees[t];
    }
    SeriesForecast forecast =
        ScheduledForecaster.forecast(history(all), Map.of("tax", fees), SETTINGS, List.of());
    assertThat(forecast.explanation().schedule()).isNotEmpty();
    Backtest replayed = forecast.evidence().replayed();
    for (int k = 0; k < replayed.errors().length; k++) {
      int known = DAYS - (k + 1) * Backtest.STEP;
      for (int h = 0; h < replayed.actuals()[k].length; h++) {
        assertThat(replayed.actuals()[k][h]).isCloseTo(all[known + h], within(1e-9));
      }
    }
  }

  @Test
  void whereItWouldNotHaveBeenBetterItIsLeftAndSaid() {
    // Every month a credit of another size takes away exactly what usage has on that day: whole,
    // the
    // series has nothing special; apart, two amounts have to be guessed.
    Random random = new Random(23);
    double[] credits = values(day -> day.getDayOfMonth() == 10 ? -500.0 - random.nextInt(1500) : 0);
    DailySeries history = history(usage());
    SeriesForecast whole = DrivenForecaster.forecast(history, SETTINGS, List.of());
    SeriesForecast forecast =
        ScheduledForecaster.forecast(history, Map.of("credit", credits), SETTINGS, List.of());
    assertThat(forecast.days()).isEqualTo(whole.days());
    assertThat(forecast.accuracy()).isEqualTo(whole.accuracy());
    assertThat(forecast.explanation().schedule()).isEmpty();
    assertThat(forecast.explanation().notes())
        .singleElement()
        .asString()
        .contains("credit")
        .contains("not forecast apart");
  }

  @Test
  void aSeriesOfMonthlyFeesAndCreditsIsForecastByItsCalendar() {
    // Fees on the first and, in some months, a credit with them; the last month's bill is open, and
    // has a small part of its fees only. 28 October 2026 is the last day; 165 days ahead hold six
    // firsts, from November to April. The three newest are 1,000, 18,500 and 18,200: their median.
    double[] values = feesAndCredits();
    ForecastSettings settings = new ForecastSettings(165, List.of(0.8, 0.95), List.of());

    SeriesForecast forecast =
        ScheduledForecaster.forecast(history(values), Map.of(), settings, List.of());

    for (ForecastPoint day : forecast.days()) {
      assertThat(day.mean())
          .as(day.date().toString())
          .isEqualTo(day.date().getDayOfMonth() == 1 ? 18_200 : 0);
    }
    assertThat(forecast.total(LocalDate.of(2026, 10, 29), LocalDate.of(2027, 4, 12)).mean())
        .isCloseTo(6 * 18_200.0, within(1e-6));
    assertThat(forecast.explanation().schedule())
        .containsExactly(Map.entry("all costs: monthly on day 1", 18_200.0));
    assertThat(forecast.model()).isEqualTo("schedule");
    assertThat(forecast.total(LocalDate.of(2026, 11, 1), LocalDate.of(2026, 12, 1)).scale())
        .isPositive();
  }

  @Test
  void aFeeIsAsUncertainAsFeesHaveBeenAndDaysWithoutOneAreNot() {
    ForecastSettings settings = new ForecastSettings(165, List.of(0.8, 0.95), List.of());
    SeriesForecast forecast =
        ScheduledForecaster.forecast(history(feesAndCredits()), Map.of(), settings, List.of());
    for (ForecastPoint day : forecast.days()) {
      ForecastPoint.Interval most = day.intervals().get(0.8);
      ForecastPoint.Interval nearlyAll = day.intervals().get(0.95);
      if (day.date().getDayOfMonth() == 1) {
        // Fees have been off by some thousands, and once by nearly all of what was expected.
        assertThat(most.upper() - day.mean()).isBetween(2_000.0, 40_000.0);
        assertThat(day.mean() - most.lower()).isCloseTo(most.upper() - day.mean(), within(1e-6));
        assertThat(nearlyAll.upper()).isGreaterThanOrEqualTo(most.upper());
      } else {
        assertThat(most).isEqualTo(new ForecastPoint.Interval(0, 0));
        assertThat(nearlyAll).isEqualTo(new ForecastPoint.Interval(0, 0));
      }
    }
    double[] tenfold = Arrays.stream(feesAndCredits()).map(value -> 10 * value).toArray();
    SeriesForecast ten =
        ScheduledForecaster.forecast(history(tenfold), Map.of(), settings, List.of());
    for (int h = 0; h < 165; h++) {
      assertThat(ten.days().get(h).intervals().get(0.8).upper())
          .isCloseTo(10 * forecast.days().get(h).intervals().get(0.8).upper(), within(1e-5));
    }
  }

  @Test
  void feesOnTheFirstAndCreditsOnTheLastDayKeepTheirDays() {
    double[] values =
        values(
            day ->
                day.getDayOfMonth() == 1
                    ? 900.0
                    : day.getDayOfMonth() == day.lengthOfMonth() ? -250.0 : 0.0);
    SeriesForecast forecast =
        ScheduledForecaster.forecast(history(values), Map.of(), SETTINGS, List.of());
    for (ForecastPoint day : forecast.days()) {
      double due =
          day.date().getDayOfMonth() == 1
              ? 900
              : day.date().getDayOfMonth() == day.date().lengthOfMonth() ? -250 : 0;
      assertThat(day.mean()).as(day.date().toString()).isEqualTo(due);
    }
  }

  private static double[] feesAndCredits() {
    double[] fees = {
      9500, 11_700, -5600, -6700, -7100, 11_500, 13_000, 2500, 3200, 15_900, 18_000, 18_200, 18_500,
      1000
    };
    double[] values = new double[423];
    for (int month = 0; month < fees.length; month++) {
      values[(int) (START.plusMonths(month).toEpochDay() - START.toEpochDay())] = fees[month];
    }
    return values;
  }

  @Test
  void aYearlyPurchaseIsForecastThoughNoneWasDueOfLate() {
    LocalDate start = LocalDate.of(2023, 10, 28);
    double[] values = new double[1100];
    for (int year = 2023; year < 2026; year++) {
      values[(int) (LocalDate.of(year, 12, 1).toEpochDay() - start.toEpochDay())] = 36_500;
    }
    SeriesForecast forecast =
        ScheduledForecaster.forecast(
            new DailySeries("team:a", start, values), Map.of(), SETTINGS, List.of());
    for (ForecastPoint day : forecast.days()) {
      assertThat(day.mean())
          .as(day.date().toString())
          .isEqualTo(day.date().equals(LocalDate.of(2026, 12, 1)) ? 36_500.0 : 0.0);
    }
  }

  @Test
  void chargesOnRandomDaysAreForecastAsBefore() {
    Random random = new Random(31);
    double[] values = values(day -> random.nextInt(12) == 0 ? 400.0 + random.nextInt(200) : 0);
    DailySeries history = history(values);
    assertThat(ScheduledForecaster.forecast(history, Map.of(), SETTINGS, List.of()).days())
        .isEqualTo(DrivenForecaster.forecast(history, SETTINGS, List.of()).days());
  }

  private static DailySeries history(double[] values) {
    return new DailySeries("team:a", START, values);
  }

  private static double[] usage() {
    Random random = new Random(17);
    return values(
        day ->
            (double)
                Math.round(
                    (day.getDayOfWeek().getValue() > 5 ? 60 : 100) + 4 * random.nextGaussian()));
  }

  /** 3,000 on the 10th of November, February, May and August. */
  private static double[] quarterly() {
    return values(day -> day.getDayOfMonth() == 10 && day.getMonthValue() % 3 == 2 ? 3000.0 : 0);
  }

  private static double[] values(Function<LocalDate, Double> value) {
    double[] values = new double[DAYS];
    for (int t = 0; t < DAYS; t++) {
      values[t] = value.apply(START.plusDays(t));
    }
    return values;
  }
}
