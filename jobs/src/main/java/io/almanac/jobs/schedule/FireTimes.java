package io.almanac.jobs.schedule;

import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import org.quartz.CronExpression;

/** The times of a cron expression in UTC. */
final class FireTimes {
  private static final Duration FARTHEST = Duration.ofDays(366);

  private final CronExpression cron;

  /**
   * Reads a cron expression.
   *
   * @throws IllegalArgumentException when it is none
   */
  FireTimes(String expression) {
    try {
      cron = new CronExpression(expression);
    } catch (ParseException e) {
      throw new IllegalArgumentException("Cannot read cron expression: " + expression, e);
    }
    cron.setTimeZone(TimeZone.getTimeZone(ZoneOffset.UTC));
  }

  CronExpression cron() {
    return cron;
  }

  /** The first time after an instant; empty when there is none any more. */
  Optional<Instant> after(Instant instant) {
    return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(instant))).map(Date::toInstant);
  }

  /**
   * The last time at or before an instant; empty when there was none within a year. Quartz only
   * looks forward, so this starts further and further back until it finds one.
   */
  Optional<Instant> atOrBefore(Instant instant) {
    for (Duration back = Duration.ofMinutes(1);
        back.compareTo(FARTHEST.multipliedBy(2)) < 0;
        back = back.multipliedBy(2)) {
      Optional<Instant> time = after(instant.minus(back)).filter(first -> !first.isAfter(instant));
      if (time.isPresent()) {
        Instant last = time.get();
        for (Optional<Instant> next = after(last);
            next.isPresent() && !next.get().isAfter(instant);
            next = after(last)) {
          last = next.get();
        }
        return Optional.of(last);
      }
    }
    return Optional.empty();
  }

  /**
   * The night that should have been published by now and is not. Where nothing was ever published
   * there is nothing to make up: the first night is the next one.
   *
   * @param lastPublished the newest published as-of date
   */
  Optional<LocalDate> missed(Instant now, Optional<LocalDate> lastPublished) {
    return atOrBefore(now)
        .map(time -> LocalDate.ofInstant(time, ZoneOffset.UTC))
        .filter(due -> lastPublished.isPresent() && lastPublished.get().isBefore(due));
  }
}
