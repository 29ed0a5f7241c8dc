package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.config.Overlap;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which deliveries count. Within a scope no day may be told twice: a delivery gives way to a newer
 * one of the same export that covers all its days. What then still overlaps is two exports of the
 * same money, or runs whose order nothing tells, and is refused unless the settings say otherwise.
 *
 * @param chosen the deliveries that count
 * @param superseded those that gave way
 * @param problems one sentence for every two that nothing decides between
 */
record DeliveryChoice(List<Delivery> chosen, List<Delivery> superseded, List<String> problems) {
  /** So many pairs are named; a tree of wrong deliveries has thousands. */
  private static final int MOST_NAMED = 20;

  private static final Comparator<Delivery> BY_FILE_TIME =
      Comparator.comparingLong((Delivery delivery) -> delivery.manifest().modifiedMillis())
          .thenComparing(Delivery::name);

  static DeliveryChoice among(List<Delivery> deliveries, Overlap overlap) {
    Map<String, List<Delivery>> scopes = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      scopes.computeIfAbsent(delivery.scope(), unseen -> new ArrayList<>()).add(delivery);
    }
    List<Delivery> chosen = new ArrayList<>();
    List<Delivery> superseded = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (List<Delivery> scope : scopes.values()) {
      List<Delivery> left = new ArrayList<>();
      for (List<Delivery> sameDays : byExportAndDays(scope).values()) {
        left.addAll(newest(sameDays, overlap));
      }
      List<Delivery> winners = newest(left, overlap);
      Set<Delivery> winning = new HashSet<>(winners);
      chosen.addAll(winners);
      scope.stream().filter(delivery -> !winning.contains(delivery)).forEach(superseded::add);
      problems.addAll(problems(winners, overlap));
    }
    if (problems.size() > MOST_NAMED) {
      problems = new ArrayList<>(problems.subList(0, MOST_NAMED));
      problems.add("Cannot choose between deliveries: there are more pairs like those above.");
    }
    return new DeliveryChoice(chosen, superseded, problems);
  }

  /** Runs of one export for the same days first: there are many, and all but one give way. */
  private static Map<String, List<Delivery>> byExportAndDays(List<Delivery> scope) {
    Map<String, List<Delivery>> groups = new LinkedHashMap<>();
    for (Delivery delivery : scope) {
      groups
          .computeIfAbsent(delivery.export() + "\n" + delivery.days(), unseen -> new ArrayList<>())
          .add(delivery);
    }
    return groups;
  }

  /** Those that no newer one covers. */
  private static List<Delivery> newest(List<Delivery> deliveries, Overlap overlap) {
    List<Delivery> left = new ArrayList<>();
    for (Delivery candidate : deliveries) {
      boolean beaten = false;
      for (int i = 0; i < left.size() && !beaten; i++) {
        beaten = replaces(left.get(i), candidate, overlap);
      }
      if (!beaten) {
        left.removeIf(other -> replaces(candidate, other, overlap));
        left.add(candidate);
      }
    }
    return left;
  }

  private static boolean replaces(Delivery newer, Delivery older, Overlap overlap) {
    return newer.overlaps(older) && newer.covers(older) && isNewer(newer, older, overlap);
  }

  private static boolean isNewer(Delivery one, Delivery other, Overlap overlap) {
    boolean sameExport = one.export().equals(other.export());
    if (!sameExport && overlap == Overlap.REFUSE) {
      return false;
    }
    if (sameExport && isSameRun(one, other)) {
      // The same manifest in two places; where the current one lies counts.
      return one.current() == other.current()
          ? one.name().compareTo(other.name()) < 0
          : one.current();
    }
    if (sameExport && one.current() != other.current()) {
      return one.current();
    }
    if (!one.time().isEmpty() && !other.time().isEmpty()) {
      int compared = padded(one.time()).compareTo(padded(other.time()));
      if (compared != 0) {
        return compared > 0;
      }
    }
    return overlap == Overlap.NEWEST && BY_FILE_TIME.compare(one, other) > 0;
  }

  private static boolean isSameRun(Delivery one, Delivery other) {
    return !one.execution().isEmpty()
        && one.execution().equals(other.execution())
        && one.files().equals(other.files());
  }

  private static List<String> problems(List<Delivery> winners, Overlap overlap) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < winners.size(); i++) {
      for (int j = i + 1; j < winners.size(); j++) {
        if (problems.size() <= MOST_NAMED && winners.get(i).overlaps(winners.get(j))) {
          problems.add(problem(winners.get(i), winners.get(j), overlap));
        }
      }
    }
    return problems;
  }

  private static String problem(Delivery one, Delivery other, Overlap overlap) {
    boolean partly = !one.covers(other) && !other.covers(one);
    boolean newerIsSmaller =
        isNewer(one, other, overlap) ? !one.covers(other) : isNewer(other, one, overlap);
    String advice =
        partly || newerIsSmaller
            ? "The newer one does not cover all days of the older one: take one out of the source's"
                + " path."
            : "Take one out of the source's path, or set overlap: newest for the source; exports of"
                + " different accounts each need a source of their own.";
    return "Cannot choose between deliveries of %s: %s (%s, %s) and %s (%s, %s). %s"
        .formatted(
            one.scope(),
            one.name(),
            one.export(),
            one.days(),
            other.name(),
            other.export(),
            other.days(),
            advice);
  }

  private static String padded(String digits) {
    return (digits + "00000000000000000000").substring(0, 20);
  }
}
