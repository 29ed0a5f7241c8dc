package io.almanac.jobs.scenario;

import io.almanac.forecasting.Forecaster;
import io.almanac.forecasting.SeriesForecast;
import io.almanac.forecasting.driver.DriverEffect;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.forecast.SeriesKey;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/**
 * The forecasts of teams in a scenario: its changes are applied to those without it, one after the
 * other. A change is taken for certain; what the forecast itself may be off by moves with it.
 */
final class ScenarioOutlook {
  private static final int SCALE = 6;

  private final String currency;
  private final List<Double> levels;
  private final LocalDate firstDay;
  private final int days;
  private final NavigableMap<SeriesKey, SeriesForecast> teams;
  private final Map<SeriesKey, List<Change>> changes = new TreeMap<>();

  private ScenarioOutlook(
      NavigableMap<SeriesKey, SeriesForecast> baseline, String currency, List<Double> levels) {
    SeriesForecast any = baseline.firstEntry().getValue();
    this.currency = currency;
    this.levels = levels;
    this.firstDay = any.trainingEnd().plusDays(1);
    this.days = any.days().size();
    this.teams = new TreeMap<>(baseline);
  }

  /**
   * Applies a scenario.
   *
   * @param baseline the forecast of every team, at least one
   * @param currency that of new costs
   * @param levels probability content of the intervals
   * @throws AlmanacException with every change that is about a team without a forecast
   */
  static ScenarioOutlook of(
      Scenario scenario,
      NavigableMap<SeriesKey, SeriesForecast> baseline,
      String currency,
      List<Double> levels) {
    ScenarioOutlook outlook = new ScenarioOutlook(baseline, currency, levels);
    List<String> problems = new ArrayList<>();
    for (Change change : scenario.changes()) {
      int before = problems.size();
      for (String team : change.teams()) {
        if (change.kind() != Change.Kind.NEW_COST && outlook.keys(team).isEmpty()) {
          problems.add(outlook.unknown(scenario, team));
        }
      }
      if (problems.size() == before) {
        outlook.apply(change);
      }
    }
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return outlook;
  }

  /** The teams of the scenario, those that are new included. */
  NavigableMap<SeriesKey, SeriesForecast> teams() {
    return teams;
  }

  /** What has been changed of a team; nothing when nothing was. */
  List<Change> changes(SeriesKey team) {
    return changes.getOrDefault(team, List.of());
  }

  /** The changes that no team was there for, such as the growth of a driver that moves none. */
  List<Change> without(Scenario scenario) {
    return scenario.changes().stream()
        .filter(change -> changes.values().stream().noneMatch(some -> some.contains(change)))
        .toList();
  }

  private void apply(Change change) {
    switch (change.kind()) {
      case DRIVER_GROWTH -> new ArrayList<>(teams.keySet()).forEach(key -> grow(change, key));
      case PRICE_CHANGE -> {
        for (SeriesKey key : new ArrayList<>(teams.keySet())) {
          if (change.teams().isEmpty() || change.teams().contains(name(key))) {
            scale(change, key, change.factor());
          }
        }
      }
      case END ->
          keys(change.teams().get(0)).forEach(key -> scale(change, key, 1 - change.share()));
      case NEW_COST -> {
        SeriesKey key = key(change.teams().get(0), currency);
        teams.compute(
            key,
            (same, forecast) ->
                forecast == null
                    ? planned(same, amounts(change))
                    : forecast.shifted(amounts(change)));
        note(change, key);
      }
      case MIGRATION -> keys(change.teams().get(0)).forEach(key -> migrate(change, key));
    }
  }

  private void grow(Change change, SeriesKey key) {
    for (DriverEffect effect : teams.get(key).explanation().drivers()) {
      if (effect.driver().equals(change.driver()) && effect.elasticity().isUsed()) {
        double factor = effect.factor(change.factor());
        double doubt = effect.doubt(change.factor());
        teams.put(
            key,
            teams
                .get(key)
                .scaled(
                    byDay(day -> change.isActive(day) ? factor : 1),
                    byDay(day -> change.isActive(day) ? doubt : 0)));
        note(change, key);
      }
    }
  }

  private void scale(Change change, SeriesKey key, double factor) {
    teams.put(
        key,
        teams.get(key).scaled(byDay(day -> change.isActive(day) ? factor : 1), new double[days]));
    note(change, key);
  }

  private void migrate(Change change, SeriesKey from) {
    SeriesKey to = key(change.to(), from.currency());
    SeriesForecast moved =
        teams
            .get(from)
            .scaled(
                byDay(day -> change.isActive(day) ? change.share() * change.factor() : 0),
                new double[days]);
    scale(change, from, 1 - change.share());
    SeriesForecast there = teams.get(to);
    teams.put(to, (there == null ? planned(to, new double[days]) : there).plus(moved));
    if (!from.equals(to)) {
      note(change, to);
    }
  }

  private SeriesForecast planned(SeriesKey key, double[] amounts) {
    return Forecaster.planned(key.series(), firstDay.minusDays(1), amounts, levels);
  }

  /** New cost by day; the days of a month sum to the month's to the last digit. */
  private double[] amounts(Change change) {
    BigDecimal amount = BigDecimal.valueOf(change.amount());
    return byDay(
        day -> {
          if (!change.isActive(day)) {
            return 0;
          }
          if (!change.monthly()) {
            return change.amount();
          }
          int number = day.getDayOfMonth();
          return upTo(amount, number, day).subtract(upTo(amount, number - 1, day)).doubleValue();
        });
  }

  private static BigDecimal upTo(BigDecimal amount, int days, LocalDate month) {
    return amount
        .multiply(BigDecimal.valueOf(days))
        .divide(BigDecimal.valueOf(month.lengthOfMonth()), SCALE, RoundingMode.HALF_EVEN);
  }

  private double[] byDay(ToDoubleFunction<LocalDate> value) {
    double[] values = new double[days];
    for (int h = 0; h < days; h++) {
      values[h] = value.applyAsDouble(firstDay.plusDays(h));
    }
    return values;
  }

  private void note(Change change, SeriesKey key) {
    changes.computeIfAbsent(key, unseen -> new ArrayList<>()).add(change);
  }

  private List<SeriesKey> keys(String team) {
    return teams.keySet().stream().filter(key -> name(key).equals(team)).toList();
  }

  private String unknown(Scenario scenario, String team) {
    List<String> known = teams.keySet().stream().map(ScenarioOutlook::name).distinct().toList();
    return "Cannot apply scenario %s to team without a forecast: %s. %s"
        .formatted(scenario.name(), team, CostDrivers.didYouMean(team, known));
  }

  private static SeriesKey key(String team, String currency) {
    return new SeriesKey(SeriesKey.Type.TEAM, team.isEmpty() ? null : team, currency);
  }

  private static String name(SeriesKey key) {
    return key.name() == null ? "" : key.name();
  }
}
