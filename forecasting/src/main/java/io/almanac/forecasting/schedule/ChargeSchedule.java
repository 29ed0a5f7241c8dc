package io.almanac.forecasting.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the charges of one kind (purchases, taxes, credits) follow: days of months, quarters or
 * years. The rule that explains most charges in a row is found first, what it explains set aside,
 * and the rest looked at again.
 *
 * <ul>
 *   <li>Monthly is what came three times in a row; quarterly or yearly what came three times, or
 *       twice with amounts that differ by less than a half. A month without its charge begins a new
 *       row. The more charges there are, the longer the row must be: so long that charges on random
 *       days would show one in less than a twentieth of all cases.
 *   <li>What did not come when it was due last has ended, and is not expected any more. Of what is
 *       monthly the last time may be missing: taxes and fees that are dated at the beginning of a
 *       month are on the bill once it is closed.
 *   <li>The amount is the last one when it is that of the time before, within a hundredth, or when
 *       there are two only; otherwise the median of the last three.
 *   <li>At most two charges of the last year that follow nothing are one-offs, and not repeated;
 *       with more of them they come as they like, and stay with the costs of every day.
 * </ul>
 */
public final class ChargeSchedule {
  private static final int[] EVERY = {1, 3, 12};
  private static final int IN_A_ROW = 3;
  private static final int FEW = 2;
  private static final int YEAR = 365;

  /** How often, at most, charges on random days would look as if they followed a rule. */
  private static final double CHANCE = 0.05;

  /** Charges on more days than this share of all do not come on days of their own. */
  private static final double RARE = 0.2;

  private final ChargeCalendar calendar;
  private final List<Recurrence> recurrences;
  private final double[] separated;
  private final double oneOffs;
  private final double explained;

  private ChargeSchedule(
      ChargeCalendar calendar,
      List<Recurrence> recurrences,
      double[] separated,
      double oneOffs,
      double explained) {
    this.calendar = calendar;
    this.recurrences = recurrences;
    this.separated = separated;
    this.oneOffs = oneOffs;
    this.explained = explained;
  }

  /**
   * Finds the schedule of charges.
   *
   * @param calendar of the days of the history and those ahead
   * @param charges one a day from the calendar's first day on, 0 where there is none
   * @return empty when there are none, when they come on most days, or when none of them is on a
   *     schedule or a one-off
   */
  static Optional<ChargeSchedule> find(ChargeCalendar calendar, double[] charges) {
    if (!isRare(charges)) {
      return Optional.empty();
    }
    double[] open = charges.clone();
    List<Recurrence> found = new ArrayList<>();
    for (Optional<Recurrence> best = best(calendar, open);
        best.isPresent();
        best = best(calendar, open)) {
      found.add(best.get());
      remove(calendar, open, best.get());
    }
    double oneOffs = 0;
    int recent = 0;
    for (int t = Math.max(0, open.length - YEAR); t < open.length; t++) {
      recent += open[t] != 0 ? 1 : 0;
      oneOffs += open[t];
    }
    double[] separated = charges.clone();
    if (recent > FEW) {
      oneOffs = 0;
      for (int t = 0; t < open.length; t++) {
        separated[t] = open[t] != 0 ? 0 : separated[t];
      }
    }
    return Arrays.stream(separated).allMatch(charge -> charge == 0)
        ? Optional.empty()
        : Optional.of(
            new ChargeSchedule(
                calendar, found, separated, oneOffs, 1 - sizeOf(open) / sizeOf(charges)));
  }

  private static double sizeOf(double[] charges) {
    return Arrays.stream(charges).map(Math::abs).sum();
  }

  private static boolean isRare(double[] charges) {
    long days = Arrays.stream(charges).filter(charge -> charge != 0).count();
    return days > 0 && (days <= FEW || share(charges) <= RARE);
  }

  /** The rule with the most charges in a row; the plainest of several. */
  private static Optional<Recurrence> best(ChargeCalendar calendar, double[] open) {
    Recurrence best = null;
    double share = share(open);
    for (int every : EVERY) {
      for (int day = 0; day < ChargeDay.ALL.size(); day++) {
        for (int phase = 0; phase < every; phase++) {
          Recurrence one = recurrence(calendar, open, day, every, phase);
          double chance = one == null ? 1 : chance(share, every, one.times());
          if (chance < CHANCE && (best == null || one.times() > best.times())) {
            best = one;
          }
        }
      }
    }
    return Optional.ofNullable(best);
  }

  /** How many rules of a kind would find as many charges in a row where days are random. */
  private static double chance(double share, int every, int times) {
    return ChargeDay.ALL.size() * every * Math.pow(share, times);
  }

  /** The share of days with a charge, from the first one on. */
  private static double share(double[] charges) {
    int first = 0;
    while (first < charges.length && charges[first] == 0) {
      first++;
    }
    long days = Arrays.stream(charges).filter(charge -> charge != 0).count();
    return days == 0 ? 0 : (double) days / (charges.length - first);
  }

  /** What is charged by one rule; null when nothing is. */
  private static Recurrence recurrence(
      ChargeCalendar calendar, double[] open, int day, int every, int phase) {
    List<Double> amounts = new ArrayList<>();
    int missed = 0;
    for (int month = calendar.months() - 1; month >= 0; month--) {
      int step = calendar.step(day, month);
      if (calendar.number(month) % every != phase || step >= open.length) {
        continue;
      }
      if (step < 0 || (open[step] == 0 && !amounts.isEmpty())) {
        break;
      }
      if (open[step] != 0) {
        amounts.add(open[step]);
      } else {
        missed++;
      }
    }
    boolean goesOn = missed <= (every == 1 ? 1 : 0);
    int times = amounts.size();
    boolean alike = times == FEW && every > 1 && goesOn && areAlike(amounts);
    return times >= IN_A_ROW || alike
        ? new Recurrence(day, every, phase, times, goesOn, amount(amounts))
        : null;
  }

  private static boolean areAlike(List<Double> amounts) {
    double ratio = amounts.get(0) / amounts.get(1);
    return ratio > 2.0 / 3 && ratio < 1.5;
  }

  /** What to expect of amounts, the newest first. */
  private static double amount(List<Double> amounts) {
    double last = amounts.get(0);
    double before = amounts.get(1);
    if (amounts.size() == FEW || Math.abs(last - before) <= 0.01 * Math.abs(last)) {
      return last;
    }
    double[] recent = {last, before, amounts.get(2)};
    Arrays.sort(recent);
    return recent[1];
  }

  private static void remove(ChargeCalendar calendar, double[] open, Recurrence found) {
    for (int month = 0; month < calendar.months(); month++) {
      int step = calendar.step(found.day(), month);
      boolean inside = step >= 0 && step < open.length;
      if (inside && calendar.number(month) % found.everyMonths() == found.phase()) {
        open[step] = 0;
      }
    }
  }

  /** How much of all charges follows rules, by the sizes of amounts; 0 to 1. */
  double explained() {
    return explained;
  }

  /** The charges that follow the schedule, and the one-offs; one a day of the history. */
  double[] separated() {
    return separated.clone();
  }

  /** What is expected on the days after the history. */
  double[] ahead(int days) {
    double[] ahead = new double[days];
    for (Recurrence one : recurrences) {
      for (int month = 0; month < calendar.months() && one.goesOn(); month++) {
        int step = calendar.step(one.day(), month) - separated.length;
        if (step >= 0 && step < days && calendar.number(month) % one.everyMonths() == one.phase()) {
          ahead[step] += one.amount();
        }
      }
    }
    return ahead;
  }

  /** What it consists of: the amount that is expected each time, by the rule in words. */
  Map<String, Double> rules() {
    Map<String, Double> rules = new LinkedHashMap<>();
    for (Recurrence one : recurrences) {
      rules.put(one.text(), one.goesOn() ? one.amount() : 0);
    }
    if (oneOffs != 0) {
      rules.put("not repeated", oneOffs);
    }
    return rules;
  }
}
