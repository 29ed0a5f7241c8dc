package io.almanac.jobs.sharing;

import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was measured in each month, by resource or by team. A month is {@code 2026-10}, or {@code
 * 2026-10 USD} where a measure is money.
 */
public final class BasisMeasures {
  private final Map<String, Map<String, Map<String, BigDecimal>>> byResource = new TreeMap<>();
  private final Map<String, Map<String, Map<String, BigDecimal>>> byTeam = new TreeMap<>();

  /**
   * Adds what was measured of a resource; the month's allocation says whose it is.
   *
   * @param resource a resource's id, the last part of it, or its name, in lower case
   */
  public void addOfResource(String measure, String month, String resource, BigDecimal value) {
    add(byResource, measure, month, resource, value);
  }

  /** Adds what was measured of a team, named in its one spelling. */
  public void addOfTeam(String measure, String month, String team, BigDecimal value) {
    add(byTeam, measure, month, team, value);
  }

  /** All that was measured in a month as one text: the same text, the same measures. */
  public String text(String month) {
    StringBuilder text = new StringBuilder();
    byResource.forEach((measure, months) -> text.append(text(measure, months, month)));
    byTeam.forEach((measure, months) -> text.append(text(measure, months, month)));
    return text.toString();
  }

  /** The months that anything was measured in, as {@code 2026-10}. */
  public SortedSet<String> months() {
    SortedSet<String> all = new TreeSet<>();
    byResource.values().forEach(months -> months.keySet().forEach(m -> all.add(month(m))));
    byTeam.values().forEach(months -> months.keySet().forEach(m -> all.add(month(m))));
    return all;
  }

  /** The resources that anything was measured of. */
  SortedSet<String> resources() {
    SortedSet<String> resources = new TreeSet<>();
    byResource
        .values()
        .forEach(months -> months.values().forEach(values -> resources.addAll(values.keySet())));
    return resources;
  }

  /**
   * Adds the measures of one month to what teams are known by.
   *
   * @param rates by currency, what one unit counts as; money in other currencies does not count
   * @param owners the team of each resource in that month, where it has one
   */
  void addTo(
      MonthBasis basis, String month, Map<String, BigDecimal> rates, Map<String, String> owners) {
    addTo(basis, month, BigDecimal.ONE, owners);
    rates.forEach((currency, rate) -> addTo(basis, month + " " + currency, rate, owners));
  }

  private void addTo(MonthBasis basis, String key, BigDecimal rate, Map<String, String> owners) {
    byResource.forEach(
        (measure, months) ->
            months
                .getOrDefault(key, Map.of())
                .forEach(
                    (resource, value) -> {
                      if (owners.get(resource) != null) {
                        basis.addMeasure(measure, owners.get(resource), value.multiply(rate));
                      }
                    }));
    byTeam.forEach(
        (measure, months) ->
            months
                .getOrDefault(key, Map.of())
                .forEach((team, value) -> basis.addMeasure(measure, team, value.multiply(rate))));
  }

  private static void add(
      Map<String, Map<String, Map<String, BigDecimal>>> all,
      String measure,
      String month,
      String key,
      BigDecimal value) {
    all.computeIfAbsent(measure, unseen -> new TreeMap<>())
        .computeIfAbsent(month, unseen -> new TreeMap<>())
        .merge(key, value, BigDecimal::add);
  }

  /** A measure's values of a month; empty when it has none, whatever it has in other months. */
  private static String text(
      String measure, Map<String, Map<String, BigDecimal>> months, String month) {
    Map<String, Map<String, BigDecimal>> own = new TreeMap<>();
    months.forEach(
        (key, values) -> {
          if (month(key).equals(month)) {
            own.put(key, values);
          }
        });
    return own.isEmpty() ? "" : measure + own;
  }

  private static String month(String key) {
    return key.substring(0, Math.min(7, key.length()));
  }
}
