package io.almanac.jobs.charges.delivery;

import io.almanac.jobs.charges.DayShare;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Which delivery of a scope counts for which day: of those that cover the day, the newest. A day
 * that a delivery has charges of without covering it, such as one before its first, is the newest's
 * of those beside it that cover it; where none does, it belongs to the one that reaches closest to
 * it, and of these to the one with most days.
 */
final class DayOwners {
  private final List<Delivery> deliveries;

  /** Oldest first. */
  private DayOwners(List<Delivery> deliveries) {
    this.deliveries = deliveries;
  }

  /**
   * The shares of deliveries whose days overlap with those of others.
   *
   * @param scope deliveries of one scope
   * @param order which of two is newer, for any two
   * @return by delivery; without those that overlap with no other. A share without a day that
   *     counts means that newer ones together cover all of the delivery
   */
  static Map<Delivery, DayShare> of(List<Delivery> scope, DeliveryOrder order) {
    List<Delivery> sorted = new ArrayList<>(scope);
    sorted.sort((one, other) -> order.isNewer(one, other) ? 1 : order.isNewer(other, one) ? -1 : 0);
    List<Delivery> needed = new ArrayList<>();
    for (Delivery delivery : sorted) {
      if (new DayOwners(sorted).ownsAnyOfItsDays(delivery)) {
        needed.add(delivery);
      }
    }
    DayOwners owners = new DayOwners(needed);
    Map<Delivery, DayShare> shares = new HashMap<>();
    for (Delivery delivery : sorted) {
      if (!needed.contains(delivery)) {
        shares.put(delivery, new DayShare(delivery.title(), List.of()));
      } else if (owners.beside(delivery).size() > 1) {
        shares.put(delivery, owners.share(delivery));
      }
    }
    return shares;
  }

  private boolean ownsAnyOfItsDays(Delivery delivery) {
    List<Delivery> beside = beside(delivery);
    return breaks(beside).stream()
        .anyMatch(day -> covers(delivery, day) && newest(beside, day).equals(delivery));
  }

  /** Those that have a day in common with a delivery, itself among them, oldest first. */
  private List<Delivery> beside(Delivery delivery) {
    return deliveries.stream().filter(other -> other.overlaps(delivery)).toList();
  }

  private DayShare share(Delivery delivery) {
    List<Delivery> beside = beside(delivery);
    List<LocalDate> breaks = new ArrayList<>(breaks(beside));
    List<DayShare.Span> spans = new ArrayList<>();
    Delivery first =
        beside.stream()
            .max(Comparator.comparing(Delivery::from).reversed().thenComparing(DayOwners::length))
            .orElseThrow();
    spans.add(new DayShare.Span(null, breaks.get(0), first.title(), false));
    for (int i = 0; i + 1 < breaks.size(); i++) {
      LocalDate day = breaks.get(i);
      long covering = beside.stream().filter(other -> covers(other, day)).count();
      spans.add(
          new DayShare.Span(day, breaks.get(i + 1), newest(beside, day).title(), covering > 1));
    }
    Delivery last =
        beside.stream()
            .max(Comparator.comparing(Delivery::until).thenComparing(DayOwners::length))
            .orElseThrow();
    spans.add(new DayShare.Span(breaks.get(breaks.size() - 1), null, last.title(), false));
    return new DayShare(delivery.title(), spans);
  }

  /** The first days of deliveries and the days after their last ones, sorted. */
  private static TreeSet<LocalDate> breaks(List<Delivery> deliveries) {
    TreeSet<LocalDate> breaks = new TreeSet<>();
    for (Delivery delivery : deliveries) {
      breaks.add(delivery.from());
      breaks.add(delivery.until());
    }
    return breaks;
  }

  /** The last of those that cover a day; deliveries that overlap with one leave no gap. */
  private static Delivery newest(List<Delivery> oldestFirst, LocalDate day) {
    return oldestFirst.stream()
        .filter(delivery -> covers(delivery, day))
        .reduce((older, newer) -> newer)
        .orElseThrow();
  }

  private static boolean covers(Delivery delivery, LocalDate day) {
    return !day.isBefore(delivery.from()) && day.isBefore(delivery.until());
  }

  private static long length(Delivery delivery) {
    return delivery.until().toEpochDay() - delivery.from().toEpochDay();
  }
}
