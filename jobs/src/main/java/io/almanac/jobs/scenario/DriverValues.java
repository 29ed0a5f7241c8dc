package io.almanac.jobs.scenario;

import io.almanac.jobs.mart.Owners;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The values of a file of drivers, of all drivers that it has. A driver {@code requests:vision} is
 * the driver {@code requests} of the team {@code vision}.
 */
public final class DriverValues {
  /** No driver. */
  public static final DriverValues NONE = new DriverValues(new TreeMap<>());

  private final Map<String, NavigableMap<LocalDate, Double>> values;

  private DriverValues(Map<String, NavigableMap<LocalDate, Double>> values) {
    this.values = values;
  }

  /**
   * Reads a file: CSV with the header {@code driver,date,value}.
   *
   * @throws io.almanac.jobs.AlmanacException with every problem of the file
   */
  public static DriverValues load(Path file) {
    return new DriverValues(DriverFile.read(file, "date"));
  }

  /** The drivers as the file names them. */
  public Set<String> names() {
    return new TreeSet<>(values.keySet());
  }

  /** The drivers that have a value for a team, without the team. */
  public Set<String> byTeam() {
    Set<String> names = new TreeSet<>();
    for (String name : values.keySet()) {
      team(name).ifPresent(team -> names.add(name.substring(0, name.indexOf(':')).strip()));
    }
    return names;
  }

  /** The team of a driver, in its one spelling; empty when the name has none. */
  public static Optional<String> team(String driver) {
    int colon = driver.indexOf(':');
    return colon <= 0
        ? Optional.empty()
        : Optional.ofNullable(Owners.normalised("team", driver.substring(colon + 1)));
  }

  /**
   * What a driver's days sum to by month, up to a day, inclusive; months without any are left out.
   */
  public Map<YearMonth, BigDecimal> monthly(String driver, LocalDate last) {
    Map<YearMonth, BigDecimal> months = new TreeMap<>();
    values
        .getOrDefault(driver, new TreeMap<>())
        .headMap(last, true)
        .forEach(
            (day, value) ->
                months.merge(YearMonth.from(day), BigDecimal.valueOf(value), BigDecimal::add));
    return months;
  }
}
