package io.almanac.forecasting.calendar;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What certain days of a month cost more or less than the same weekday of the weeks around them:
 * monthly fees, month-end jobs, pay days. Sharp effects are kept only when they are far beyond the
 * noise; the gentle shape of the month that is left is kept as far as chance does not explain it.
 * Both are taken out before a model sees the series and put back after.
 *
 * <p>A day's surplus is its distance from the median of the same weekday one and two weeks before
 * and after, which is blind to level, trend and week. A kind of day counts when its median surplus
 * is {@link #SIGNIFICANT} standard errors from zero and nearly all its surpluses have one sign.
 * What it is worth, and whether that has changed, says {@link DayEffect}. Of weekly series, {@link
 * WeekEffects} says what the days in a week do to it.
 */
public final class CalendarEffects {
  private static final double SIGNIFICANT = 6;
  private static final double AGREEING = 0.8;

  /** So far beyond the noise, a day is special even when some months bring a credit instead. */
  private static final double OBVIOUS = 100;

  private static final double MOSTLY_AGREEING = 0.6;
  private static final int FEWEST = 3;
  private static final int MOST_KINDS = 8;
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  private final Map<Integer, DayEffect> effects;
  private final MonthPattern pattern;
  private final MonthLength length;

  private CalendarEffects(
      Map<Integer, DayEffect> effects, MonthPattern pattern, MonthLength length) {
    this.effects = effects;
    this.pattern = pattern;
    this.length = length;
  }

  /** No effects. */
  public static CalendarEffects none() {
    return new CalendarEffects(Map.of(), MonthPattern.none(), MonthLength.none());
  }

  /**
   * Learns the effects of a daily or weekly series.
   *
   * @param values one per day, or week; NaN is missing
   * @param days what the days, or weeks, are, from that of the first value on; at least as many as
   *     values
   */
  public static CalendarEffects learn(double[] values, MonthDays days) {
    if (days.areWeeks()) {
      Map<Integer, DayEffect> found = new LinkedHashMap<>();
      WeekEffects.learn(values, days)
          .effects()
          .forEach((kind, effect) -> found.put(kind, new DayEffect(0, effect, effect)));
      return new CalendarEffects(found, MonthPattern.none(), MonthLength.none());
    }
    MonthLength length = MonthLength.learn(values, days);
    double[] left = length.isNone() ? values.clone() : ofMeanMonths(values, length, days, 0);
    Map<Integer, DayEffect> effects = new LinkedHashMap<>();
    List<List<Integer>> kinds = new ArrayList<>();
    for (int kind = 0; kind < MonthDays.KINDS; kind++) {
      kinds.add(new ArrayList<>());
    }
    for (int t = 0; t < values.length; t++) {
      for (int kind : days.kinds(t)) {
        kinds.get(kind).add(t);
      }
    }
    double[] surplus = surplus(left);
    for (int round = 0; round < MOST_KINDS; round++) {
      double noise = noise(surplus, values);
      int best = strongest(surplus, kinds, effects, noise);
      if (best < 0) {
        break;
      }
      double[] known = surplus;
      int[] found =
          kinds.get(best).stream()
              .mapToInt(Integer::intValue)
              .filter(t -> Double.isFinite(known[t]))
              .toArray();
      DayEffect effect = DayEffect.of(found, found(surplus, kinds.get(best)), noise);
      effects.put(best, effect);
      for (int t : kinds.get(best)) {
        left[t] -= effect.at(t);
      }
      surplus = surplus(left);
    }
    return new CalendarEffects(effects, MonthPattern.learn(surplus, days), length);
  }

  /** The same without the gentle shape of the month: single days and the length of months alone. */
  public CalendarEffects sharp() {
    return new CalendarEffects(effects, MonthPattern.none(), length);
  }

  /**
   * Takes the effects out; a fresh copy.
   *
   * @param first which of the days the first value is of
   */
  public double[] remove(double[] values, MonthDays days, int first) {
    return shifted(ofMeanMonths(values, length, days, first), days, first, -1);
  }

  /**
   * Puts the effects in; a fresh copy.
   *
   * @param first which of the days the first value is of
   */
  public double[] add(double[] values, MonthDays days, int first) {
    double[] added = shifted(values.clone(), days, first, 1);
    for (int t = 0; t < added.length; t++) {
      added[t] /= length.factor(days, first + t);
    }
    return added;
  }

  /** How much of the series moves inversely with the length of the month; 0 to 1. */
  public double shareOfMonthLength() {
    return length.share();
  }

  /**
   * The effects that are beyond doubt by the name of their days, in units of the series: what they
   * are now, without those that have ended.
   */
  public Map<String, Double> effects() {
    Map<String, Double> named = new LinkedHashMap<>();
    effects.forEach(
        (kind, effect) -> {
          if (effect.now() != 0) {
            named.put(MonthDays.name(kind), effect.now());
          }
        });
    named.putAll(pattern.beyondDoubt());
    return Collections.unmodifiableMap(named);
  }

  private static double[] ofMeanMonths(
      double[] values, MonthLength length, MonthDays days, int first) {
    double[] even = values.clone();
    for (int t = 0; t < even.length; t++) {
      even[t] *= length.factor(days, first + t);
    }
    return even;
  }

  private double[] shifted(double[] shifted, MonthDays days, int first, int sign) {
    for (int t = 0; t < shifted.length; t++) {
      shifted[t] += sign * pattern.at(days.position(first + t));
      if (!effects.isEmpty()) {
        for (int kind : days.kinds(first + t)) {
          DayEffect effect = effects.get(kind);
          shifted[t] += effect == null ? 0 : sign * effect.at(first + t);
        }
      }
    }
    return shifted;
  }

  /** The kind of day that stands out most and is not known yet; -1 when none does. */
  private static int strongest(
      double[] surplus, List<List<Integer>> kinds, Map<Integer, DayEffect> known, double noise) {
    int best = -1;
    double strongest = SIGNIFICANT;
    for (int kind = 0; kind < MonthDays.KINDS; kind++) {
      if (!known.containsKey(kind)) {
        double strength = strength(surplus, kinds.get(kind), noise);
        if (strength > strongest) {
          strongest = strength;
          best = kind;
        }
      }
    }
    return best;
  }

  private static double[] surplus(double[] values) {
    double[] surplus = new double[values.length];
    double[] around = new double[4];
    for (int t = 0; t < values.length; t++) {
      int count = 0;
      for (int offset : new int[] {-14, -7, 7, 14}) {
        int i = t + offset;
        if (i >= 0 && i < values.length && !Double.isNaN(values[i])) {
          around[count++] = values[i];
        }
      }
      surplus[t] = count == 0 ? Double.NaN : values[t] - median(around, count);
    }
    return surplus;
  }

  /** The usual size of a surplus; never so small that rounding would count as an effect. */
  private static double noise(double[] surplus, double[] values) {
    double[] sizes = Arrays.stream(surplus).filter(Double::isFinite).map(Math::abs).toArray();
    double[] levels = Arrays.stream(values).filter(Double::isFinite).map(Math::abs).toArray();
    return Math.max(
        MEDIAN_TO_SIGMA * median(sizes, sizes.length), 1e-6 * median(levels, levels.length));
  }

  private static double strength(double[] surplus, List<Integer> days, double noise) {
    double[] found = found(surplus, days);
    if (found.length < FEWEST) {
      return 0;
    }
    double middle = median(found.clone(), found.length);
    if (Math.abs(middle) < 2 * noise) {
      return 0;
    }
    // The standard error of a median is 1.25 times that of a mean.
    double strength = Math.abs(middle) * Math.sqrt(found.length) / (1.2533 * noise);
    long agreeing = Arrays.stream(found).filter(value -> value * middle > 0).count();
    double enough = strength > OBVIOUS ? MOSTLY_AGREEING : AGREEING;
    return agreeing < enough * found.length ? 0 : strength;
  }

  private static double[] found(double[] surplus, List<Integer> days) {
    return days.stream().mapToDouble(t -> surplus[t]).filter(Double::isFinite).toArray();
  }

  private static double median(double[] values, int count) {
    if (count == 0) {
      return 0;
    }
    Arrays.sort(values, 0, count);
    return (values[(count - 1) / 2] + values[count / 2]) / 2;
  }
}
