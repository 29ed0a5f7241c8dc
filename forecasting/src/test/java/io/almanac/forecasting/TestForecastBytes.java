package io.almanac.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverUse;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestForecastBytes {
  private static final LocalDate START = LocalDate.of(2026, 1, 1);
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(60, List.of(0.8, 0.95), List.of(START.plusDays(5)));
  private static final TreeMap<String, double[]> NONE = new TreeMap<>();
  private static final Random RANDOM = new Random(5);
  private static final double[] NOISE = RANDOM.doubles(4000, -10, 10).toArray();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "regular",
        "constant",
        "ended",
        "intermittent",
        "negative",
        "short",
        "one",
        "long"
      })
  void everyKindOfForecastComesBackToTheLastBit(String kind) throws IOException {
    DailySeries history = history(kind);
    SeriesForecast forecast = Forecaster.forecast(history, SETTINGS);
    assertSame(ForecastBytes.read(ForecastBytes.write(forecast, history), history), forecast);
  }

  @Test
  void driversAndTheRunRateComeBackAsWell() throws IOException {
    DailySeries history = history("regular");
    SeriesForecast driven = DrivenForecaster.forecast(history, SETTINGS, List.of(rate(0.5, 12)));
    assertThat(driven.explanation().drivers()).hasSize(1);
    assertSame(ForecastBytes.read(ForecastBytes.write(driven, history), history), driven);
    double[] fees = new double[200];
    double[] values = history.values();
    for (int t = 0; t < 200; t++) {
      fees[t] = START.plusDays(t).getDayOfMonth() == 9 ? 4000 : 0;
      values[t] += fees[t];
    }
    DailySeries withFees = new DailySeries("s", START, values);
    SeriesForecast scheduled =
        ScheduledForecaster.forecast(withFees, Map.of("tax", fees), SETTINGS, List.of());
    assertSame(ForecastBytes.read(ForecastBytes.write(scheduled, withFees), withFees), scheduled);
    SeriesForecast runRate = Forecaster.runRate(history, SETTINGS, "Because – so.");
    assertSame(ForecastBytes.read(ForecastBytes.write(runRate, history), history), runRate);
  }

  @Test
  void aSeriesTakesLittleRoom() {
    DailySeries history = history("regular");
    SeriesForecast forecast =
        Forecaster.forecast(history, new ForecastSettings(180, List.of(0.8), List.of()));
    assertThat(ForecastBytes.write(forecast, history)).hasSizeLessThan(25_000);
  }

  @Test
  void whatIsNoForecastIsRefused() {
    DailySeries history = history("short");
    byte[] bytes = ForecastBytes.write(Forecaster.forecast(history, SETTINGS), history);
    for (byte[] wrong :
        List.of(new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(bytes, bytes.length / 2))) {
      assertThatThrownBy(() -> ForecastBytes.read(wrong, history)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whateverAForecastDependsOnChangesItsFingerprint() {
    DailySeries history = history("short");
    double[] values = history.values();
    values[3] = Math.nextUp(values[3]);
    Map<String, String> prints = new LinkedHashMap<>();
    List<DriverUse> none = List.of();
    prints.put("as it is", FitFingerprint.of(history, NONE, SETTINGS, none, "a"));
    prints.put("build", FitFingerprint.of(history, NONE, SETTINGS, none, "b"));
    prints.put(
        "a value",
        FitFingerprint.of(new DailySeries("s", START, values), NONE, SETTINGS, none, "a"));
    prints.put(
        "dates",
        FitFingerprint.of(
            new DailySeries("s", START.plusDays(1), history.values()), NONE, SETTINGS, none, "a"));
    prints.put(
        "name",
        FitFingerprint.of(
            new DailySeries("t", START, history.values()), NONE, SETTINGS, none, "a"));
    prints.put("horizon", with(history, 61, List.of(0.8, 0.95), SETTINGS.holidays()));
    prints.put("levels", with(history, 60, List.of(0.8), SETTINGS.holidays()));
    prints.put("holidays", with(history, 60, SETTINGS.levels(), List.of(START.plusDays(6))));
    TreeMap<String, double[]> tax = new TreeMap<>(Map.of("tax", new double[20]));
    prints.put("scheduled", FitFingerprint.of(history, tax, SETTINGS, none, "a"));
    tax.get("tax")[7] = 1;
    prints.put("its charges", FitFingerprint.of(history, tax, SETTINGS, none, "a"));
    prints.put("driver", FitFingerprint.of(history, NONE, SETTINGS, List.of(rate(0.5, 12)), "a"));
    prints.put(
        "its share", FitFingerprint.of(history, NONE, SETTINGS, List.of(rate(0.6, 12)), "a"));
    prints.put(
        "its value", FitFingerprint.of(history, NONE, SETTINGS, List.of(rate(0.5, 13)), "a"));
    assertThat(prints.values()).doesNotHaveDuplicates().allMatch(one -> one.length() == 64);
    assertThat(FitFingerprint.of(history("short"), NONE, SETTINGS, none, "a"))
        .isEqualTo(prints.get("as it is"));
  }

  private static String with(
      DailySeries history, int horizon, List<Double> levels, Collection<LocalDate> holidays) {
    return FitFingerprint.of(
        history, NONE, new ForecastSettings(horizon, levels, holidays), List.of(), "a");
  }

  private static DriverUse rate(double share, double later) {
    double[] values = new double[300];
    Arrays.fill(values, Double.NaN);
    values[0] = 10;
    values[250] = later;
    return new DriverUse(
        DrivenForecaster.follow(
            new Driver("price", Driver.Kind.RATE, START, values), START.plusDays(199), 60),
        share);
  }

  private static DailySeries history(String kind) {
    return switch (kind) {
      case "regular" -> series(200, t -> 100 + (t % 7 < 2 ? -40 : 0) + NOISE[t]);
      case "constant" -> series(100, t -> 42);
      case "ended" -> series(200, t -> t < 60 ? 40 + NOISE[t] : 0);
      case "intermittent" -> series(200, t -> t % 5 == 0 ? 50 + NOISE[t] : 0);
      case "negative" -> series(200, t -> NOISE[t]);
      case "short" -> series(20, t -> 10 + NOISE[t] / 10);
      case "one" -> series(1, t -> 7);
      case "long" -> series(3100, t -> 100 + NOISE[t]);
      default -> throw new IllegalArgumentException(kind);
    };
  }

  private static DailySeries series(int days, IntToDoubleFunction value) {
    double[] values = new double[days];
    for (int t = 0; t < days; t++) {
      values[t] = value.applyAsDouble(t);
    }
    return new DailySeries("s", START, values);
  }

  /** By what is published of them, and by what reconciliation and scenarios make of them. */
  private static void assertSame(SeriesForecast actual, SeriesForecast expected) {
    assertThat(actual.id()).isEqualTo(expected.id());
    assertThat(actual.model()).isEqualTo(expected.model());
    assertThat(actual.trainingStart()).isEqualTo(expected.trainingStart());
    assertThat(actual.trainingEnd()).isEqualTo(expected.trainingEnd());
    assertThat(actual.days()).isEqualTo(expected.days());
    assertThat(actual.accuracy()).isEqualTo(expected.accuracy());
    assertThat(actual.levels()).isEqualTo(expected.levels());
    assertThat(actual.isNeverNegative()).isEqualTo(expected.isNeverNegative());
    assertThat(Double.valueOf(actual.seasonalChange()))
        .isEqualTo(Double.valueOf(expected.seasonalChange()));
    assertThat(actual.doubt().scale()).isEqualTo(expected.doubt().scale());
    assertThat(actual.doubt().degreesOfFreedom()).isEqualTo(expected.doubt().degreesOfFreedom());
    assertThat(actual.explanation()).isEqualTo(expected.explanation());
    assertThat(List.copyOf(actual.explanation().weights().keySet()))
        .isEqualTo(List.copyOf(expected.explanation().weights().keySet()));
    LocalDate first = expected.trainingEnd().plusDays(3);
    assertThat(actual.total(first, first.plusDays(31)))
        .isEqualTo(expected.total(first, first.plusDays(31)));
    assertSame(actual.evidence().calibration(), expected.evidence().calibration());
    assertSame(actual.evidence().replayed(), expected.evidence().replayed());
    assertSame(actual.evidence().runRate(), expected.evidence().runRate());
    assertSame(actual.evidence().seasonalNaive(), expected.evidence().seasonalNaive());
  }

  private static void assertSame(Backtest actual, Backtest expected) {
    // Bit by bit: what is missing equals what is missing.
    assertThat(Arrays.deepEquals(actual.errors(), expected.errors())).isTrue();
    assertThat(Arrays.deepEquals(actual.actuals(), expected.actuals())).isTrue();
  }
}
