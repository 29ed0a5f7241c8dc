package io.almanac.jobs.series;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads a tidy CSV file, plain or gzip, with the columns {@code unique_id}, {@code ds} (a day, or a
 * day and an hour) and {@code y}; other columns are ignored. An empty {@code y} or NA is missing,
 * and so is a time between others that has no line.
 */
public final class SeriesFile {
  private static final List<String> COLUMNS = List.of("unique_id", "ds", "y");
  private static final int MOST_PROBLEMS = 20;

  private final Path file;
  private final List<String> problems = new ArrayList<>();
  private int more;

  private SeriesFile(Path file) {
    this.file = file;
  }

  /**
   * Reads all series, in the order of their first lines.
   *
   * @param frequency null to find it from the shortest gap
   * @throws AlmanacException naming all lines that cannot be read
   */
  public static List<TidySeries> read(Path file, Frequency frequency) {
    return new SeriesFile(file).series(frequency);
  }

  private List<TidySeries> series(Frequency wanted) {
    Map<String, NavigableMap<LocalDateTime, Double>> values = values();
    failIfAny();
    if (values.isEmpty()) {
      throw AlmanacException.input("Cannot find a series in file: " + file + ". It has no lines.");
    }
    Frequency frequency = wanted == null ? frequency(values) : wanted;
    List<TidySeries> series = new ArrayList<>();
    values.forEach((id, one) -> series.add(onGrid(id, one, frequency)));
    failIfAny();
    return series;
  }

  private Frequency frequency(Map<String, NavigableMap<LocalDateTime, Double>> values) {
    return values.values().stream()
        .filter(one -> one.size() > 1)
        .findFirst()
        .flatMap(one -> Grid.frequency(one.keySet()))
        .orElseThrow(
            () ->
                AlmanacException.input(
                    "Cannot tell the frequency of file: "
                        + file
                        + ". Its times are neither hours, days, weeks nor months apart; give"
                        + " --frequency."));
  }

  private TidySeries onGrid(
      String id, NavigableMap<LocalDateTime, Double> values, Frequency frequency) {
    LocalDateTime start = values.firstKey();
    OptionalInt last = Grid.steps(start, values.lastKey(), frequency);
    double[] grid = new double[last.orElse(0) + 1];
    Arrays.fill(grid, Double.NaN);
    values.forEach(
        (time, value) -> {
          OptionalInt step = Grid.steps(start, time, frequency);
          if (step.isPresent() && step.getAsInt() < grid.length) {
            grid[step.getAsInt()] = value;
          } else {
            problem(
                "Cannot place time of series "
                    + id
                    + ": "
                    + time
                    + ". It is no whole "
                    + frequency.name().toLowerCase(java.util.Locale.ROOT)
                    + " step after "
                    + start
                    + ".");
          }
        });
    return new TidySeries(id, frequency, start, grid);
  }

  private Map<String, NavigableMap<LocalDateTime, Double>> values() {
    Map<String, NavigableMap<LocalDateTime, Double>> values = new LinkedHashMap<>();
    CSVFormat format =
        CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true).get();
    try (Reader reader = new InputStreamReader(open(), StandardCharsets.UTF_8);
        CSVParser lines = format.parse(reader)) {
      List<String> missing =
          COLUMNS.stream().filter(name -> !lines.getHeaderMap().containsKey(name)).toList();
      if (!missing.isEmpty()) {
        throw AlmanacException.input(
            "Cannot read series file: "
                + file
                + ". Columns missing are "
                + missing
                + "; found are "
                + lines.getHeaderNames()
                + ".");
      }
      for (CSVRecord line : lines) {
        add(values, line);
      }
    } catch (IOException | java.io.UncheckedIOException e) {
      throw AlmanacException.input("Cannot read series file: " + file + ". " + e.getMessage());
    }
    return values;
  }

  private InputStream open() throws IOException {
    InputStream bytes = Files.newInputStream(file);
    return file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
  }

  private void add(Map<String, NavigableMap<LocalDateTime, Double>> values, CSVRecord line) {
    if (!line.isConsistent()) {
      problem(at(line) + "It has " + line.size() + " fields, not as many as the header.");
      return;
    }
    String time = line.get("ds");
    String number = line.get("y");
    try {
      double value =
          number.isEmpty() || number.equals("NA") ? Double.NaN : Double.parseDouble(number);
      if (Double.isInfinite(value)) {
        problem(at(line) + "Infinite y: " + number);
        return;
      }
      Double before =
          values
              .computeIfAbsent(line.get("unique_id"), unseen -> new TreeMap<>())
              .putIfAbsent(parse(time), value);
      if (before != null) {
        problem(at(line) + "Series " + line.get("unique_id") + " has this time before: " + time);
      }
    } catch (DateTimeException e) {
      problem(at(line) + "ds is no day like 2026-10-31 or 2026-10-31 13:00:00: " + time);
    } catch (NumberFormatException e) {
      problem(at(line) + "y is no number: " + number);
    }
  }

  private static LocalDateTime parse(String text) {
    return text.length() <= 10
        ? LocalDate.parse(text).atStartOfDay()
        : LocalDateTime.parse(text.replace(' ', 'T').replace("Z", ""));
  }

  private String at(CSVRecord line) {
    return "Cannot read line " + (line.getRecordNumber() + 1) + " of series file: " + file + ". ";
  }

  private void problem(String problem) {
    if (problems.size() < MOST_PROBLEMS) {
      problems.add(problem);
    } else {
      more++;
    }
  }

  private void failIfAny() {
    if (!problems.isEmpty()) {
      List<String> all = new ArrayList<>(problems);
      if (more > 0) {
        all.add("There are " + more + " more such lines.");
      }
      throw new AlmanacException(ExitCode.INPUT, all);
    }
  }
}
