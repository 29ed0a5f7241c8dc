package io.almanac.forecasting.schedule;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The charges of a series that come on days of their own, of all kinds together. */
public final class ScheduledCharges {
  private static final String ALL = "all costs";

  /** A series that follows a calendar may have so much besides, by the sizes of amounts. */
  private static final double LEAST_EXPLAINED = 0.9;

  private final ChargeCalendar calendar;
  private final Map<String, ChargeSchedule> schedules;

  private ScheduledCharges(ChargeCalendar calendar, Map<String, ChargeSchedule> schedules) {
    this.calendar = calendar;
    this.schedules = schedules;
  }

  /**
   * Finds the schedules.
   *
   * @param start the day of the first value
   * @param charges by kind: one a day, 0 where there is none; all as long as the series
   * @param horizon days that will be asked for
   * @param holidays days that are not worked, past and future
   * @return empty when no kind has a schedule or a one-off
   */
  public static Optional<ScheduledCharges> find(
      LocalDate start, Map<String, double[]> charges, int horizon, Collection<LocalDate> holidays) {
    int days = charges.values().stream().mapToInt(values -> values.length).max().orElse(0);
    ChargeCalendar calendar = new ChargeCalendar(start, days + horizon, holidays);
    Map<String, ChargeSchedule> schedules = new TreeMap<>();
    charges.forEach(
        (kind, values) ->
            ChargeSchedule.find(calendar, values)
                .ifPresent(schedule -> schedules.put(kind, schedule)));
    return schedules.isEmpty()
        ? Optional.empty()
        : Optional.of(new ScheduledCharges(calendar, schedules));
  }

  /**
   * Finds the schedule of a series that has nothing but charges on days of their own: fees on the
   * first of a month, credits on its last day.
   *
   * @param start the day of the first value
   * @param values one a day
   * @param horizon days that will be asked for
   * @param holidays days that are not worked, past and future
   * @return empty when less than nine tenths of the series, by size, follows rules, when some value
   *     is missing, or when there are costs on more than a fifth of all days
   */
  public static Optional<ScheduledCharges> whole(
      LocalDate start, double[] values, int horizon, Collection<LocalDate> holidays) {
    if (Arrays.stream(values).anyMatch(Double::isNaN)) {
      return Optional.empty();
    }
    ChargeCalendar calendar = new ChargeCalendar(start, values.length + horizon, holidays);
    return ChargeSchedule.find(calendar, values)
        .filter(schedule -> schedule.explained() >= LEAST_EXPLAINED)
        .map(schedule -> new ScheduledCharges(calendar, Map.of(ALL, schedule)));
  }

  /** What is left of a series without them; decimal, so that nothing but they is taken away. */
  public double[] rest(double[] values) {
    BigDecimal[] rest =
        Arrays.stream(values)
            .mapToObj(value -> Double.isNaN(value) ? null : BigDecimal.valueOf(value))
            .toArray(BigDecimal[]::new);
    for (ChargeSchedule schedule : schedules.values()) {
      double[] charges = schedule.separated();
      for (int t = 0; t < rest.length; t++) {
        rest[t] = rest[t] == null ? null : rest[t].subtract(BigDecimal.valueOf(charges[t]));
      }
    }
    return Arrays.stream(rest)
        .mapToDouble(value -> value == null ? Double.NaN : value.doubleValue())
        .toArray();
  }

  /** What is expected of them on the days after the series. */
  public double[] ahead(int horizon) {
    double[] ahead = new double[horizon];
    schedules.values().forEach(schedule -> add(ahead, schedule.ahead(horizon)));
    return ahead;
  }

  /**
   * What would have been expected at an earlier day, of what was known then, less what came.
   *
   * @param known how many values were known
   * @param horizon days after them, all inside the series
   */
  public double[] errors(int known, int horizon) {
    double[] errors = new double[horizon];
    for (ChargeSchedule schedule : schedules.values()) {
      double[] charges = schedule.separated();
      ChargeSchedule.find(calendar, Arrays.copyOf(charges, known))
          .ifPresent(then -> add(errors, then.ahead(horizon)));
      for (int h = 0; h < horizon; h++) {
        errors[h] -= charges[known + h];
      }
    }
    return errors;
  }

  /** The charges themselves on some days of the series. */
  public double[] came(int from, int until) {
    double[] came = new double[until - from];
    for (ChargeSchedule schedule : schedules.values()) {
      add(came, Arrays.copyOfRange(schedule.separated(), from, until));
    }
    return came;
  }

  /** By kind and rule, in words: what is expected each time. */
  public Map<String, Double> rules() {
    Map<String, Double> rules = new TreeMap<>();
    schedules.forEach(
        (kind, schedule) ->
            schedule.rules().forEach((rule, amount) -> rules.put(kind + ": " + rule, amount)));
    return rules;
  }

  /** The kinds that are set apart, sorted. */
  public List<String> kinds() {
    return new ArrayList<>(schedules.keySet());
  }

  private static void add(double[] sum, double[] more) {
    for (int t = 0; t < sum.length; t++) {
      sum[t] += more[t];
    }
  }
}
