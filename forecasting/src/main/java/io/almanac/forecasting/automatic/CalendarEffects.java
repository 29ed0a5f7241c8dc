package io.almanac.forecasting.automatic;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What certain days of a month cost more or less than the same weekday of the weeks around them:
 * monthly fees, month-end jobs, pay days. Only effects that are far beyond the noise are kept; they
 * are taken out before a model sees the series and put back after.
 *
 * <p>A day's surplus is its distance from the median of the same weekday one and two weeks before
 * and after, which is blind to level, trend and week. A kind of day counts when its median surplus
 * is {@link #SIGNIFICANT} standard errors from zero and nearly all its surpluses have one sign.
 */
public final class CalendarEffects {
  private static final double SIGNIFICANT = 6;
  private static final double AGREEING = 0.8;

  /** So far beyond the noise, a day is special even when some months bring a credit instead. */
  private static final double OBVIOUS = 100;

  private static final double MOSTLY_AGREEING = 0.6;
  private static final int FEWEST = 3;
  private static final int RECENT = 6;
  private static final int MOST_KINDS = 8;
  private static final double MEDIAN_TO_SIGMA = 1.4826;

  private final Map<Integer, Double> effects;

  private CalendarEffects(Map<Integer, Double> effects) {
    this.effects = effects;
  }

  /** No effects. */
  public static CalendarEffects none() {
    return new CalendarEffects(Map.of());
  }

  /**
   * Learns the effects of a daily series.
   *
   * @param values one per day; NaN is missing
   * @param start the day of the first value
   */
  public static CalendarEffects learn(double[] values, LocalDate start) {
    double[] left = values.clone();
    Map<Integer, Double> effects = new LinkedHashMap<>();
    List<List<Integer>> kinds = new ArrayList<>();
    for (int kind = 0; kind < KINDS; kind++) {
      kinds.add(new ArrayList<>());
    }
    for (int t = 0; t < values.length; t++) {
      for (int kind : kinds(start.plusDays(t))) {
        kinds.get(kind).add(t);
      }
    }
    for (int round = 0; round < MOST_KINDS; round++) {
      double[] surplus = surplus(left);
      double noise = noise(surplus, values);
      int best = -1;
      double strongest = SIGNIFICANT;
      for (int kind = 0; kind < KINDS; kind++) {
        if (!effects.containsKey(kind)) {
          double strength = strength(surplus, kinds.get(kind), noise);
          if (strength > strongest) {
            strongest = strength;
            best = kind;
          }
        }
      }
      if (best < 0) {
        break;
      }
      double effect = recentMean(surplus, kinds.get(best));
      effects.put(best, effect);
      for (int t : kinds.get(best)) {
        left[t] -= effect;
      }
    }
    return new CalendarEffects(effects);
  }

  /** Takes the effects out; a fresh copy. */
  public double[] remove(double[] values, LocalDate start) {
    return shifted(values, start, -1);
  }

  /** Puts the effects into values that begin at a day; a fresh copy. */
  public double[] add(double[] values, LocalDate start) {
    return shifted(values, start, 1);
  }

  /** Whether any day is special. */
  public boolean isEmpty() {
    return effects.isEmpty();
  }

  /** The effects by the name of their days, in units of the series. */
  public Map<String, Double> effects() {
    Map<String, Double> named = new LinkedHashMap<>();
    effects.forEach((kind, effect) -> named.put(name(kind), effect));
    return Collections.unmodifiableMap(named);
  }

  private static String name(int kind) {
    if (kind == FIRST_WORKING) {
      return "first working day";
    }
    if (kind == LAST_WORKING) {
      return "last working day";
    }
    if (kind < FROM_END) {
      return "day " + (kind + 1);
    }
    return kind == FROM_END ? "last day" : (kind - FROM_END) + " before the last day";
  }

  private double[] shifted(double[] values, LocalDate start, int sign) {
    double[] shifted = values.clone();
    if (!effects.isEmpty()) {
      for (int t = 0; t < values.length; t++) {
        for (int kind : kinds(start.plusDays(t))) {
          shifted[t] += sign * effects.getOrDefault(kind, 0.0);
        }
      }
    }
    return shifted;
  }

  // Days 1 to 28 counted from the first are kinds 0 to 27; the last three days 28 to 30; the first
  // and the last working day 31 and 32.
  private static final int KINDS = 33;
  private static final int FROM_END = 28;
  private static final int FIRST_WORKING = 31;
  private static final int LAST_WORKING = 32;
  private static final Set<DayOfWeek> WEEKEND = EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);

  private static int[] kinds(LocalDate day) {
    int[] kinds = new int[4];
    int count = 0;
    int number = day.getDayOfMonth();
    int toEnd = day.lengthOfMonth() - number;
    if (number <= FROM_END) {
      kinds[count++] = number - 1;
    }
    if (toEnd < 3) {
      kinds[count++] = FROM_END + toEnd;
    }
    if (!WEEKEND.contains(day.getDayOfWeek())) {
      DayOfWeek week = day.getDayOfWeek();
      if (number == 1 || (week == DayOfWeek.MONDAY && number <= 3)) {
        kinds[count++] = FIRST_WORKING;
      }
      if (toEnd == 0 || (week == DayOfWeek.FRIDAY && toEnd <= 2)) {
        kinds[count++] = LAST_WORKING;
      }
    }
    return Arrays.copyOf(kinds, count);
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

  private static double recentMean(double[] surplus, List<Integer> days) {
    double[] found = found(surplus, days);
    double[] recent = Arrays.copyOfRange(found, Math.max(0, found.length - RECENT), found.length);
    Arrays.sort(recent);
    int cut = recent.length >= 5 ? 1 : 0;
    double sum = 0;
    for (int i = cut; i < recent.length - cut; i++) {
      sum += recent[i];
    }
    return sum / (recent.length - 2 * cut);
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
