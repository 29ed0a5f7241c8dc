package io.almanac.jobs.charges.source;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads points in time as microseconds since 1970 in UTC.
 *
 * <p>Read are ISO dates and date-times with {@code T} or a blank, with or without seconds, fraction
 * (to microseconds) and zone; and US dates {@code M/d/yy}, {@code M/d/yyyy}, with or without a time
 * of day. No zone means UTC. A two-digit year is of this century. {@code 5/1/25} is 1 May 2025: the
 * only exports with slashes that are known are written month first.
 */
final class TimeText {
  private static final Pattern ISO =
      Pattern.compile(
          "(\\d{4})-(\\d{2})-(\\d{2})"
              + "(?:([T ])(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?"
              + " ?(Z|UTC|[+-]\\d{2}(?::?\\d{2})?)?)?");
  private static final Pattern SLASHED =
      Pattern.compile(
          "(\\d{1,2})/(\\d{1,2})/(\\d{4}|\\d{2})(?: (\\d{1,2}):(\\d{2})(?::(\\d{2}))?)?");
  private static final long MICROS = 1_000_000L;

  private TimeText() {}

  /**
   * A point in time.
   *
   * @param micros microseconds since 1970 in UTC
   * @param asSpecified whether the text has date, time, {@code T} and {@code Z}, as FOCUS demands;
   *     a fraction of a second is let pass
   */
  record Reading(long micros, boolean asSpecified) {}

  /** The point in time; null when the text is none, or no such time exists. */
  static Reading parse(String text) {
    String stripped = text.strip();
    try {
      Matcher iso = ISO.matcher(stripped);
      if (iso.matches()) {
        return iso(iso);
      }
      Matcher slashed = SLASHED.matcher(stripped);
      return slashed.matches() ? slashed(slashed) : null;
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static Reading iso(Matcher found) {
    LocalDateTime local =
        LocalDateTime.of(
            number(found.group(1)),
            number(found.group(2)),
            number(found.group(3)),
            number(found.group(5)),
            number(found.group(6)),
            number(found.group(7)));
    String fraction = found.group(8);
    long micros =
        fraction == null ? 0 : Long.parseLong((fraction + "000000000").substring(0, 9)) / 1000;
    String zone = found.group(9);
    ZoneOffset offset = zone == null || zone.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(zone);
    boolean asSpecified = "T".equals(found.group(4)) && found.group(7) != null && "Z".equals(zone);
    return new Reading(Math.addExact(local.toEpochSecond(offset) * MICROS, micros), asSpecified);
  }

  private static Reading slashed(Matcher found) {
    int year = number(found.group(3));
    LocalDateTime local =
        LocalDateTime.of(
            found.group(3).length() == 2 ? 2000 + year : year,
            number(found.group(1)),
            number(found.group(2)),
            number(found.group(4)),
            number(found.group(5)),
            number(found.group(6)));
    return new Reading(local.toEpochSecond(ZoneOffset.UTC) * MICROS, false);
  }

  private static int number(String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }
}
