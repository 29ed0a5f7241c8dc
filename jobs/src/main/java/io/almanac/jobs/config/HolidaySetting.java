package io.almanac.jobs.config;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * Which days are off.
 *
 * @param file the CSV file of holidays, if any; they hold for everybody
 * @param countries whose public holidays hold, such as {@code DE}, {@code DE-BY} or {@code US-CA}
 * @param teams the countries of teams that have others
 */
public record HolidaySetting(
    Optional<Path> file, List<String> countries, Map<String, List<String>> teams) {
  /** No day is known to be off. */
  public static final HolidaySetting NONE =
      new HolidaySetting(Optional.empty(), List.of(), Map.of());

  /** What may name a country or a part of it. */
  static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}(-[A-Z0-9]{1,4}){0,2}");

  /** Copies its collections. */
  public HolidaySetting {
    countries = List.copyOf(countries);
    teams = Collections.unmodifiableMap(new TreeMap<>(teams));
  }

  /** Whether any public holidays are asked for. */
  public boolean hasCountries() {
    return !countries.isEmpty() || !teams.isEmpty();
  }
}
