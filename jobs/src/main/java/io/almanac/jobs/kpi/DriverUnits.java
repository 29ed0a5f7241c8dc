package io.almanac.jobs.kpi;

import io.almanac.jobs.config.PlanSetting;
import io.almanac.jobs.config.PlanSetting.DriverEffectSetting;
import io.almanac.jobs.mart.Owners;
import io.almanac.jobs.scenario.DriverValues;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * How many units of a driver a month had, and whose cost they are compared with.
 *
 * @param driver the driver's name
 * @param teams the teams whose cost it is; empty for the cost of all
 * @param monthly units by month; a month without any is left out
 */
public record DriverUnits(String driver, Set<String> teams, Map<YearMonth, BigDecimal> monthly) {

  /** Copies its collections. */
  public DriverUnits {
    teams = Set.copyOf(teams);
    monthly = new TreeMap<>(monthly);
  }

  /**
   * The units of all drivers but rates, which are prices and do not sum up. The cost is that of the
   * team in the driver's name ({@code requests:vision}), or that of the teams that the settings say
   * the driver moves, or else the total.
   *
   * @param last the last day that counts
   */
  public static List<DriverUnits> of(DriverValues values, PlanSetting plans, LocalDate last) {
    List<DriverUnits> units = new ArrayList<>();
    for (String driver : values.names()) {
      List<DriverEffectSetting> effects =
          plans.effects().stream().filter(effect -> effect.driver().equals(driver)).toList();
      if (effects.stream().noneMatch(effect -> effect.kind().equals("rate"))) {
        units.add(new DriverUnits(driver, teams(driver, effects), values.monthly(driver, last)));
      }
    }
    return units;
  }

  /** {@code total}, or {@code team:<name>} of each team, sorted, separated by commas. */
  String scope() {
    return teams.isEmpty()
        ? "total"
        : teams.stream().sorted().map(team -> "team:" + team).collect(Collectors.joining(","));
  }

  private static Set<String> teams(String driver, List<DriverEffectSetting> effects) {
    Set<String> teams = new TreeSet<>();
    DriverValues.team(driver).ifPresent(teams::add);
    if (!teams.isEmpty()) {
      return teams;
    }
    for (DriverEffectSetting effect : effects) {
      for (String series : effect.series()) {
        String team = series.startsWith("team:") ? series.substring(5) : null;
        team = Owners.normalised("team", team);
        if (team == null || team.equals(Owners.UNALLOCATED)) {
          // A project's or cost centre's cost is not told apart here: the total is honest.
          return Set.of();
        }
        teams.add(team);
      }
    }
    return teams;
  }
}
