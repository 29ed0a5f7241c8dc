package io.almanac.jobs.forecast;

import io.almanac.forecasting.ReconciliationMethod;
import io.almanac.jobs.config.AlmanacConfig.ForecastSetting;
import java.util.List;

/**
 * What is forecast and published besides the total, and how it is made to add up.
 *
 * @param types the levels, teams first
 * @param method how they are made to sum to the same total
 */
public record ForecastLevels(List<SeriesKey.Type> types, ReconciliationMethod method) {
  /** Teams alone, and the total that they give. */
  public static final ForecastLevels TEAMS =
      new ForecastLevels(List.of(SeriesKey.Type.TEAM), ReconciliationMethod.BOTTOM_UP);

  /** Sorts the levels, so that the order in which they were named does not matter. */
  public ForecastLevels {
    types = types.stream().sorted().toList();
  }

  /** The levels of a configuration. */
  public static ForecastLevels of(ForecastSetting setting) {
    return new ForecastLevels(
        setting.series().stream()
            .map(dimension -> SeriesKey.Type.valueOf(dimension.name()))
            .toList(),
        setting.reconciliation());
  }

  /** Whether a series is published, and adds up with the others of its level. */
  boolean hold(SeriesKey key) {
    return key.type() == SeriesKey.Type.TOTAL || types.contains(key.type());
  }
}
