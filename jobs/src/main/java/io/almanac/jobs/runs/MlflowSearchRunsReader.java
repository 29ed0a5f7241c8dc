package io.almanac.jobs.runs;

import io.almanac.jobs.AlmanacException;
import io.almanac.jobs.charges.NamedFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The CSV file of {@code mlflow.search_runs(...).to_csv()}: columns are known by name and prefix,
 * since their set differs from export to export.
 */
final class MlflowSearchRunsReader implements RunReader {
  private static final DateTimeFormatter TIME =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .appendPattern("[ ]['T']")
          .append(DateTimeFormatter.ISO_LOCAL_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT);
  private static final List<String> MANDATORY =
      List.of("run_id", "experiment_id", "status", "start_time", "end_time");

  @Override
  public String format() {
    return "mlflow-search-runs";
  }

  @Override
  public RunHistory read(String name, Path path) {
    List<RunRecord> runs = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    for (Path file : files(name, path)) {
      read(name, file, runs, problems);
    }
    return RunHistory.of(name, runs, problems);
  }

  private static List<Path> files(String name, Path path) {
    try {
      List<Path> files =
          Files.isRegularFile(path)
              ? List.of(path)
              : NamedFiles.of(path).stream()
                  .filter(file -> file.toString().endsWith(".csv"))
                  .toList();
      if (!files.isEmpty()) {
        return files;
      }
    } catch (IOException e) {
      // Told below, as a folder without any is.
    }
    throw AlmanacException.input(
        "Cannot find run history "
            + name
            + ": "
            + path
            + " has no .csv files. Write them by mlflow.search_runs(...).to_csv(), or correct the"
            + " path.");
  }

  private static void read(String name, Path path, List<RunRecord> runs, List<String> problems) {
    try (CSVParser records =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setAllowMissingColumnNames(true)
            .get()
            .parse(withoutMark(Files.newBufferedReader(path, StandardCharsets.UTF_8)))) {
      List<String> missing =
          MANDATORY.stream().filter(column -> !records.getHeaderNames().contains(column)).toList();
      if (!missing.isEmpty()) {
        throw AlmanacException.input(
            "Cannot read run history "
                + name
                + ": "
                + path
                + " has no columns "
                + missing
                + ". Write it by mlflow.search_runs(...).to_csv().");
      }
      for (CSVRecord record : records) {
        try {
          runs.add(run(record, path.getFileName().toString()));
        } catch (DateTimeParseException | IllegalArgumentException e) {
          problems.add(
              "Cannot read run in "
                  + path
                  + ", record "
                  + record.getRecordNumber()
                  + ": "
                  + e.getMessage());
        }
      }
    } catch (IOException | UncheckedIOException | IllegalArgumentException e) {
      throw AlmanacException.input(
          "Cannot read run history " + name + ": " + path + " (" + e.getMessage() + ").");
    }
  }

  private static RunRecord run(CSVRecord record, String file) {
    SortedMap<String, String> tags = new TreeMap<>();
    record
        .toMap()
        .forEach(
            (column, value) -> {
              if (column.startsWith("tags.") && value != null && !value.isEmpty()) {
                tags.put(column.substring("tags.".length()), value);
              }
            });
    String id = text(record, "run_id");
    if (id == null) {
      throw new IllegalArgumentException("it has no run_id");
    }
    return new RunRecord(
        id,
        tags.get("mlflow.runName"),
        text(record, "experiment_id"),
        tags.get("experiment"),
        tags.get("mlflow.parentRunId"),
        text(record, "status"),
        tags.get("mlflow.user"),
        instant(text(record, "start_time")),
        instant(text(record, "end_time")),
        null,
        tags,
        file);
  }

  /** Spreadsheets put a byte order mark before the first column's name. */
  private static Reader withoutMark(BufferedReader reader) throws IOException {
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  private static Instant instant(String text) {
    if (text == null || text.equals("NaT")) {
      return null;
    }
    TemporalAccessor time = TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
    return time instanceof OffsetDateTime offset
        ? offset.toInstant()
        : LocalDateTime.from(time).toInstant(ZoneOffset.UTC);
  }

  private static String text(CSVRecord record, String column) {
    String value = record.get(column);
    return value == null || value.isEmpty() ? null : value;
  }
}
