package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.config.Overlap;
import java.util.Comparator;
import java.util.List;

/**
 * Which of two deliveries of one scope is newer. Where nothing tells, neither is, unless the
 * settings want the newest, of all or of days: then the time of the manifest's file decides. It
 * decides for all of a scope or for none, so that no three go round in a circle.
 *
 * @param overlap what the settings say
 * @param timed whether all manifests of the scope say when they were made
 */
record DeliveryOrder(Overlap overlap, boolean timed) {
  private static final Comparator<Delivery> BY_FILE_TIME =
      Comparator.comparingLong((Delivery delivery) -> delivery.manifest().modifiedMillis())
          .thenComparing(Delivery::name);

  /** The order within a scope. */
  static DeliveryOrder of(List<Delivery> scope, Overlap overlap) {
    return new DeliveryOrder(
        overlap, scope.stream().noneMatch(delivery -> delivery.time().isEmpty()));
  }

  /** Whether a delivery takes the place of another: it is newer and covers all its days. */
  boolean replaces(Delivery newer, Delivery older) {
    return newer.covers(older) && isNewer(newer, older);
  }

  /** Whether the first is known to be the newer one. */
  boolean isNewer(Delivery one, Delivery other) {
    if (overlap == Overlap.REFUSE && !one.export().equals(other.export())) {
      return false;
    }
    if (one.current() != other.current()) {
      return one.current();
    }
    int compared = padded(one.time()).compareTo(padded(other.time()));
    if (overlap != Overlap.REFUSE) {
      return (timed && compared != 0) ? compared > 0 : BY_FILE_TIME.compare(one, other) > 0;
    }
    // The same manifest in two places is no question of what is newer.
    return isSameRun(one, other)
        ? one.name().compareTo(other.name()) < 0
        : bothTimed(one, other) && compared > 0;
  }

  private static boolean bothTimed(Delivery one, Delivery other) {
    return !one.time().isEmpty() && !other.time().isEmpty();
  }

  private static boolean isSameRun(Delivery one, Delivery other) {
    return !one.execution().isEmpty()
        && one.execution().equals(other.execution())
        && one.time().equals(other.time())
        && one.files().equals(other.files());
  }

  private static String padded(String digits) {
    return (digits + "00000000000000000000").substring(0, 20);
  }
}
