package io.almanac.forecasting;

import io.almanac.forecasting.automatic.AutomaticForecaster;
import io.almanac.forecasting.automatic.Combination;
import io.almanac.forecasting.automatic.Frequency;
import io.almanac.forecasting.automatic.SeriesKind;
import io.almanac.forecasting.driver.DriverUse;
import io.almanac.forecasting.schedule.ScheduledCharges;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Forecasts a daily series some of whose charges come on days of their own: they are taken out,
 * continued by the calendar that they follow, and added back to the forecast of the rest.
 *
 * <p>It is done only where it would have been better: at the past origins of the night, the errors
 * of days must be smaller than without, and those of the sums of four weeks no larger. An origin
 * knows of the charges that came before it alone; which of them are set apart is decided once, as
 * of today.
 */
public final class ScheduledForecaster {
  private static final int MONTH = 28;

  private ScheduledForecaster() {}

  /**
   * Forecasts the days after the history. Without charges that follow a calendar it is what {@link
   * DrivenForecaster#forecast} gives, to the last bit. A series that has nothing else, such as one
   * of monthly fees and credits, follows its calendar whether or not its parts are known.
   *
   * @param scheduled by kind: the part of each value that is charged so, 0 where nothing is; as
   *     many as the history has
   * @param drivers that may move the rest of the series
   * @throws IllegalArgumentException when the history has no value at all
   */
  public static SeriesForecast forecast(
      DailySeries history,
      Map<String, double[]> scheduled,
      ForecastSettings settings,
      List<DriverUse> drivers) {
    int older = history.length() - AutomaticForecaster.LONGEST_HISTORY;
    if (older > 0 && !scheduled.isEmpty()) {
      Map<String, double[]> newest = new TreeMap<>();
      scheduled.forEach(
          (kind, values) -> newest.put(kind, Arrays.copyOfRange(values, older, history.length())));
      double[] values = Arrays.copyOfRange(history.values(), older, history.length());
      return Forecaster.withoutOldest(
          forecast(
              new DailySeries(history.id(), history.dateAt(older), values),
              newest,
              settings,
              drivers),
          older);
    }
    SeriesForecast whole = whole(history, settings, drivers);
    Optional<ScheduledCharges> charges =
        ScheduledCharges.find(
            history.start(), scheduled, settings.horizonDays(), settings.holidays());
    if (charges.isEmpty()) {
      return whole;
    }
    SeriesForecast apart = apart(history, charges.get(), settings, drivers);
    if (isBetter(apart.evidence().replayed(), whole.evidence().replayed())) {
      return apart;
    }
    Explanation why =
        whole
            .explanation()
            .noting(
                "Charges of the kind "
                    + String.join(", ", charges.get().kinds())
                    + " are not forecast apart: past forecasts were not better with it.");
    return whole.with(means(whole), whole.evidence(), why);
  }

  /** A series without its parts: by models, or by its calendar where it has nothing else. */
  private static SeriesForecast whole(
      DailySeries history, ForecastSettings settings, List<DriverUse> drivers) {
    SeriesForecast whole = DrivenForecaster.forecast(history, settings, drivers);
    if (SeriesKind.of(history.values(), Frequency.DAILY) != SeriesKind.INTERMITTENT) {
      return whole;
    }
    return ScheduledCharges.whole(
            history.start(), history.values(), settings.horizonDays(), settings.holidays())
        .map(charges -> apart(history, charges, settings, drivers))
        .filter(apart -> isBetter(apart.evidence().replayed(), whole.evidence().replayed()))
        .orElse(whole);
  }

  /** By errors alone: a yearly charge may not have been due at any origin, and nothing else is. */
  private static boolean isBetter(Backtest apart, Backtest whole) {
    double sums = apart.sumWape(MONTH);
    return apart.meanAbsoluteError() < whole.meanAbsoluteError()
        && (Double.isNaN(sums) || sums <= whole.sumWape(MONTH));
  }

  private static SeriesForecast apart(
      DailySeries history,
      ScheduledCharges charges,
      ForecastSettings settings,
      List<DriverUse> drivers) {
    double[] values = history.values();
    SeriesForecast rest =
        DrivenForecaster.forecast(
            new DailySeries(history.id(), history.start(), charges.rest(values)),
            settings,
            drivers);
    boolean neverNegative = Arrays.stream(values).noneMatch(value -> value < 0);
    double[] means =
        rest.shifted(charges.ahead(settings.horizonDays())).days().stream()
            .mapToDouble(ForecastPoint::mean)
            .map(mean -> neverNegative ? Math.max(0, mean) : mean)
            .toArray();
    List<Combination.Origin> origins = Backtest.origins(values, settings.horizonDays());
    Backtest calibration = with(rest.evidence().calibration(), charges, origins, neverNegative);
    return new SeriesForecast(
        history.id(),
        rest.isCombination() ? rest.model() : SeriesForecast.SCHEDULE,
        history.start(),
        history.dateAt(history.length() - 1),
        means,
        neverNegative,
        settings.levels(),
        new Evidence(
            calibration,
            with(rest.evidence().replayed(), charges, origins, neverNegative),
            Baselines.runRate(values, origins),
            Baselines.seasonalNaive(values, origins)),
        Doubt.of(values, calibration, means.length),
        Forecaster.seasonalChange(values),
        rest.explanation().with(charges.rules()));
  }

  /** The errors of the rest with those of the charges on top. */
  private static Backtest with(
      Backtest rest,
      ScheduledCharges charges,
      List<Combination.Origin> origins,
      boolean neverNegative) {
    double[][] errors = new double[rest.errors().length][];
    double[][] actuals = new double[errors.length][];
    for (int k = 0; k < errors.length; k++) {
      int known = origins.get(k).known();
      int ahead = rest.errors()[k].length;
      double[] more = charges.errors(known, ahead);
      double[] came = charges.came(known, known + ahead);
      errors[k] = new double[ahead];
      actuals[k] = new double[ahead];
      for (int h = 0; h < ahead; h++) {
        actuals[k][h] = rest.actuals()[k][h] + came[h];
        double error = rest.errors()[k][h] + more[h];
        errors[k][h] = neverNegative ? Math.max(error, -actuals[k][h]) : error;
      }
    }
    return new Backtest(errors, actuals);
  }

  private static double[] means(SeriesForecast forecast) {
    return forecast.days().stream().mapToDouble(ForecastPoint::mean).toArray();
  }
}
