package io.almanac.forecasting.driver;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many times as high drivers make a series on every day of its history and after it, compared
 * with drivers at their mean level of the last four weeks and rates at their last value.
 */
public final class DriverFactors {
  /** Of the newest origin that is now, and not one of the past. */
  public static final int NOW = -1;

  private static final int RECENT = 28;

  private final int known;
  private final int horizon;
  private final LocalDate lastDay;
  private final List<DriverUse> uses;
  private final List<Elasticity> elasticities = new ArrayList<>();
  private final double[][] factors;
  private final double[][] logs;

  private DriverFactors(LocalDate lastDay, int known, int horizon, List<DriverUse> uses) {
    this.lastDay = lastDay;
    this.known = known;
    this.horizon = horizon;
    this.uses = uses;
    this.factors = new double[uses.size()][];
    this.logs = new double[uses.size()][];
  }

  /**
   * Learns from a history what its drivers do to it.
   *
   * @param values the history, one per day; NaN is missing
   * @param start the day of the first value
   * @param ahead days to look ahead
   * @param uses the drivers
   * @param origin from which origin of the past the drivers are seen; {@link #NOW} for none
   */
  public static DriverFactors learn(
      double[] values, LocalDate start, int ahead, List<DriverUse> uses, int origin) {
    LocalDate lastDay = start.plusDays(values.length - 1L);
    DriverFactors learnt = new DriverFactors(lastDay, values.length, ahead, List.copyOf(uses));
    List<double[]> paths = new ArrayList<>();
    Map<String, double[]> unknown = new TreeMap<>();
    for (DriverUse use : uses) {
      double[] path =
          origin == NOW
              ? use.path().over(start, values.length + ahead)
              : use.path().knownAt(origin, start, values.length + ahead);
      paths.add(path);
      if (path != null && use.isEstimated()) {
        unknown.put(use.path().name(), use.path().observed(start, values.length));
      }
    }
    Map<String, Elasticity> estimated = Elasticities.estimate(values, start, unknown);
    for (int i = 0; i < uses.size(); i++) {
      learnt.add(i, paths.get(i), estimated.get(uses.get(i).path().name()));
    }
    return learnt;
  }

  /** Whether any driver is used. */
  public boolean isEmpty() {
    return elasticities.stream().noneMatch(Elasticity::isUsed);
  }

  /** The history as if drivers had always been at their recent level; a fresh copy. */
  public double[] remove(double[] values) {
    double[] removed = values.clone();
    for (double[] factor : factors) {
      for (int t = 0; t < known; t++) {
        removed[t] /= factor[t];
      }
    }
    return removed;
  }

  /** By day ahead: how many times as high all drivers together make the series. */
  public double[] ahead() {
    double[] ahead = new double[horizon];
    Arrays.fill(ahead, 1);
    for (double[] factor : factors) {
      for (int h = 0; h < ahead.length; h++) {
        ahead[h] *= factor[known + h];
      }
    }
    return ahead;
  }

  /** By day ahead: the standard deviation of that number from the elasticities, relative to it. */
  public double[] doubts() {
    double[] doubts = new double[horizon];
    for (int i = 0; i < logs.length; i++) {
      Elasticity elasticity = elasticities.get(i);
      if (elasticity.basis() == Elasticity.Basis.ESTIMATED) {
        for (int h = 0; h < doubts.length; h++) {
          double doubt = elasticity.standardError() * logs[i][known + h];
          doubts[h] = Math.hypot(doubts[h], doubt);
        }
      }
    }
    return doubts;
  }

  /**
   * What the drivers that are not given would have been taken for at an origin of the past, by what
   * they were, as factors of the series: the part of an error that drivers make.
   *
   * @param origin which one, from 0 for the newest
   * @param knownThen days of the history that were known then
   * @param days to look ahead from there
   */
  public double[] misjudged(int origin, int knownThen, int days, LocalDate start) {
    double[] misjudged = new double[days];
    Arrays.fill(misjudged, 1);
    for (int i = 0; i < uses.size(); i++) {
      DriverPath path = uses.get(i).path();
      double[] then = path.knownAt(origin, start, knownThen + days);
      if (then == null || path.kind() == Driver.Kind.RATE || !elasticities.get(i).isUsed()) {
        continue;
      }
      double[] came = path.over(start, knownThen + days);
      double[] given = path.observed(lastDay.plusDays(1), days);
      for (int h = 0; h < days; h++) {
        if (Double.isNaN(given[h])) {
          double times = then[knownThen + h] / came[knownThen + h];
          misjudged[h] *= Math.pow(times, elasticities.get(i).value());
        }
      }
    }
    return misjudged;
  }

  /**
   * What each driver does to a forecast, in the order given.
   *
   * @param means the forecast with all drivers, one value a day ahead
   */
  public List<DriverEffect> effects(double[] means) {
    List<DriverEffect> effects = new ArrayList<>();
    double all = Arrays.stream(means).sum();
    for (int i = 0; i < uses.size(); i++) {
      DriverPath path = uses.get(i).path();
      double because = 0;
      for (int h = 0; h < means.length; h++) {
        because += means[h] * (1 - 1 / factors[i][known + h]);
      }
      double[] observed = path.observed(lastDay.plusDays(1), means.length);
      long given = Arrays.stream(observed).filter(value -> !Double.isNaN(value)).count();
      effects.add(
          new DriverEffect(
              path.name(),
              path.kind(),
              elasticities.get(i),
              all == 0 ? 0 : because / all,
              path.kind() == Driver.Kind.RATE ? 1 : given / (double) means.length));
    }
    return effects;
  }

  private void add(int i, double[] path, Elasticity estimated) {
    DriverUse use = uses.get(i);
    Elasticity elasticity =
        path == null
            ? new Elasticity(Double.NaN, Double.NaN, Elasticity.Basis.UNPROVEN)
            : use.isEstimated()
                ? estimated
                : new Elasticity(use.given(), 0, Elasticity.Basis.GIVEN);
    elasticities.add(elasticity);
    int days = known + horizon;
    factors[i] = new double[days];
    logs[i] = new double[days];
    if (path == null || !elasticity.isUsed()) {
      Arrays.fill(factors[i], 1);
      return;
    }
    boolean rate = use.path().kind() == Driver.Kind.RATE;
    double now = rate ? path[known - 1] : recent(path);
    for (int t = 0; t < days; t++) {
      double times = path[t] / now;
      logs[i][t] = Math.log(times);
      factors[i][t] =
          rate ? 1 + elasticity.value() * (times - 1) : Math.pow(times, elasticity.value());
    }
  }

  /** The geometric mean of the last four weeks. */
  private double recent(double[] path) {
    double sum = 0;
    int from = Math.max(0, known - RECENT);
    for (int t = from; t < known; t++) {
      sum += Math.log(path[t]);
    }
    return Math.exp(sum / (known - from));
  }
}
