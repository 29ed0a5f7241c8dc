package io.almanac.jobs.cli;

import io.almanac.jobs.config.ConfigLoader;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * What all commands share.
 *
 * @param engine what they drive
 * @param loader reads configurations
 * @param clock asked for today's date in UTC, and for nothing else that decides about results
 * @param console where they write
 */
record Context(Engine engine, ConfigLoader loader, Clock clock, Console console) {
  /** Today in UTC. */
  LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }
}
