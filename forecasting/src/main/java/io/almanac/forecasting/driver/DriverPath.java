package io.almanac.forecasting.driver;

import io.almanac.forecasting.automatic.AutomaticForecaster;
import io.almanac.forecasting.automatic.Frequency;
import io.almanac.forecasting.automatic.Gaps;
import java.io.Serializable;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A driver on every day from its first one to the end of a horizon: as given where it is given, and
 * forecast beyond; and the same as it would have been forecast from earlier days. It is made once a
 * night and serves every series that the driver may move.
 */
public final class DriverPath implements Serializable {
  private static final long serialVersionUID = 1L;
  private static final int WEEK = 7;
  private static final int MONTH = 28;

  /** A forecast of a driver falls no lower than this share of the lowest value given. */
  private static final double LEAST = 0.1;

  private final Driver driver;
  private final double[] values;
  private final List<double[]> replays;

  private DriverPath(Driver driver, double[] values, List<double[]> replays) {
    this.driver = driver;
    this.values = values;
    this.replays = replays;
  }

  /**
   * Follows a driver to the end of a horizon. A volume without a future is forecast by the engine
   * that forecasts any series; a rate stays as it is. A driver that comes late by some days comes
   * as late at every earlier day.
   *
   * @param lastDay the last day that is known of the series which it moves
   * @param horizon days after it
   * @param origins how many earlier days to forecast from
   * @param step days between them, counted back from {@code lastDay}
   */
  public static DriverPath of(
      Driver driver, LocalDate lastDay, int horizon, int origins, int step) {
    double[] values = follow(driver, lastDay.plusDays(horizon), AutomaticForecaster.USUAL_ORIGINS);
    List<double[]> replays = new ArrayList<>();
    int late = (int) Math.max(0, ChronoUnit.DAYS.between(driver.lastDay(), lastDay));
    for (int k = 1; k <= origins; k++) {
      LocalDate origin = lastDay.minusDays((long) k * step);
      LocalDate end = origin.plusDays(Math.min((long) k * step, horizon));
      int known = (int) ChronoUnit.DAYS.between(driver.start(), origin) + 1 - late;
      double[] all = driver.values();
      double[] then = Arrays.copyOf(all, Math.max(0, Math.min(known, all.length)));
      boolean any = !Arrays.stream(then).allMatch(Double::isNaN);
      replays.add(
          any
              ? follow(new Driver(driver.name(), driver.kind(), driver.start(), then), end, 0)
              : new double[0]);
    }
    return new DriverPath(driver, values, replays);
  }

  /** The driver as it was given, from which everything else follows. */
  public Driver driver() {
    return driver;
  }

  /** The driver's name. */
  public String name() {
    return driver.name();
  }

  /** The driver's kind. */
  public Driver.Kind kind() {
    return driver.kind();
  }

  /** What is given on so many days from a day on; NaN where nothing is. */
  public double[] observed(LocalDate from, int days) {
    double[] given = driver.values();
    double[] observed = new double[days];
    for (int t = 0; t < days; t++) {
      int i = offset(from, t);
      observed[t] = i < 0 || i >= given.length ? Double.NaN : given[i];
    }
    return observed;
  }

  /**
   * What it was or is expected to be on so many days from a day on. Days before the first one are
   * as the first four weeks were, by weekday; a rate before its first one is the first.
   */
  public double[] over(LocalDate from, int days) {
    return over(values, from, days);
  }

  /**
   * The same, as it would have been forecast at an earlier day.
   *
   * @param origin which one, from 0 for the newest
   * @return null when nothing was known of the driver then
   */
  public double[] knownAt(int origin, LocalDate from, int days) {
    double[] then = replays.get(origin);
    return then.length == 0 ? null : over(then, from, days);
  }

  private double[] over(double[] path, LocalDate from, int days) {
    double[] result = new double[days];
    for (int t = 0; t < days; t++) {
      int i = offset(from, t);
      result[t] =
          i >= 0
              ? path[Math.min(i, path.length - 1)]
              : driver.kind() == Driver.Kind.RATE ? path[0] : before(path, Math.floorMod(i, WEEK));
    }
    return result;
  }

  /** The mean of a weekday over the first four weeks. */
  private static double before(double[] path, int phase) {
    double sum = 0;
    int count = 0;
    for (int i = Math.min(phase, path.length - 1); i < Math.min(MONTH, path.length); i += WEEK) {
      sum += path[i];
      count++;
    }
    return sum / count;
  }

  private int offset(LocalDate from, int t) {
    return (int) ChronoUnit.DAYS.between(driver.start(), from) + t;
  }

  /** A driver on every day until one, inclusive, or its own last one when that is later. */
  private static double[] follow(Driver driver, LocalDate end, int origins) {
    int given = (int) ChronoUnit.DAYS.between(driver.start(), driver.lastDay()) + 1;
    double[] values = Arrays.copyOf(driver.values(), given);
    int days = Math.max(given, (int) ChronoUnit.DAYS.between(driver.start(), end) + 1);
    if (driver.kind() == Driver.Kind.RATE) {
      return held(Arrays.copyOf(values, days), given);
    }
    double[] path = Arrays.copyOf(Gaps.fill(values, WEEK), days);
    if (days > given) {
      double least = LEAST * Arrays.stream(path, 0, given).min().orElseThrow();
      double[] ahead =
          new AutomaticForecaster(Frequency.DAILY, List.of(), origins)
              .forecast(values, driver.start(), days - given)
              .mean();
      for (int h = 0; h < ahead.length; h++) {
        path[given + h] = Math.max(least, ahead[h]);
      }
    }
    return path;
  }

  private static double[] held(double[] values, int given) {
    double now = Arrays.stream(values).filter(value -> !Double.isNaN(value)).findFirst().orElse(1);
    for (int t = 0; t < values.length; t++) {
      now = t < given && !Double.isNaN(values[t]) ? values[t] : now;
      values[t] = now;
    }
    return values;
  }
}
