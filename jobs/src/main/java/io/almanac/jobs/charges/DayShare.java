package io.almanac.jobs.charges;

import java.io.Serializable;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Which days of a delivery count, where other deliveries tell the same money. Every day, also one
 * that nobody covers, is in exactly one span.
 *
 * @param delivery the name of the delivery
 * @param spans sorted and without gaps
 */
public record DayShare(String delivery, List<Span> spans) implements Serializable {
  /** Copies its list. */
  public DayShare {
    spans = List.copyOf(spans);
  }

  /**
   * Days for which one delivery counts.
   *
   * @param from the first one; null when there is none before it
   * @param until the day after the last; null when there is none after it
   * @param owner the name of the delivery that counts
   * @param shared whether the days are covered by several
   */
  public record Span(LocalDate from, LocalDate until, String owner, boolean shared)
      implements Serializable {
    private boolean holds(long epochDay) {
      return (from == null || epochDay >= from.toEpochDay())
          && (until == null || epochDay < until.toEpochDay());
    }

    @Override
    public String toString() {
      return (from == null ? "" : from) + ".." + (until == null ? "" : until) + " " + owner;
    }
  }

  /** The span of a day, counted from 1970-01-01. */
  Span spanOf(long epochDay) {
    return spans.stream().filter(span -> span.holds(epochDay)).findFirst().orElseThrow();
  }

  /** Whether the delivery itself counts in a span. */
  boolean counts(Span span) {
    return span.owner().equals(delivery);
  }

  /** The same text for the same answers. */
  @Override
  public String toString() {
    return spans.stream()
        .map(Span::toString)
        .collect(Collectors.joining("; ", delivery + ": ", ""));
  }
}
