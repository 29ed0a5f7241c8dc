package io.almanac.jobs.allocation;

import java.io.Serializable;
import java.time.LocalDate;

/**
 * Charge dates in UTC for which something holds.
 *
 * @param first the first day in days since 1970
 * @param last the last day, included
 */
record DateRange(long first, long last) implements Serializable {
  /** Every day. */
  static final DateRange ALWAYS = new DateRange(Long.MIN_VALUE, Long.MAX_VALUE);

  /** From a day to a day, both included; null is open. */
  static DateRange of(LocalDate from, LocalDate to) {
    return new DateRange(
        from == null ? Long.MIN_VALUE : from.toEpochDay(),
        to == null ? Long.MAX_VALUE : to.toEpochDay());
  }

  /** Whether it has the day; of an unknown day (null) only when it has every day. */
  boolean has(Integer epochDay) {
    return epochDay == null
        ? equals(ALWAYS)
        : first <= epochDay.longValue() && epochDay.longValue() <= last;
  }

  /** Whether it has every day of another one. */
  boolean covers(DateRange other) {
    return first <= other.first && other.last <= last;
  }

  /** Whether it has no day. */
  boolean isEmpty() {
    return first > last;
  }

  /** The days that both have. */
  DateRange and(DateRange other) {
    return new DateRange(Math.max(first, other.first), Math.min(last, other.last));
  }

  /** As people read it; empty for every day. */
  String words() {
    String from = first == Long.MIN_VALUE ? "" : "from " + LocalDate.ofEpochDay(first);
    String to = last == Long.MAX_VALUE ? "" : "to " + LocalDate.ofEpochDay(last);
    return (from + " " + to).strip();
  }
}
