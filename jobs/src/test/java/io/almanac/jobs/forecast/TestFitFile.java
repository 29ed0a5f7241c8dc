package io.almanac.jobs.forecast;

import static org.assertj.core.api.Assertions.assertThat;

import io.almanac.forecasting.DrivenForecaster;
import io.almanac.forecasting.ForecastSettings;
import io.almanac.forecasting.Forecaster;
import io.almanac.forecasting.SeriesForecast;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFitFile {
  private static final LocalDate FIRST = LocalDate.of(2026, 1, 1);
  private static final LocalDate SETTLED = FIRST.plusDays(119);
  private static final ForecastSettings SETTINGS =
      new ForecastSettings(30, List.of(0.8), List.of());

  @TempDir Path folder;

  @Test
  void anUnchangedSeriesIsTakenOverAndAChangedOneIsNot() {
    Path file = folder.resolve(FitFile.NAME);
    FitPlan before = plan(actuals(0), SETTLED, SETTINGS);
    Map<SeriesKey, SeriesForecast> fits = fits(before);
    FitFile.write(file, before, fits);

    FitFile.Found same = FitFile.read(file, plan(actuals(0), SETTLED, SETTINGS));
    assertThat(same.problem()).isEmpty();
    assertThat(same.fits().keySet()).containsExactlyElementsOf(fits.keySet());
    fits.forEach(
        (key, fit) -> {
          assertThat(same.fits().get(key).days()).isEqualTo(fit.days());
          assertThat(same.fits().get(key).accuracy()).isEqualTo(fit.accuracy());
          assertThat(same.fits().get(key).explanation()).isEqualTo(fit.explanation());
        });
    // A credit of a cent to one team, weeks ago.
    assertThat(FitFile.read(file, plan(actuals(0.01), SETTLED, SETTINGS)).fits().keySet())
        .containsExactly(key("b"));
    assertThat(FitFile.read(file, plan(actuals(0), SETTLED.minusDays(1), SETTINGS)).fits())
        .isEmpty();
    assertThat(
            FitFile.read(
                    file,
                    plan(actuals(0), SETTLED, new ForecastSettings(31, List.of(0.8), List.of())))
                .fits())
        .isEmpty();
  }

  @Test
  void holidaysOfATeamMoveThatTeamAlone() {
    FitPlan before = plan(actuals(0), SETTLED, SETTINGS);
    FitPlan after =
        FitPlan.of(
            actuals(0),
            SETTLED,
            ForecastLevels.TEAMS,
            SETTINGS,
            new SeriesContext(
                Map.of(), ScheduledCosts.NONE, Map.of("a", List.of(FIRST.plusDays(40)))));
    assertThat(after.tasks().get(key("a")).fingerprint())
        .isNotEqualTo(before.tasks().get(key("a")).fingerprint());
    assertThat(after.tasks().get(key("b")).fingerprint())
        .isEqualTo(before.tasks().get(key("b")).fingerprint());
  }

  @Test
  void whatIsKnownIsNotFittedAgain() {
    FitPlan plan = plan(actuals(0), SETTLED, SETTINGS);
    Map<SeriesKey, SeriesForecast> fits = fits(plan);
    // Without a Spark session nothing can be fitted.
    assertThat(plan.fit(null, fits)).isEqualTo(fits);
  }

  @Test
  void aRunRateIsTriedAgain() {
    Path file = folder.resolve(FitFile.NAME);
    FitPlan plan = plan(actuals(0), SETTLED, SETTINGS);
    Map<SeriesKey, SeriesForecast> fits = fits(plan);
    fits.put(
        key("a"), Forecaster.runRate(plan.tasks().get(key("a")).history(), SETTINGS, "It failed."));
    FitFile.write(file, plan, fits);
    assertThat(FitFile.read(file, plan).fits().keySet()).containsExactly(key("b"));
  }

  @Test
  void aDamagedFileGivesNothingAndSaysSo() throws IOException {
    Path file = folder.resolve(FitFile.NAME);
    FitPlan plan = plan(actuals(0), SETTLED, SETTINGS);
    FitFile.write(file, plan, fits(plan));
    byte[] whole = Files.readAllBytes(file);
    byte[] flipped = whole.clone();
    flipped[whole.length / 2] ^= 1;
    byte[] foreign = whole.clone();
    foreign[0] ^= 1;
    for (byte[] damaged :
        List.of(
            flipped, foreign, Arrays.copyOf(whole, whole.length - 1), new byte[0], new byte[9])) {
      Files.write(file, damaged);
      FitFile.Found found = FitFile.read(file, plan);
      assertThat(found.fits()).isEmpty();
      assertThat(found.problem().orElseThrow())
          .startsWith("Cannot take over the fits of the night before: " + file)
          .endsWith("Every series was fitted anew.");
    }
    Files.delete(file);
    assertThat(FitFile.read(file, plan)).isEqualTo(FitFile.Found.NOTHING);
  }

  private static Map<SeriesKey, SeriesForecast> fits(FitPlan plan) {
    Map<SeriesKey, SeriesForecast> fits = new TreeMap<>();
    plan.tasks()
        .forEach(
            (key, task) ->
                fits.put(key, DrivenForecaster.forecast(task.history(), SETTINGS, List.of())));
    return fits;
  }

  private static FitPlan plan(DailyActuals actuals, LocalDate settled, ForecastSettings settings) {
    return FitPlan.of(
        actuals, settled, ForecastLevels.TEAMS, settings, SeriesContext.ofDrivers(Map.of()));
  }

  /** Two teams and their total, which is not fitted; team a got something back. */
  private static DailyActuals actuals(double credit) {
    TreeMap<SeriesKey, CostSeries> series = new TreeMap<>();
    Random random = new Random(3);
    for (String team : List.of("a", "b")) {
      TreeMap<LocalDate, BigDecimal> costs = new TreeMap<>();
      for (int t = 0; t < 120; t++) {
        double cost = (t % 7 >= 5 ? 60 : 110) + 5 * random.nextGaussian();
        boolean credited = team.equals("a") && t == 80;
        costs.put(FIRST.plusDays(t), BigDecimal.valueOf(cost - (credited ? credit : 0)));
      }
      series.put(key(team), new CostSeries(key(team), costs));
      SeriesKey total = new SeriesKey(SeriesKey.Type.TOTAL, null, "USD");
      series.merge(total, new CostSeries(total, costs), CostSeries::plus);
    }
    return new DailyActuals(series);
  }

  private static SeriesKey key(String team) {
    return new SeriesKey(SeriesKey.Type.TEAM, team, "USD");
  }
}
