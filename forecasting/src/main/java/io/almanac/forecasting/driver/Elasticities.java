package io.almanac.forecasting.driver;

import io.almanac.forecasting.calendar.CalendarEffects;
import io.almanac.forecasting.calendar.MonthDays;
import io.almanac.forecasting.driver.Elasticity.Basis;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import smile.stat.distribution.TDistribution;

/**
 * Estimates elasticities of a series from its history, and says which of them are proven.
 *
 * <p>Two series that grow, or that have the same week or year, are not related for that: what is
 * compared are the daily changes of logarithms, less those usual for the weekday and for the eight
 * weeks around. They are regressed by generalised least squares, the errors being taken for an
 * autoregression of a week (Cochrane and Orcutt 1949), with Huber's weights against outliers (Huber
 * 1964).
 *
 * <p>The gate: an elasticity is proven when it is {@link #SURE} by Student's distribution away from
 * zero with a standard error from leaving out one block of at least four weeks after the other
 * (delete-a-group jackknife; Künsch 1989). One coincidence, however large, thus proves nothing: the
 * estimate without its block gives it away. Unproven drivers are left out, the least proven first,
 * and the others estimated again.
 */
public final class Elasticities {
  /**
   * The nominal probability of taking a driver that has nothing to do with the series, two-sided.
   * Simulated over eight shapes of unrelated series, it is 0.5 %, and 1.5 % where both have one
   * step at about the same time.
   */
  static final double SURE = 0.0005;

  /** Nothing moves a cost by more than this many per cent for one. */
  private static final double LARGEST = 3;

  private static final int BLOCK_DAYS = 28;
  private static final int FEWEST_BLOCKS = 4;
  private static final int MOST_BLOCKS = 20;

  private Elasticities() {}

  /**
   * The elasticities of a series by driver.
   *
   * @param values the series, one per day; NaN is missing, days not above zero are left out
   * @param start the day of the first value
   * @param drivers by name: as many values, above zero; NaN is missing
   */
  public static Map<String, Elasticity> estimate(
      double[] values, LocalDate start, Map<String, double[]> drivers) {
    Map<String, Elasticity> all = new TreeMap<>();
    if (drivers.isEmpty()) {
      return all;
    }
    MonthDays days = MonthDays.from(start, values.length, List.of());
    // A gentle month may be the driver's own: only fees are taken out.
    CalendarEffects fees = CalendarEffects.learn(values, days).sharp();
    double[] series = Changes.of(fees.remove(values, days, 0));
    Map<String, double[]> left = new LinkedHashMap<>();
    new TreeMap<>(drivers).forEach((name, driver) -> left.put(name, Changes.of(driver)));
    while (!left.isEmpty()) {
      List<String> names = new ArrayList<>(left.keySet());
      List<Elasticity> estimated = estimate(series, left.values().toArray(double[][]::new));
      int weakest = -1;
      for (int i = 0; i < names.size(); i++) {
        Elasticity one = estimated.get(i);
        all.put(names.get(i), one);
        if (!one.isUsed() && (weakest < 0 || strength(one) < strength(estimated.get(weakest)))) {
          weakest = i;
        }
      }
      if (weakest < 0) {
        break;
      }
      left.remove(names.get(weakest));
    }
    return all;
  }

  private static double strength(Elasticity one) {
    double ratio = Math.abs(one.value()) / one.standardError();
    return Double.isNaN(ratio) ? 0 : ratio;
  }

  private static List<Elasticity> estimate(double[] series, double[][] drivers) {
    ChangeRegression regression = ChangeRegression.fit(series, drivers);
    int blocks =
        regression == null ? 0 : Math.min(MOST_BLOCKS, regression.observations() / BLOCK_DAYS);
    double[][] without = blocks < FEWEST_BLOCKS ? null : regression.withoutBlocks(blocks);
    double sure =
        without == null ? Double.NaN : new TDistribution(blocks - 1).quantile(1 - SURE / 2);
    List<Elasticity> estimated = new ArrayList<>();
    for (int i = 0; i < drivers.length; i++) {
      double value = regression == null ? Double.NaN : regression.coefficients()[i];
      double error = without == null ? Double.NaN : jackknife(without, i);
      boolean proven = Math.abs(value) <= LARGEST && Math.abs(value) > error * sure;
      estimated.add(new Elasticity(value, error, proven ? Basis.ESTIMATED : Basis.UNPROVEN));
    }
    return estimated;
  }

  private static double jackknife(double[][] without, int column) {
    double mean = 0;
    for (double[] one : without) {
      mean += one[column] / without.length;
    }
    double squares = 0;
    for (double[] one : without) {
      squares += (one[column] - mean) * (one[column] - mean);
    }
    return Math.sqrt(squares * (without.length - 1) / without.length);
  }
}
