package io.almanac.jobs.kubernetes;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A span of time in UTC.
 *
 * @param start seconds since 1970, included
 * @param end seconds since 1970, not included, after the start
 */
record Span(long start, long end) implements Comparable<Span> {
  private static final long DAY = 86_400;
  private static final int SCALE = 18;

  Span {
    if (end <= start) {
      throw new IllegalArgumentException("Cannot use span: " + start + " to " + end);
    }
  }

  /** How long it is, in seconds. */
  long seconds() {
    return end - start;
  }

  /** Whether the two have a second in common. */
  boolean overlaps(Span other) {
    return start < other.end && other.start < end;
  }

  /** What the two have in common; null when nothing. */
  Span within(Span other) {
    long from = Math.max(start, other.start);
    long to = Math.min(end, other.end);
    return from < to ? new Span(from, to) : null;
  }

  /** The shortest span that has both. */
  Span with(Span other) {
    return new Span(Math.min(start, other.start), Math.max(end, other.end));
  }

  /** Its parts, one for each UTC day that it touches, in order. */
  List<Span> byDay() {
    List<Span> parts = new ArrayList<>();
    for (long from = start; from < end; ) {
      long to = Math.min(end, (Math.floorDiv(from, DAY) + 1) * DAY);
      parts.add(new Span(from, to));
      from = to;
    }
    return parts;
  }

  /** The UTC day of its start. */
  LocalDate day() {
    return LocalDate.ofEpochDay(Math.floorDiv(start, DAY));
  }

  /** The part of an amount that falls on a part of it, by time, to 18 digits. */
  BigDecimal share(BigDecimal amount, Span part) {
    return part.equals(this)
        ? amount
        : amount
            .multiply(BigDecimal.valueOf(part.seconds()))
            .divide(BigDecimal.valueOf(seconds()), SCALE, RoundingMode.HALF_EVEN);
  }

  @Override
  public int compareTo(Span other) {
    return Comparator.comparingLong(Span::start).thenComparingLong(Span::end).compare(this, other);
  }
}
