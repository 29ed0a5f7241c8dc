package io.almanac.jobs.scenario;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.budget.CsvLines;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Reads drivers: CSV with the header {@code driver,date,value}, one line a driver and day, past and
 * known future, such as {@code requests,2026-10-01,1250000}.
 */
final class DriverFile {
  private final Path file;
  private final String dateColumn;
  private final List<String> problems = new ArrayList<>();
  private final Map<String, NavigableMap<LocalDate, Double>> values = new TreeMap<>();

  private DriverFile(Path file, String dateColumn) {
    this.file = file;
    this.dateColumn = dateColumn;
  }

  /**
   * The values by driver and day.
   *
   * @param dateColumn what the column of days is called
   * @throws AlmanacException with every problem and its line
   */
  static Map<String, NavigableMap<LocalDate, Double>> read(Path file, String dateColumn) {
    DriverFile reading = new DriverFile(file, dateColumn);
    CsvLines.read(file, "drivers", List.of("driver", dateColumn, "value")).forEach(reading::line);
    if (!reading.problems.isEmpty()) {
      throw AlmanacException.configuration(reading.problems);
    }
    return Collections.unmodifiableMap(reading.values);
  }

  private void line(long line, Map<String, String> columns) {
    String driver = columns.get("driver");
    if (driver.isEmpty()) {
      problem(line, "driver", driver, "Name the driver.");
    }
    LocalDate day = day(line, columns.get(dateColumn));
    Double value = value(line, columns.get("value"));
    if (day != null
        && value != null
        && values.computeIfAbsent(driver, unseen -> new TreeMap<>()).putIfAbsent(day, value)
            != null) {
      problem(line, dateColumn, day.toString(), "The day stands there twice for " + driver + ".");
    }
  }

  private LocalDate day(long line, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      problem(line, dateColumn, text, "Write a date as 2026-12-25.");
      return null;
    }
  }

  private Double value(long line, String text) {
    try {
      double value = new BigDecimal(text).doubleValue();
      if (value > 0 && Double.isFinite(value)) {
        return value;
      }
      problem(line, "value", text, "Write a number above zero; leave out days without one.");
    } catch (NumberFormatException e) {
      problem(line, "value", text, "Write a decimal number such as 1250000 or 3.06.");
    }
    return null;
  }

  private void problem(long line, String column, String value, String remedy) {
    problems.add(
        "Cannot use drivers in %s, line %s, %s: %s. %s"
            .formatted(file, line, column, value, remedy));
  }
}
