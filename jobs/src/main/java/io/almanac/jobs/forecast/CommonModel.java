package io.almanac.jobs.forecast;

import io.almanac.forecasting.DailySeries;
import io.almanac.forecasting.DrivenForecaster;
import io.almanac.forecasting.automatic.Frequency;
import io.almanac.forecasting.automatic.SeriesKind;
import io.almanac.forecasting.global.GlobalModels;
import io.almanac.forecasting.global.GlobalSeries;
import io.almanac.forecasting.global.GlobalSettings;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One model of all series of a night, for nights with enough of them. With it a series' forecast
 * depends on the others, which is why it has to be asked for.
 */
public final class CommonModel {
  /** Fewer have too little in common to learn from. */
  public static final int FEWEST_SERIES = 50;

  /** Eight weeks before the oldest origin at which models are judged. */
  public static final int SHORTEST_HISTORY = 56 + DrivenForecaster.DAYS_JUDGED;

  private CommonModel() {}

  /**
   * Learns from all series but the totals, on the driver, from a bounded number of days.
   *
   * @return empty when there are too few series with a long enough history
   */
  public static Optional<GlobalModels> learn(
      DailyActuals actuals, LocalDate lastSettledDay, int horizonDays) {
    List<GlobalSeries> series = new ArrayList<>();
    actuals
        .series()
        .forEach(
            (key, costs) -> {
              Optional<DailySeries> daily = costs.toDaily(lastSettledDay);
              if (key.type() != SeriesKey.Type.TOTAL
                  && daily.isPresent()
                  && daily.get().length() >= SHORTEST_HISTORY
                  && SeriesKind.of(daily.get().values(), Frequency.DAILY) == SeriesKind.REGULAR) {
                series.add(
                    new GlobalSeries(
                        key.series() + " " + key.currency(),
                        daily.get().start(),
                        daily.get().values()));
              }
            });
    return series.size() < FEWEST_SERIES
        ? Optional.empty()
        : GlobalModels.fit(
            series,
            GlobalSettings.usual(Frequency.DAILY, horizonDays),
            lastSettledDay.minusDays(DrivenForecaster.DAYS_JUDGED));
  }
}
