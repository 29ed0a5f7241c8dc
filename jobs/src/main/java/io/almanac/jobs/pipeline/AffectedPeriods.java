package io.almanac.jobs.pipeline;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Billing periods to allocate anew, by source: those that were replaced, and those that were made
 * with something that is another now.
 */
final class AffectedPeriods {
  private final Map<String, Set<String>> bySource = new TreeMap<>();

  /** Begins with the periods that were replaced. */
  AffectedPeriods(Map<String, Set<String>> replaced) {
    replaced.forEach((source, periods) -> bySource.put(source, new TreeSet<>(periods)));
  }

  /**
   * What differs in two sets of facts.
   *
   * @param prefix begins the names that count
   * @return the rest of these names
   */
  static Set<String> changed(String prefix, Map<String, String> before, Map<String, String> now) {
    Set<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    return names.stream()
        .filter(name -> name.startsWith(prefix))
        .filter(name -> !Objects.equals(before.get(name), now.get(name)))
        .map(name -> name.substring(prefix.length()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Adds a period of a source unless the source is gone: nothing of it is kept then. */
  void addIfThere(String source, String period) {
    Set<String> periods = bySource.get(source);
    if (periods != null) {
      periods.add(period);
    }
  }

  /**
   * Adds the periods of some months, of every source that is not gone.
   *
   * @param partitions of charges now, such as {@code source=aws/billing_period=2026-10}
   */
  void addMonths(Set<String> partitions, Predicate<String> months) {
    for (String partition : partitions) {
      String[] parts = partition.split("/", -1);
      String period = parts[1].substring(parts[1].indexOf('=') + 1);
      if (months.test(period)) {
        addIfThere(parts[0].substring(parts[0].indexOf('=') + 1), period);
      }
    }
  }

  /** The periods by source. */
  Map<String, Set<String>> bySource() {
    return bySource;
  }
}
