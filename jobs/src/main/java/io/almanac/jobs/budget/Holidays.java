package io.almanac.jobs.budget;

import io.almanac.jobs.AlmanacException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * Days off, by date with their names. The file is CSV with the header {@code date,name}, such as
 * {@code 2026-12-25,Christmas Day}.
 */
public record Holidays(NavigableMap<LocalDate, String> names) {

  /** Copies the map. */
  public Holidays {
    names = Collections.unmodifiableNavigableMap(new TreeMap<>(names));
  }

  /** No holidays. */
  public static Holidays none() {
    return new Holidays(new TreeMap<>());
  }

  /**
   * Reads the file.
   *
   * @throws AlmanacException with every problem and its line
   */
  public static Holidays load(Path file) {
    NavigableMap<LocalDate, String> names = new TreeMap<>();
    List<String> problems = new ArrayList<>();
    CsvLines.read(file, "holidays", List.of("date", "name"))
        .forEach(
            (line, values) -> {
              String text = values.get("date");
              try {
                if (names.putIfAbsent(LocalDate.parse(text), values.get("name")) != null) {
                  problems.add(problem(file, line, text, "The day stands there twice; keep one."));
                }
              } catch (DateTimeParseException e) {
                problems.add(problem(file, line, text, "Write a date as 2026-12-25."));
              }
            });
    if (!problems.isEmpty()) {
      throw AlmanacException.configuration(problems);
    }
    return new Holidays(names);
  }

  /** The days in order. */
  public SortedSet<LocalDate> days() {
    return names.navigableKeySet();
  }

  private static String problem(Path file, long line, String value, String remedy) {
    return "Cannot use holidays in %s, line %s, date: %s. %s".formatted(file, line, value, remedy);
  }
}
