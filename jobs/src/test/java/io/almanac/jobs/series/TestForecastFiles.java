package io.almanac.jobs.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.forecasting.driver.Driver;
import io.almanac.jobs.SparkTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestForecastFiles {
  private static final List<Double> LEVELS = List.of(0.8, 0.95);

  @TempDir private Path folder;

  @Test
  void everySeriesHasALineForEachStepAndReasons() throws IOException {
    List<TidySeries> series = List.of(week("b", 200), week("a", 100), missing());

    List<FittedSeries> fitted = FittedSeries.fit(SparkTest.spark(), series, 7, LEVELS, List.of());
    List<Path> files = new ForecastFiles(folder, LEVELS).write(null, fitted);

    List<String> lines = Files.readAllLines(files.get(0));
    assertThat(lines).hasSize(1 + 2 * 7);
    assertThat(lines.get(0)).isEqualTo("unique_id,ds,mean,lo_80,hi_80,lo_95,hi_95");
    assertThat(lines.get(1)).startsWith("b,2026-07-20,");
    assertThat(Files.readString(files.get(1)))
        .contains("a,taken as regular")
        .contains("missing,\"no value at all, so no forecast\"");
    assertThat(Files.readString(files.get(2))).startsWith("<svg").contains("polyline");
  }

  @Test
  void aProvenDriverMovesItsSeriesAndNoOther() {
    Random random = new Random(4);
    double[] requests = new double[214];
    double[] cost = new double[200];
    double log = 0;
    for (int t = 0; t < requests.length; t++) {
      log += 0.05 * random.nextGaussian();
      requests[t] = t < 200 ? 1000 * Math.exp(log) : 2 * requests[199];
      if (t < 200) {
        cost[t] = 50 * Math.pow(requests[t], 0.5) * Math.exp(0.01 * random.nextGaussian());
      }
    }
    LocalDateTime start = LocalDateTime.of(2026, 1, 1, 0, 0);
    TidySeries driven = new TidySeries("driven", Frequency.DAILY, start, cost);
    Driver driver = new Driver("requests", Driver.Kind.VOLUME, start.toLocalDate(), requests);

    List<FittedSeries> fitted =
        FittedSeries.fit(
            SparkTest.spark(),
            List.of(driven, week("b", 180)),
            14,
            LEVELS,
            List.of(),
            List.of(driver));
    List<FittedSeries> plain =
        FittedSeries.fit(SparkTest.spark(), List.of(week("b", 180)), 14, LEVELS, List.of());

    assertThat(fitted.get(0).mean()[13] / cost[199]).isBetween(1.3, 1.5);
    assertThat(fitted.get(0).reasons())
        .anyMatch(reason -> reason.matches("driver requests has elasticity 0\\.(49|50).*"))
        .anyMatch(reason -> reason.endsWith("given on 100 % of the days ahead"));
    assertThat(fitted.get(1).mean()).isEqualTo(plain.get(0).mean());
    assertThat(fitted.get(1).reasons()).contains("driver requests is not proven");
  }

  @Test
  void oneMoreSeriesChangesNoOther() {
    List<TidySeries> few = List.of(week("a", 150), week("b", 180));
    List<TidySeries> more = new ArrayList<>(few);
    for (int i = 0; i < 40; i++) {
      more.add(0, week("c" + i, 90 + i));
    }

    List<FittedSeries> alone = FittedSeries.fit(SparkTest.spark(), few, 14, LEVELS, List.of());
    List<FittedSeries> among = FittedSeries.fit(SparkTest.spark(), more, 14, LEVELS, List.of());

    for (int i = 0; i < few.size(); i++) {
      assertThat(among.get(40 + i).mean()).isEqualTo(alone.get(i).mean());
      assertThat(among.get(40 + i).upper().get(0.8)).isEqualTo(alone.get(i).upper().get(0.8));
    }
  }

  @Test
  void datesOfWeeksAreKnown() {
    // A fee of 700 in every week that holds the first of a month, on top of 1,000 and a little.
    double[] values = new double[90];
    LocalDateTime monday = LocalDateTime.of(2025, 1, 6, 0, 0);
    Random random = new Random(8);
    for (int week = 0; week < values.length; week++) {
      values[week] = 1000 + 10 * random.nextGaussian() + (holdsTheFirst(monday, week) ? 700 : 0);
    }
    TidySeries weekly = new TidySeries("weekly", Frequency.WEEKLY, monday, values);

    FittedSeries fitted =
        FittedSeries.fit(SparkTest.spark(), List.of(weekly), 9, LEVELS, List.of()).get(0);

    assertThat(fitted.reasons()).anyMatch(reason -> reason.startsWith("day 1 is "));
    for (int h = 0; h < 9; h++) {
      boolean fee = holdsTheFirst(monday, values.length + h);
      assertThat(fitted.mean()[h])
          .as("week " + h)
          .isBetween(fee ? 1600.0 : 900.0, fee ? 1800.0 : 1100.0);
    }
  }

  private static boolean holdsTheFirst(LocalDateTime start, int week) {
    return start.plusWeeks(week).plusDays(6).getDayOfMonth() <= 7;
  }

  @Test
  void parquetHoldsTheSameNumbers() {
    List<FittedSeries> fitted =
        FittedSeries.fit(SparkTest.spark(), List.of(week("a", 150)), 5, LEVELS, List.of());

    Path file = new ForecastFiles(folder, LEVELS).write(SparkTest.spark(), fitted).get(0);

    List<Double> means =
        SparkTest.spark()
            .read()
            .parquet(file.toString())
            .orderBy("ds")
            .select("mean")
            .collectAsList()
            .stream()
            .map(row -> row.getDouble(0))
            .toList();
    assertThat(means)
        .containsExactlyElementsOf(Arrays.stream(fitted.get(0).mean()).boxed().toList());
  }

  private static TidySeries missing() {
    double[] none = new double[50];
    Arrays.fill(none, Double.NaN);
    return new TidySeries("missing", Frequency.DAILY, LocalDateTime.of(2026, 1, 1, 0, 0), none);
  }

  private static TidySeries week(String id, int length) {
    Random random = new Random(length);
    double[] values = new double[length];
    for (int t = 0; t < length; t++) {
      values[t] = 50 + t % 7 + random.nextGaussian();
    }
    return new TidySeries(id, Frequency.DAILY, LocalDateTime.of(2026, 1, 1, 0, 0), values);
  }
}
