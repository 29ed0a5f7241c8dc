package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.charges.DayShare;
import io.almanac.jobs.config.Overlap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Which deliveries count. Within a scope no day may be told twice: a delivery gives way to a newer
 * one of the same export that covers all its days. What then still overlaps is two exports of the
 * same money, or runs whose order nothing tells, and is refused unless the settings say otherwise:
 * that the newer counts, or that the newer counts for its days and the older for its others.
 *
 * @param chosen the deliveries that count
 * @param superseded those that gave way
 * @param shares which days of a chosen delivery count; those of others all do
 * @param problems one sentence for every two that nothing decides between
 */
record DeliveryChoice(
    List<Delivery> chosen,
    List<Delivery> superseded,
    Map<Delivery, DayShare> shares,
    List<String> problems) {
  /** So many pairs are named; a tree of wrong deliveries has thousands. */
  private static final int MOST_NAMED = 20;

  static DeliveryChoice among(List<Delivery> deliveries, Overlap overlap) {
    Map<String, List<Delivery>> scopes = new LinkedHashMap<>();
    for (Delivery delivery : deliveries) {
      scopes.computeIfAbsent(delivery.scope(), unseen -> new ArrayList<>()).add(delivery);
    }
    List<Delivery> chosen = new ArrayList<>();
    List<Delivery> superseded = new ArrayList<>();
    Map<Delivery, DayShare> shares = new LinkedHashMap<>();
    List<String> problems = new ArrayList<>();
    for (List<Delivery> scope : scopes.values()) {
      DeliveryOrder order = DeliveryOrder.of(scope, overlap);
      // Runs of one export for the same days first: there are many, and all but one give way.
      List<Delivery> left = newest(scope, delivery -> delivery.export() + delivery.days(), order);
      List<Delivery> winners = newest(left, Delivery::scope, order);
      if (overlap == Overlap.COVERED_DAYS) {
        Map<Delivery, DayShare> some = DayOwners.of(winners, order);
        winners = winners.stream().filter(one -> isNeeded(some.get(one))).toList();
        shares.putAll(some);
      } else {
        problems.addAll(problems(winners, order));
      }
      Set<Delivery> winning = new HashSet<>(winners);
      chosen.addAll(winners);
      scope.stream().filter(delivery -> !winning.contains(delivery)).forEach(superseded::add);
    }
    if (problems.size() > MOST_NAMED) {
      problems = new ArrayList<>(problems.subList(0, MOST_NAMED));
      problems.add("Cannot choose between deliveries: there are more pairs like those above.");
    }
    shares.keySet().retainAll(chosen);
    return new DeliveryChoice(chosen, superseded, shares, problems);
  }

  /** Whether any day of a delivery counts; one that shares its days with none has no share. */
  private static boolean isNeeded(DayShare share) {
    return share == null || !share.spans().isEmpty();
  }

  /** Those of each group that none of it replaces. */
  private static List<Delivery> newest(
      List<Delivery> deliveries, Function<Delivery, String> group, DeliveryOrder order) {
    Map<String, List<Delivery>> left = new LinkedHashMap<>();
    for (Delivery candidate : deliveries) {
      List<Delivery> others =
          left.computeIfAbsent(group.apply(candidate), unseen -> new ArrayList<>());
      if (others.stream().noneMatch(other -> order.replaces(other, candidate))) {
        others.removeIf(other -> order.replaces(candidate, other));
        others.add(candidate);
      }
    }
    return left.values().stream().flatMap(List::stream).toList();
  }

  private static List<String> problems(List<Delivery> winners, DeliveryOrder order) {
    List<String> problems = new ArrayList<>();
    for (int i = 0; i < winners.size(); i++) {
      for (int j = i + 1; j < winners.size(); j++) {
        if (problems.size() <= MOST_NAMED && winners.get(i).overlaps(winners.get(j))) {
          problems.add(problem(winners.get(i), winners.get(j), order));
        }
      }
    }
    return problems;
  }

  private static String problem(Delivery one, Delivery other, DeliveryOrder order) {
    boolean partly = !one.covers(other) && !other.covers(one);
    boolean newerIsSmaller =
        order.isNewer(one, other) ? !one.covers(other) : order.isNewer(other, one);
    String advice =
        partly || newerIsSmaller
            ? "The newer one does not cover all days of the older one: take one out of the source's"
                + " path, or set overlap: covered-days for the source."
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
}
