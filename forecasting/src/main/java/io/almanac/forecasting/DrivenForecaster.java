package io.almanac.forecasting;

import io.almanac.forecasting.automatic.AutomaticForecaster;
import io.almanac.forecasting.automatic.Combination;
import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverFactors;
import io.almanac.forecasting.driver.DriverPath;
import io.almanac.forecasting.driver.DriverUse;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/**
 * Forecasts a daily series that drivers move: their effect is estimated, removed, the rest forecast
 * as any series is, and the effect added back with what the drivers will be.
 *
 * <p>What past origins know: nothing that came after them, neither the series nor any driver, nor
 * how strongly drivers move it. What {@link SeriesForecast#accuracy} says is therefore never better
 * for a plan that only hindsight knows, even where today's future of a driver is given. Intervals
 * are for today: they take a given future as certain, and have in them what forecasts of the other
 * drivers were wrong by, and how well the elasticity is known.
 */
public final class DrivenForecaster {
  /** How many days before the last one the oldest origin lies at which models are judged. */
  public static final int DAYS_JUDGED = Backtest.MOST_ORIGINS * Backtest.STEP;

  private DrivenForecaster() {}

  /**
   * Follows a driver to the end of a horizon, for {@link #forecast}.
   *
   * @param lastDay the last day of the histories that it may move
   */
  public static DriverPath follow(Driver driver, LocalDate lastDay, int horizonDays) {
    return DriverPath.of(driver, lastDay, horizonDays, Backtest.MOST_ORIGINS, Backtest.STEP);
  }

  /**
   * Forecasts the days after the history. Without drivers, and without one that the history proves,
   * it is what {@link Forecaster#forecast} gives, to the last bit.
   *
   * @param drivers that may move the series, followed from the last day of its history over the
   *     horizon of the settings
   * @throws IllegalArgumentException when the history has no value at all
   */
  public static SeriesForecast forecast(
      DailySeries history, ForecastSettings settings, List<DriverUse> drivers) {
    int older = history.length() - AutomaticForecaster.LONGEST_HISTORY;
    if (older > 0) {
      double[] newest = Arrays.copyOfRange(history.values(), older, history.length());
      return Forecaster.withoutOldest(
          forecast(new DailySeries(history.id(), history.dateAt(older), newest), settings, drivers),
          older);
    }
    if (drivers.isEmpty() || Arrays.stream(history.values()).allMatch(Double::isNaN)) {
      return Forecaster.forecast(history, settings);
    }
    double[] values = history.values();
    DriverFactors factors =
        DriverFactors.learn(
            values, history.start(), settings.horizonDays(), drivers, DriverFactors.NOW);
    if (factors.isEmpty()) {
      SeriesForecast plain = Forecaster.forecast(history, settings);
      Explanation why = plain.explanation().with(factors.effects(means(plain)));
      return plain.with(means(plain), plain.evidence(), why);
    }
    SeriesForecast rest =
        Forecaster.forecast(
            new DailySeries(history.id(), history.start(), factors.remove(values)), settings);
    SeriesForecast calibrated =
        rest.with(means(rest), calibrated(history, rest, factors), rest.explanation());
    SeriesForecast driven = calibrated.scaled(factors.ahead(), factors.doubts());
    return new SeriesForecast(
        history.id(),
        rest.model(),
        rest.trainingStart(),
        rest.trainingEnd(),
        means(driven),
        rest.isNeverNegative(),
        rest.levels(),
        evidence(history, settings, drivers, driven.evidence().calibration()),
        driven.doubt(),
        Forecaster.seasonalChange(values),
        rest.explanation().with(factors.effects(means(driven))));
  }

  /** Errors of the rest, with what forecasts of the drivers would have added to them. */
  private static Evidence calibrated(
      DailySeries history, SeriesForecast rest, DriverFactors factors) {
    Backtest before = rest.evidence().calibration();
    double[][] errors = new double[before.errors().length][];
    for (int k = 0; k < errors.length; k++) {
      int known = history.length() - (k + 1) * Backtest.STEP;
      double[] actuals = before.actuals()[k];
      double[] misjudged = factors.misjudged(k, known, actuals.length, history.start());
      errors[k] = new double[actuals.length];
      for (int h = 0; h < actuals.length; h++) {
        errors[k][h] = before.errors()[k][h] * misjudged[h] + actuals[h] * (misjudged[h] - 1);
      }
    }
    return new Evidence(
        new Backtest(errors, before.actuals()),
        rest.evidence().replayed(),
        rest.evidence().runRate(),
        rest.evidence().seasonalNaive());
  }

  private static Evidence evidence(
      DailySeries history,
      ForecastSettings settings,
      List<DriverUse> drivers,
      Backtest calibration) {
    double[] values = history.values();
    List<Combination.Origin> origins = Backtest.origins(values, settings.horizonDays());
    double[][] actuals = Forecaster.actuals(values, origins);
    double[][] errors = new double[origins.size()][];
    for (int k = 0; k < errors.length; k++) {
      Combination.Origin origin = origins.get(k);
      double[] then = Arrays.copyOf(values, origin.known());
      DriverFactors factors =
          DriverFactors.learn(then, history.start(), origin.ahead(), drivers, k);
      double[] ahead = factors.ahead();
      errors[k] =
          Forecaster.means(
              factors.remove(then), history.start(), settings.holidays(), origin.ahead());
      for (int h = 0; h < ahead.length; h++) {
        errors[k][h] = errors[k][h] * ahead[h] - actuals[k][h];
      }
    }
    return new Evidence(
        calibration,
        new Backtest(errors, actuals),
        Baselines.runRate(values, origins),
        Baselines.seasonalNaive(values, origins));
  }

  private static double[] means(SeriesForecast forecast) {
    return forecast.days().stream().mapToDouble(ForecastPoint::mean).toArray();
  }
}
