package io.almanac.jobs.kubernetes;

import io.almanac.jobs.allocation.ChargeCondition;
import java.io.Serializable;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A cluster: which charges are its own, and how each day's are divided. */
final class Cluster implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final String currency;
  private final ChargeCondition charges;
  private final TreeMap<LocalDate, DayShares> days = new TreeMap<>();
  private final TreeMap<LocalDate, BigDecimal> costs = new TreeMap<>();
  private final ArrayList<String> oddities;

  /**
   * A cluster.
   *
   * @param currency of the amounts in its files
   * @param charges which charges are its own
   * @param spreadsIdle whether workloads bear what is idle
   */
  Cluster(
      String name,
      String currency,
      ChargeCondition charges,
      ClusterUsage usage,
      boolean spreadsIdle) {
    this.name = name;
    this.currency = currency;
    this.charges = charges;
    this.oddities = new ArrayList<>(usage.oddities(spreadsIdle));
    usage
        .days()
        .forEach(
            (day, workloads) -> {
              DayShares shares = DayShares.of(workloads, spreadsIdle);
              if (shares != null) {
                days.put(day, shares);
                costs.put(
                    day,
                    workloads.values().stream()
                        .filter(cost -> cost.signum() > 0)
                        .reduce(BigDecimal.ZERO, BigDecimal::add));
              }
            });
  }

  String name() {
    return name;
  }

  /** The currency of {@link #cost}. */
  String currency() {
    return currency;
  }

  ChargeCondition charges() {
    return charges;
  }

  /** How the charges of a day are divided; null when the files do not say. */
  DayShares day(LocalDate day) {
    return days.get(day);
  }

  /** What OpenCost says that a day cost; null when nothing. */
  BigDecimal cost(LocalDate day) {
    return costs.get(day);
  }

  /** The first and the last day that is divided, in words. */
  String daysInWords() {
    return days.isEmpty()
        ? "no days"
        : days.size() + " days from " + days.firstKey() + " to " + days.lastKey();
  }

  /** What is odd about its files. */
  List<String> oddities() {
    return oddities.stream().map(oddity -> "Kubernetes cluster " + name + ": " + oddity).toList();
  }

  /** Everything that decides how a month's charges are divided, as text by month. */
  Map<YearMonth, String> months() {
    Map<YearMonth, StringBuilder> texts = new TreeMap<>();
    days.forEach(
        (day, shares) ->
            texts
                .computeIfAbsent(YearMonth.from(day), unseen -> new StringBuilder())
                .append(day)
                .append('\n')
                .append(shares));
    Map<YearMonth, String> months = new TreeMap<>();
    texts.forEach((month, text) -> months.put(month, text.toString()));
    return months;
  }
}
