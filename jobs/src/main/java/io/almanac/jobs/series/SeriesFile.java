package io.almanac.jobs.series;

import io.almanac.forecasting.automatic.Frequency;
import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
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

  /** The index that pandas writes has no name. */
  private static final CSVFormat FORMAT =
      CSVFormat.DEFAULT
          .builder()
          .setHeader()
          .setSkipHeaderRecord(true)
          .setAllowMissingColumnNames(true)
          .setTrim(true)
          .get();

  /** What Excel writes before UTF-8. */
  private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

  /** More than a century of hours: beyond it, a year is mistyped. */
  private static final int MOST_STEPS = 1_000_000;

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

  /**
   * Whether a file has the columns of one.
   *
   * @throws AlmanacException when it cannot be read
   */
  public static boolean isSeries(Path file) {
    try (Reader reader =
            new InputStreamReader(new SeriesFile(file).open(), StandardCharsets.UTF_8);
        CSVParser lines = FORMAT.parse(reader)) {
      return lines.getHeaderNames().containsAll(COLUMNS);
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw AlmanacException.input("Cannot read series file: " + file + ". " + e.getMessage());
    }
  }

  private List<TidySeries> series(Frequency wanted) {
    Map<String, TimedValues> values = values();
    values.forEach(
        (id, one) ->
            one.sort(
                i ->
                    problem(
                        at(one.line(i))
                            + "Series "
                            + id
                            + " has this time twice: "
                            + one.time(i))));
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

  private Frequency frequency(Map<String, TimedValues> values) {
    return values.values().stream()
        .flatMap(one -> Grid.frequency(one).stream())
        .min(Comparator.naturalOrder())
        .orElseThrow(
            () ->
                AlmanacException.input(
                    "Cannot tell the frequency of file: "
                        + file
                        + ". Its times are neither hours, days, weeks nor months apart; give"
                        + " --frequency."));
  }

  private TidySeries onGrid(String id, TimedValues values, Frequency frequency) {
    LocalDateTime start = values.time(0);
    OptionalInt last = Grid.steps(start, values.time(values.size() - 1), frequency);
    if (last.orElse(0) >= MOST_STEPS) {
      problem(
          "Cannot place series on a grid: "
              + id
              + ". From "
              + start
              + " to "
              + values.time(values.size() - 1)
              + " there are more than "
              + MOST_STEPS
              + " steps; check ds.");
      return new TidySeries(id, frequency, start, new double[0]);
    }
    double[] grid = new double[last.orElse(0) + 1];
    Arrays.fill(grid, Double.NaN);
    for (int i = 0; i < values.size(); i++) {
      OptionalInt step = Grid.steps(start, values.time(i), frequency);
      if (step.isPresent() && step.getAsInt() < grid.length) {
        grid[step.getAsInt()] = values.value(i);
      } else {
        problem(
            at(values.line(i))
                + "Time of series "
                + id
                + " is no whole "
                + frequency.name().toLowerCase(java.util.Locale.ROOT)
                + " step after "
                + start
                + ": "
                + values.time(i));
      }
    }
    return new TidySeries(id, frequency, start, grid);
  }

  private Map<String, TimedValues> values() {
    Map<String, TimedValues> values = new LinkedHashMap<>();
    try (Reader reader = new InputStreamReader(open(), StandardCharsets.UTF_8);
        CSVParser lines = FORMAT.parse(reader)) {
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
    } catch (NoSuchFileException e) {
      throw AlmanacException.input(
          "Cannot read series file: " + file + ". There is no such file; correct the path.");
    } catch (IOException | UncheckedIOException e) {
      throw AlmanacException.input("Cannot read series file: " + file + ". " + e.getMessage());
    }
    return values;
  }

  private InputStream open() throws IOException {
    InputStream bytes = Files.newInputStream(file);
    PushbackInputStream text =
        new PushbackInputStream(
            file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, MARK.length);
    byte[] first = text.readNBytes(MARK.length);
    if (!Arrays.equals(first, MARK)) {
      text.unread(first);
    }
    return text;
  }

  private void add(Map<String, TimedValues> values, CSVRecord line) {
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
      values
          .computeIfAbsent(line.get("unique_id"), unseen -> new TimedValues())
          .add(parse(time), value, line.getRecordNumber() + 1);
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
    return at(line.getRecordNumber() + 1);
  }

  private String at(long line) {
    return "Cannot read line " + line + " of series file: " + file + ". ";
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
