package io.almanac.jobs.allocation;

import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Up to which day bills are complete. */
public final class SettledDays {
  private SettledDays() {}

  /**
   * The last settled day per source: its newest charge date, or the day before as-of where that is
   * earlier, less its settling days. Sources without charges are left out.
   *
   * @param newestChargeDates the newest charge date before as-of, by source
   * @param settlingDays how many of the last days of a source are incomplete; absent means 0
   */
  public static Map<String, LocalDate> perSource(
      Map<String, LocalDate> newestChargeDates, Map<String, Integer> settlingDays, LocalDate asOf) {
    Map<String, LocalDate> settled = new TreeMap<>();
    newestChargeDates.forEach(
        (source, newest) -> {
          LocalDate seen = newest.isBefore(asOf) ? newest : asOf.minusDays(1);
          settled.put(source, seen.minusDays(settlingDays.getOrDefault(source, 0)));
        });
    return settled;
  }

  /**
   * The same days, held to what is known of whole billing periods: not before the end of a source's
   * settled periods, and not beyond what its provider calls complete.
   *
   * @param settledThrough the last day that settled billing periods cover, by source
   * @param incompleteFrom the first day that the provider calls incomplete, by source
   */
  public static Map<String, LocalDate> within(
      Map<String, LocalDate> lastSettledDayPerSource,
      Map<String, LocalDate> settledThrough,
      Map<String, LocalDate> incompleteFrom) {
    Map<String, LocalDate> held = new TreeMap<>();
    lastSettledDayPerSource.forEach(
        (source, day) -> {
          LocalDate through = settledThrough.getOrDefault(source, day);
          LocalDate settled = through.isAfter(day) ? through : day;
          LocalDate incomplete = incompleteFrom.get(source);
          held.put(
              source,
              incomplete != null && !settled.isBefore(incomplete)
                  ? incomplete.minusDays(1)
                  : settled);
        });
    return held;
  }

  /**
   * The newest days of sources that are still configured: closed billing periods of others stay,
   * and must not hold back everybody's days. Those of all when none is configured any more.
   */
  public static Map<String, LocalDate> configured(
      Map<String, LocalDate> newestChargeDates, Set<String> sources) {
    Map<String, LocalDate> own = new TreeMap<>(newestChargeDates);
    own.keySet().retainAll(sources);
    return own.isEmpty() ? newestChargeDates : own;
  }

  /** One sentence for each source that has costs and is not configured any more. */
  public static List<String> notConfigured(
      Map<String, LocalDate> newestChargeDates, Set<String> counted) {
    return newestChargeDates.keySet().stream()
        .filter(source -> !counted.contains(source))
        .sorted()
        .map(
            source ->
                "Source "
                    + source
                    + " is not in the configuration any more; its closed billing periods stay.")
        .toList();
  }

  /** A source this many days behind the newest one is taken to have ended. */
  public static final int ENDED_AFTER_DAYS = 35;

  /**
   * The sources that still deliver. One that is more than {@link #ENDED_AFTER_DAYS} days behind the
   * newest has ended, and must not hold back the others' days for ever.
   */
  public static Map<String, LocalDate> delivering(Map<String, LocalDate> lastSettledDayPerSource) {
    Optional<LocalDate> newest =
        lastSettledDayPerSource.values().stream().max(Comparator.naturalOrder());
    Map<String, LocalDate> delivering = new TreeMap<>(lastSettledDayPerSource);
    newest.ifPresent(
        day -> delivering.values().removeIf(own -> own.isBefore(day.minusDays(ENDED_AFTER_DAYS))));
    return delivering;
  }

  /** The last day that is settled for every source; empty when there is no source. */
  public static Optional<LocalDate> overall(Map<String, LocalDate> lastSettledDayPerSource) {
    Collection<LocalDate> days = lastSettledDayPerSource.values();
    return days.stream().min(Comparator.naturalOrder());
  }
}
