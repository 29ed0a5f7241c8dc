package io.almanac.jobs.pipeline;

import io.almanac.jobs.mart.PeriodEvents;
import io.almanac.jobs.mart.PublishedMarts;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Late deliveries of closed billing periods, from night to night. Shares of costs go by the whole
 * month: what came for one source on one night and for another on the next is compared together.
 */
final class HeldBack {
  private HeldBack() {}

  /** What earlier nights held back of periods that are closed still, as {@code source/period}. */
  static Set<String> before(Optional<PublishedMarts> previous, PeriodEvents events) {
    return previous
        .map(version -> version.manifest().facts().get(Facts.HELD_BACK))
        .map(names -> closed(List.of(names.split(",")), events.closed()))
        .orElse(Set.of());
  }

  /** The same with what came tonight, for the manifest. */
  static Map<String, String> facts(Set<String> before, Set<String> tonight) {
    Set<String> all = new TreeSet<>(before);
    all.addAll(tonight);
    return all.isEmpty() ? Map.of() : Map.of(Facts.HELD_BACK, String.join(",", all));
  }

  private static Set<String> closed(List<String> names, Set<String> periods) {
    Set<String> closed = new TreeSet<>();
    for (String name : names) {
      if (periods.contains(name.substring(name.indexOf('/') + 1))) {
        closed.add(name);
      }
    }
    return closed;
  }
}
