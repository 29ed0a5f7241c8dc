package io.almanac.forecasting;

import io.almanac.forecasting.driver.DriverEffect;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Why a forecast is what it is.
 *
 * @param weights the models that it was put together from, the heaviest first; they sum to 1
 * @param calendar what days of the month cost more (or less) than others, by their names, in the
 *     unit of the series
 * @param jumps by their first day: how many times as high the series has been from there on
 * @param schedule what charges on days of their own are expected to be each time, by kind and rule;
 *     empty when none were set apart
 * @param drivers what the drivers that were asked for do to the series, also when it is nothing
 * @param notes what else a reader must know, in sentences: a fallback, days left out
 */
public record Explanation(
    Map<String, Double> weights,
    Map<String, Double> calendar,
    Map<LocalDate, Double> jumps,
    Map<String, Double> schedule,
    List<DriverEffect> drivers,
    List<String> notes)
    implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Copies its collections. */
  public Explanation {
    Map<String, Double> heaviest = new LinkedHashMap<>();
    weights.entrySet().stream()
        .sorted(
            Map.Entry.<String, Double>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry.comparingByKey()))
        .forEach(entry -> heaviest.put(entry.getKey(), entry.getValue()));
    weights = Collections.unmodifiableMap(heaviest);
    calendar = Collections.unmodifiableMap(new TreeMap<>(calendar));
    jumps = Collections.unmodifiableMap(new TreeMap<>(jumps));
    schedule = Collections.unmodifiableMap(new TreeMap<>(schedule));
    drivers = List.copyOf(drivers);
    notes = List.copyOf(notes);
  }

  /** Of a forecast that knows of no driver. */
  public Explanation(
      Map<String, Double> weights, Map<String, Double> calendar, Map<LocalDate, Double> jumps) {
    this(weights, calendar, jumps, Map.of(), List.of(), List.of());
  }

  /** The same with drivers. */
  Explanation with(List<DriverEffect> effects) {
    return new Explanation(weights, calendar, jumps, schedule, effects, notes);
  }

  /** The same with charges on days of their own. */
  Explanation with(Map<String, Double> charges) {
    return new Explanation(weights, calendar, jumps, charges, drivers, notes);
  }

  /** The same with one more note. */
  Explanation noting(String note) {
    List<String> more = new ArrayList<>(notes);
    more.add(note);
    return new Explanation(weights, calendar, jumps, schedule, drivers, more);
  }

  /** Of a forecast that is the sum of others. */
  static Explanation none() {
    return new Explanation(Map.of(), Map.of(), Map.of());
  }
}
