package io.almanac.jobs.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What is known of the future, and what might become of it.
 *
 * @param drivers the CSV file of drivers, if any
 * @param effects which series the drivers may move
 * @param scenarios the YAML file of scenarios, if any
 */
public record PlanSetting(
    Optional<Path> drivers, List<DriverEffectSetting> effects, Optional<Path> scenarios) {
  /** Nothing is known. */
  public static final PlanSetting NONE =
      new PlanSetting(Optional.empty(), List.of(), Optional.empty());

  /** The kinds of drivers, as settings name them. */
  static final List<String> KINDS = List.of("volume", "rate");

  /** Copies its list. */
  public PlanSetting {
    effects = List.copyOf(effects);
  }

  /** The drivers that may move a series. */
  public Set<String> driverNames() {
    return effects.stream().map(DriverEffectSetting::driver).collect(Collectors.toSet());
  }

  /**
   * One driver, and what it may move.
   *
   * @param driver its name in the file of drivers
   * @param kind {@code volume} or {@code rate}
   * @param series names of series, such as {@code team:vision}
   * @param elasticity of a volume; empty to estimate it
   * @param share of the series that a rate prices, 0 to 1
   */
  public record DriverEffectSetting(
      String driver, String kind, List<String> series, Optional<Double> elasticity, double share) {
    /** Copies its list. */
    public DriverEffectSetting {
      series = List.copyOf(series);
    }
  }
}
