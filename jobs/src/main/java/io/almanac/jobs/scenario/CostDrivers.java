package io.almanac.jobs.scenario;

import io.almanac.forecasting.DrivenForecaster;
import io.almanac.forecasting.driver.Driver;
import io.almanac.forecasting.driver.DriverPath;
import io.almanac.forecasting.driver.DriverUse;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.config.PlanSetting;
import io.almanac.jobs.config.PlanSetting.DriverEffectSetting;
import io.almanac.jobs.config.Suggestion;
import io.almanac.jobs.forecast.SeriesKey;
import io.almanac.jobs.mart.Owners;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The drivers of one night, and which series each of them may move.
 *
 * @param drivers by name; only those that may move a series
 * @param effects what they may move
 */
public record CostDrivers(Map<String, Driver> drivers, List<DriverEffectSetting> effects) {
  /** No drivers. */
  public static final CostDrivers NONE = new CostDrivers(Map.of(), List.of());

  /** Copies its collections. */
  public CostDrivers {
    drivers = Map.copyOf(drivers);
    effects = List.copyOf(effects);
  }

  /**
   * Reads the drivers that the settings give an effect.
   *
   * @throws AlmanacException with every problem of the file, or every driver that it lacks
   */
  public static CostDrivers load(PlanSetting plans) {
    if (plans.drivers().isEmpty()) {
      return NONE;
    }
    Map<String, NavigableMap<LocalDate, Double>> values =
        DriverFile.read(plans.drivers().get(), "date");
    List<String> problems = new ArrayList<>();
    Map<String, Driver> drivers = new TreeMap<>();
    Set<List<String>> seen = new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));
    for (DriverEffectSetting effect : plans.effects()) {
      if (!values.containsKey(effect.driver())) {
        problems.add(
            "Cannot find driver in %s: %s. %s"
                .formatted(
                    plans.drivers().get(),
                    effect.driver(),
                    didYouMean(effect.driver(), values.keySet())));
        continue;
      }
      for (String series : effect.series()) {
        if (!seen.add(List.of(effect.driver(), series))) {
          problems.add(
              "Cannot use driver twice for one series: %s for %s. Remove one of driver-effects."
                  .formatted(effect.driver(), series));
        }
      }
      Driver.Kind kind =
          effect.kind().equals(Driver.Kind.RATE.text()) ? Driver.Kind.RATE : Driver.Kind.VOLUME;
      Driver driver = driver(effect.driver(), kind, values.get(effect.driver()));
      Driver other = drivers.putIfAbsent(effect.driver(), driver);
      if (other != null && other.kind() != driver.kind()) {
        problems.add(
            "Cannot use driver as volume and as rate: %s. Choose one kind in all driver-effects."
                .formatted(effect.driver()));
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return new CostDrivers(drivers, plans.effects());
  }

  /**
   * Reads drivers that may move any series, all of them volumes: CSV with the header {@code
   * driver,ds,value}.
   *
   * @throws AlmanacException with every problem of the file
   */
  public static List<Driver> volumes(Path file) {
    List<Driver> drivers = new ArrayList<>();
    DriverFile.read(file, "ds")
        .forEach((name, values) -> drivers.add(driver(name, Driver.Kind.VOLUME, values)));
    return drivers;
  }

  /**
   * What may move each series, followed over the horizon.
   *
   * @param known the series that are forecast
   * @param lastSettledDay the last day that they learn from
   * @throws AlmanacException with every series that is not forecast
   */
  public Map<SeriesKey, List<DriverUse>> uses(
      Collection<SeriesKey> known, LocalDate lastSettledDay, int horizonDays) {
    Map<String, List<SeriesKey>> byName = new TreeMap<>();
    known.forEach(
        key -> byName.computeIfAbsent(key.series(), unseen -> new ArrayList<>()).add(key));
    List<String> problems = new ArrayList<>();
    Map<String, DriverPath> paths = new TreeMap<>();
    drivers.forEach(
        (name, driver) ->
            paths.put(name, DrivenForecaster.follow(driver, lastSettledDay, horizonDays)));
    Map<SeriesKey, List<DriverUse>> uses = new LinkedHashMap<>();
    for (DriverEffectSetting effect : effects) {
      for (String series : effect.series()) {
        List<SeriesKey> keys = byName.get(normalised(series));
        if (keys == null) {
          problems.add(
              "Cannot use driver %s for series that is not forecast: %s. %s"
                  .formatted(effect.driver(), series, didYouMean(series, byName.keySet())));
          continue;
        }
        double given =
            effect.kind().equals(Driver.Kind.RATE.text())
                ? effect.share()
                : effect.elasticity().orElse(Double.NaN);
        for (SeriesKey key : keys) {
          uses.computeIfAbsent(key, unseen -> new ArrayList<>())
              .add(new DriverUse(paths.get(effect.driver()), given));
        }
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return uses;
  }

  static String didYouMean(String word, Collection<String> known) {
    return Suggestion.nearest(word, known)
        .map(near -> "Did you mean " + near + "?")
        .orElse("Known are " + String.join(", ", known) + ".");
  }

  private static String normalised(String series) {
    int colon = series.indexOf(':');
    String type = series.substring(0, colon);
    String name = Owners.normalised(type.replace('-', '_'), series.substring(colon + 1));
    return type + ":" + (name == null || name.equals(Owners.UNALLOCATED) ? "" : name);
  }

  private static Driver driver(
      String name, Driver.Kind kind, NavigableMap<LocalDate, Double> values) {
    LocalDate start = values.firstKey();
    double[] daily = new double[(int) ChronoUnit.DAYS.between(start, values.lastKey()) + 1];
    Arrays.fill(daily, Double.NaN);
    values.forEach((day, value) -> daily[(int) ChronoUnit.DAYS.between(start, day)] = value);
    return new Driver(name, kind, start, daily);
  }
}
